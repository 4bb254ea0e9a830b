/** Web pages: text and tables as a browser shows them, with XPaths that lead back. */
import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import { describe, expect, test } from 'vitest';
import type { Block, Paragraph, Table } from '../../extractors/document.ts';
import { readHtml } from '../../extractors/html/read.ts';
import { LIMITS } from '../../extractors/limits.ts';
import { readDocument } from '../../extractors/read.ts';
import { cellText } from '../../extractors/text.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const page = (body: string, head = '') =>
  readHtml(utf8(`<!DOCTYPE html><html><head>${head}</head><body>${body}</body></html>`));
const texts = (blocks: readonly Block[]) =>
  blocks.filter((block): block is Paragraph => block.kind === 'paragraph').map(({ lines }) => lines[0].text);
const bodyTexts = (html: string) =>
  texts(page(html).blocks.filter((block) => block.kind === 'table' || block.role === 'body'));
const grid = (table: Table) => table.cells.map((c) => [c.row, c.col, c.rowSpan, c.colSpan, cellText(c)].join(' '));
const tableIn = (html: string) => page(html).blocks.find((block): block is Table => block.kind === 'table');

describe('text', () => {
  test('paragraphs end at blocks and at line breaks; inline elements join', () => {
    expect(bodyTexts('<p>收入<b>1,234</b>.56万元</p>支出<br>　　结余<div>年末<span>结转</span></div>')).toEqual([
      '收入1,234.56万元',
      '支出',
      '结余',
      '年末结转',
    ]);
  });

  test('a line end of the source is a space between letters and nothing between ideographs', () => {
    expect(bodyTexts('<p>财政\n  拨款 and\n total</p><pre>a  b</pre>')).toEqual(['财政拨款 and total', 'a b']);
  });

  test('a page may have more paragraphs than a call takes arguments', () => {
    expect(bodyTexts('<p>a'.repeat(130_000))).toHaveLength(130_000);
  });

  test('what a browser does not show is not read', () => {
    const unseen = '<script>var a=1</script><style>p{}</style><p hidden>x</p><p style="display: none">y</p><!-- z -->';
    expect(bodyTexts(`${unseen}<p>收入</p>`)).toEqual(['收入']);
  });

  test('what style sheets of the page hide is not read, and its numbers are counted', () => {
    const css =
      '.p,.tab{display:none} .tab.on{display:block} #c{display:none!important} @media print{.q{display:none}} /*.r{display:none}*/';
    const { blocks, messages } = page(
      '<p class="x p">1,2.3</p><p class=tab>4</p><p class="tab on">甲</p><p id=c>5</p><p class=q>乙</p><p class=r>丙</p>' +
        '<p class=p style="display:block">丁</p><p style="display:none !important">6</p><p>戊<del>7</del><s>8</s></p>',
      `<style>${css}</style>`,
    );
    expect(texts(blocks)).toEqual(['甲', '乙', '丙', '丁', '戊']);
    expect(messages.map(({ code, text }) => `${code} ${text}`).join()).toMatch(/^hidden-text 6 numbers/);
  });

  test('Word and Excel pages: comments, conditions, spans', () => {
    const html =
      '<!--[if gte mso 9]><xml><w:View>9</w:View></xml><![endif]--><p class=MsoNormal><span lang=EN-US>1,2</span>' +
      '<span style="mso-hide:all;display:none">9</span><![if !supportEmptyParas]><span>34.</span><![endif]><o:p>56</o:p>万元</p>';
    expect(bodyTexts(html)).toEqual(['1,234.56万元']);
  });

  test('marks of notes, numbers of lists and neighbouring blocks never run into a number', () => {
    expect(bodyTexts('<p>1,234<sup>1</sup>万元，90m<sup>2</sup></p>')).toEqual(['1,234¹万元，90m²']);
    expect(bodyTexts('<ol><li>500万元</ol><ol style="list-style:none"><li>甲</ol>')).toEqual(['500万元', '甲']);
    expect(bodyTexts('<p><span style="display:block">12</span><span style="display: block">34</span></p>')).toEqual([
      '12',
      '34',
    ]);
  });

  test('a page that calls itself GBK and is UTF-8, and one with a character cut in two', () => {
    expect(texts(readHtml(utf8('<meta charset=gbk><p>部门决算公开</p>')).blocks)).toEqual(['部门决算公开']);
    const cut = Uint8Array.of(...utf8(`<meta charset=utf-8><p>${'部门决算'.repeat(30)}`), 0xe5, 0x86, ...utf8('</p>'));
    expect(texts(readHtml(cut).blocks)[0]).toMatch(/^部门决算部门/);
  });

  test('menus, banners and blocks of links are kept apart from the text', () => {
    const { blocks } = page(
      '<nav>栏目</nav><ul><li><a href="/">首页</a></li></ul><p>正文<a href="x">附件</a></p><footer>电话</footer>',
    );
    expect(blocks.map((block) => (block.kind === 'paragraph' ? block.role : 'table'))).toEqual([
      'header',
      'header',
      'body',
      'footer',
    ]);
  });

  test('numbers of ordered lists are printed before their items, headings have levels', () => {
    const { blocks } = page('<h2>职责</h2><ol start="3"><li>拟订</li><li>监督</li></ol>');
    expect(texts(blocks)).toEqual(['职责', '3.拟订', '4.监督']);
    expect((blocks[0] as Paragraph).outlineLevel).toBe(2);
  });

  test.each([
    ['utf-8', utf8('<meta charset="utf-8"><p>决算</p>')],
    ['utf-8', utf8('<p>决算</p>')],
    ['gb18030', Uint8Array.of(...utf8('<p>'), 0xbe, 0xf6, 0xcb, 0xe3, ...utf8('</p>'))],
    ['gb2312', Uint8Array.of(...utf8('<meta charset=gb2312><p>'), 0xbe, 0xf6, 0xcb, 0xe3, ...utf8('</p>'))],
    ['utf-16le', Uint8Array.of(0xff, 0xfe, ...Buffer.from('<p>决算</p>', 'utf16le'))],
    ['gb18030', Uint8Array.of(...utf8('<meta charset=utf-8><p>'), 0xbe, 0xf6, 0xcb, 0xe3, ...utf8('</p>'))],
  ])('%s is decoded as it is, not as it should be', (encoding, bytes) => {
    const { blocks, metadata } = readHtml(bytes);
    expect([metadata.encoding, ...texts(blocks)]).toEqual([encoding, '决算']);
  });
});

describe('tables', () => {
  test('spans, heads that come last, header rows', () => {
    const table = tableIn(
      '<table><tfoot><tr><td>计<td>9<td>9</tfoot><tr><td rowspan=2>甲<td>1<td>2<tr><td colspan=5>3<thead><tr><th>项<th colspan=2>额</thead></table>',
    ) as Table;
    expect(grid(table)).toEqual([
      '0 0 1 1 项',
      '0 1 1 2 额',
      '1 0 2 1 甲',
      '1 1 1 1 1',
      '1 2 1 1 2',
      '2 1 1 5 3',
      '3 0 1 1 计',
      '3 1 1 1 9',
      '3 2 1 1 9',
    ]);
    expect(table.cells.filter(({ header }) => header).map(({ row }) => row)).toEqual([0, 0]);
  });

  test('no cell reaches out of its head, body or foot', () => {
    const html =
      '<table><thead><tr><th rowspan=5>项<th>额</thead><tbody><tr><td>甲<td>1<tr><td rowspan=0>乙<td>2<tbody><tr><td>丙<td>3</table>';
    expect(grid(tableIn(html) as Table)).toEqual([
      ...['0 0 1 1 项', '0 1 1 1 额', '1 0 1 1 甲', '1 1 1 1 1'],
      ...['2 0 1 1 乙', '2 1 1 1 2', '3 0 1 1 丙', '3 1 1 1 3'],
    ]);
  });

  test('no two cells share a position, whatever the spans say', () => {
    const table = tableIn(
      '<table><tr><td>a<td rowspan=0>b<td>c<tr><td colspan=9>d<td>e<tr><td>f<td>g</table>',
    ) as Table;
    const seen = new Set<string>();
    for (const { row, col, rowSpan, colSpan } of table.cells)
      for (let r = row; r < row + rowSpan; r++)
        for (let c = col; c < col + colSpan; c++) {
          expect(seen.has(`${r},${c}`)).toBe(false);
          seen.add(`${r},${c}`);
        }
  });

  test('blocks and breaks in a cell are its lines', () => {
    const [cell] = (tableIn('<table><tr><td><p>一般公共</p>预算<br>拨款<td>1</table>') as Table).cells;
    expect(cell.lines.map(({ text }) => text)).toEqual(['一般公共', '预算', '拨款']);
  });

  test('a table that only sets the page is no table', () => {
    const html = '<table><tr><td>菜单<td><p>一、收入</p><table><tr><td>项目<td>12.00</table></table>';
    expect(page(html).blocks.map((block) => block.kind)).toEqual(['paragraph', 'paragraph', 'table']);
  });
});

describe('places', () => {
  const html = `<div><p>甲<br>乙</p>丙<b>丁</b><p>戊</p><table><caption>表</caption><tr><td>1<td>2<tr><td>3<td>4</table></div>`;

  type Node = DefaultTreeAdapterTypes.ChildNode;
  const childrenOf = (node: Node | undefined): Node[] => (node && 'childNodes' in node ? node.childNodes : []);
  const textOf = (node: Node | undefined): string =>
    node && 'value' in node ? node.value : childrenOf(node).map(textOf).join('');

  /** The text below the element or text that an XPath of child steps names. */
  function at(path: string): string {
    let found: Node | undefined = parse(`<!DOCTYPE html><html><body>${html}`).childNodes.at(-1);
    for (const step of path.replace(/^body/, 'body[1]').split('/')) {
      const [, name, index] = /^(.+)\[(\d+)\]$/.exec(step) as unknown as string[];
      const wanted = name === 'text()' ? '#text' : name;
      found = childrenOf(found).filter((node) => node.nodeName === wanted)[Number(index) - 1];
    }
    return textOf(found);
  }

  test('every path is an XPath to the text, and no two are the same', () => {
    const { blocks } = page(html);
    const pieces = blocks.flatMap((block) =>
      block.kind === 'table'
        ? block.cells.map((cell) => ({ path: cell.path as string, text: cellText(cell) }))
        : [{ path: block.path as string, text: block.lines[0].text }],
    );
    for (const { path, text } of pieces) expect(text.startsWith(at(path)) && at(path) !== '').toBe(true);
    expect(new Set(pieces.map(({ path }) => path)).size).toBe(pieces.length);
    expect(pieces.map(({ text }) => text)).toEqual(['甲', '乙', '丙丁', '戊', '表', '1', '2', '3', '4']);
  });
});

describe('what cannot be read', () => {
  test('a page that a script fills says so', () => {
    expect(() => page('<div id="app"></div><script src="a.js"></script>')).toThrow(/filled in by a script/);
    expect(() => readHtml(utf8('<html><frameset><frame src="sheet001.htm"></frameset></html>'))).toThrow(/sheet001/);
    expect(() => page('<nav>首页</nav>')).toThrow(/shows no text of its own/);
  });

  test('a web page under the name of a document is refused, under its own it is read', async () => {
    const bytes = utf8('<html><body><p>登录</p></body></html>');
    await expect(readDocument(bytes, { name: 'a.pdf' })).rejects.toMatchObject({ code: 'html-page' });
    expect((await readDocument(bytes, { name: 'a.htm' })).method).toBe('html');
  });

  test('limits: depth, elements, cells', () => {
    const nested = (depth: number) => utf8(`<html><body>${'<div>'.repeat(depth)}x`);
    expect(readHtml(nested(LIMITS.xmlDepth - 2)).blocks).toHaveLength(1);
    expect(() => readHtml(nested(LIMITS.xmlDepth - 1))).toThrow(/xmlDepth/);
    expect(() => readHtml(nested(100_000))).toThrow(/xmlDepth/);
    expect(() => readHtml(utf8('<p><b>x</b></p>'), { ...LIMITS, xmlElements: 4 })).toThrow(/xmlElements/);
    const table = utf8('<table><tr><td>1<td>2<tr><td>3<td>4</table>');
    expect(readHtml(table, { ...LIMITS, tableCells: 4 }).blocks).toHaveLength(1);
    expect(() => readHtml(table, { ...LIMITS, tableCells: 3 })).toThrow(/tableCells/);
  });

  test('documents and pictures inside are named', () => {
    const { messages } = page(
      '<p>见下</p><iframe src="/a/决算.pdf"></iframe><img src="1.png"><a href="/"><img src="logo.png"></a>',
    );
    expect(messages.map(({ code }) => code)).toEqual(['document-inside', 'picture-not-read']);
    expect(messages[0].text).toContain('/a/决算.pdf');
    expect(messages[1].text).toContain('1 picture,');
  });
});
