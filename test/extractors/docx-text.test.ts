import { describe, expect, it } from 'vitest';
import { p, paragraphs, r, read, tbl, tc, texts, tr } from './docx-fixture.ts';

const begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>';
const separate = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>';
const end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>';
const code = (text: string) => `<w:r><w:instrText>${text}</w:instrText></w:r>`;

describe('tracked changes', () => {
  it('keeps insertions, drops deletions, follows moves, and tells of each', async () => {
    const document = await read(
      p(
        [
          r('支出'),
          `<w:del w:author="甲"><w:r><w:delText>100</w:delText></w:r></w:del>`,
          `<w:ins w:author="甲">${r('200')}</w:ins>`,
          `<w:moveFrom>${r('旧')}</w:moveFrom><w:moveTo>${r('新')}</w:moveTo>`,
          r('万元'),
        ].join(''),
      ),
    );
    expect(texts(document)).toEqual(['支出200新万元']);
    expect(
      document.messages.filter(({ code }) => code.startsWith('tracked')).map(({ code, text }) => [code, text]),
    ).toEqual([
      ['tracked-deletion', 'tracked deletion by 甲 accepted: “100”'],
      ['tracked-insertion', 'tracked insertion by 甲 accepted: “200”'],
      ['tracked-move', 'tracked move accepted, moved away: “旧”'],
      ['tracked-move', 'tracked move accepted, moved here: “新”'],
    ]);
  });

  it('joins two paragraphs whose mark between them was deleted', async () => {
    const document = await read(p('收入合计', '<w:rPr><w:del w:author="x"/></w:rPr>') + p('12.5万元'));
    expect(texts(document)).toEqual(['收入合计12.5万元']);
  });

  it('ignores the old properties of a changed format', async () => {
    const old = '<w:pPrChange><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:pPrChange>';
    expect(paragraphs(await read(p('x', old)))[0].outlineLevel).toBeUndefined();
  });
});

describe('fields', () => {
  it('keeps the result and drops the instruction, also nested and over runs', async () => {
    const nested = `${begin}${code(' IF ')}${begin}${code('DATE')}${separate}${r('2023')}${end}${code('= 1')}${separate}${r('共5页')}${end}`;
    expect(texts(await read(p(nested)))).toEqual(['共5页']);
    expect(texts(await read(p(`<w:fldSimple w:instr="DATE">${r('2023年')}</w:fldSimple>`)))).toEqual(['2023年']);
  });

  it('marks the entries of a table of contents, which run over paragraphs', async () => {
    const document = await read(
      p(`${begin}${code('TOC \\o "1-3"')}${separate}${r('一、概况')}<w:r><w:tab/></w:r>${r('1')}`) +
        p(`${r('二、收入')}<w:r><w:tab/></w:r>${r('2')}`) +
        p(end) +
        p('正文'),
    );
    expect(paragraphs(document).map((paragraph) => [paragraph.lines[0].text, paragraph.leader])).toEqual([
      ['一、概况 1', true],
      ['二、收入 2', true],
      ['正文', undefined],
    ]);
  });
});

describe('what stands in a paragraph', () => {
  it('begins a new line at a line break, and a tab is a space', async () => {
    expect(texts(await read(p('<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t></w:r>')))).toEqual([
      '甲 乙/丙',
    ]);
  });

  it('reads hyperlinks, content controls, smart tags, symbols and hyphens in place', async () => {
    const document = await read(
      p(
        [
          `<w:hyperlink>${r('链')}</w:hyperlink>`,
          `<w:sdt><w:sdtContent>${r('控')}</w:sdtContent></w:sdt>`,
          `<w:smartTag>${r('签')}</w:smartTag>`,
          '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:noBreakHyphen/></w:r>',
        ].join(''),
      ),
    );
    expect(texts(document)).toEqual(['链控签☑-']);
  });

  it('leaves hidden text out and says so, also when a style hides it', async () => {
    const styles = '<w:style w:type="character" w:styleId="H"><w:rPr><w:vanish/></w:rPr></w:style>';
    const document = await read(p(r('见') + r('一', '<w:vanish/>') + r('二', '<w:rStyle w:val="H"/>')), { styles });
    expect(texts(document)).toEqual(['见']);
    expect(document.messages.filter(({ code }) => code === 'hidden-text')).toHaveLength(2);
  });

  it('sets raised digits apart from the number before them, and leaves struck ones out', async () => {
    const document = await read(
      p(r('1,234') + r('1', '<w:vertAlign w:val="superscript"/>') + r('5', '<w:strike/>') + r('万元')),
    );
    expect(texts(document)).toEqual(['1,234¹万元']);
    expect(document.messages.map(({ text }) => text).join()).toContain('struck out text left out: “5”');
  });

  it('reads a text box once, of its two alternatives', async () => {
    const box = (text: string) => `<wps:txbx><w:txbxContent>${p(text)}</w:txbxContent></wps:txbx>`;
    const alternatives = `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>${box('框')}</w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>${box('框')}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>`;
    const document = await read(p(r('文') + alternatives));
    expect(texts(document)).toEqual(['文', '框']);
    expect(paragraphs(document)[1].path).toBe('body/txbx[1]/p[1]');
  });

  it('trims white space only where the file does not ask to keep it', async () => {
    const runs = '<w:r><w:t>甲 </w:t></w:r><w:r><w:t xml:space="preserve"> 乙</w:t></w:r>';
    expect(texts(await read(p(runs)))).toEqual(['甲 乙']);
  });

  it('knows size, weight and alignment, inherited and direct', async () => {
    const styles = `<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/><w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:b/><w:sz w:val="32"/></w:rPr></w:style>`;
    const document = await read(
      p('标题') + p(r('正文', '<w:b w:val="0"/><w:sz w:val="21"/>'), '<w:jc w:val="both"/>'),
      { styles },
    );
    expect(paragraphs(document).map(({ align, lines: [{ size, bold }] }) => [align, size, bold])).toEqual([
      ['center', 16, true],
      ['left', 10.5, false],
    ]);
  });
});

describe('what stands beside the text', () => {
  it('gives headers, footers, page numbers and notes their roles', async () => {
    const pageField = `<w:fldSimple w:instr="PAGE">${r('1')}</w:fldSimple>`;
    const document = await read(
      p(`${r('正文')}<w:r><w:footnoteReference w:id="2"/></w:r>`) +
        '<w:sectPr><w:headerReference w:type="default" r:id="header1"/><w:footerReference w:type="default" r:id="footer1"/></w:sectPr>',
      {
        furniture: { header1: p('某局'), footer1: p(`${r('第')}${pageField}${r('页')}`) },
        footnotes: `<w:footnote w:id="2">${p('注释')}</w:footnote>`,
      },
    );
    expect(paragraphs(document).map(({ role, lines }) => [role, lines[0].text])).toEqual([
      ['header', '某局'],
      ['body', '正文'],
      ['footnote', '注释'],
      ['page-number', '第1页'],
    ]);
  });

  it('leaves empty paragraphs out but counts them in paths', async () => {
    const document = await read(p('') + p('甲') + tbl(tr([tc('')])) + p('乙'));
    expect(document.blocks.map(({ path }) => path)).toEqual(['body/p[2]', 'body/tbl[1]', 'body/p[3]']);
  });
});
