import { describe, expect, it, test } from 'vitest';
import { formatNumber } from '../../extractors/docx/number-format.ts';
import { p, paragraphs, read, texts } from './docx-fixture.ts';

describe('number formats', () => {
  test.each([
    ['decimal', 12, '12'],
    ['decimalZero', 7, '07'],
    ['chineseCounting', 1, '一'],
    ['chineseCounting', 10, '十'],
    ['chineseCounting', 11, '十一'],
    ['chineseCounting', 20, '二十'],
    ['chineseCounting', 35, '三十五'],
    ['chineseCountingThousand', 10, '十'],
    ['chineseCountingThousand', 101, '一百零一'],
    ['chineseCountingThousand', 110, '一百一十'],
    ['chineseCountingThousand', 1005, '一千零五'],
    ['chineseCountingThousand', 12_034, '一万二千零三十四'],
    ['ideographDigital', 10, '一〇'],
    ['ideographDigital', 23, '二三'],
    ['chineseLegalSimplified', 10, '壹拾'],
    ['chineseLegalSimplified', 12, '壹拾贰'],
    ['ideographTraditional', 2, '乙'],
    ['ideographZodiac', 12, '亥'],
    ['decimalEnclosedCircle', 1, '①'],
    ['decimalEnclosedCircle', 20, '⑳'],
    ['decimalEnclosedCircle', 21, '㉑'],
    ['decimalEnclosedCircle', 51, '51'],
    ['decimalEnclosedParen', 3, '⑶'],
    ['decimalEnclosedFullstop', 9, '⒐'],
    ['decimalFullWidth', 10, '１０'],
    ['upperLetter', 26, 'Z'],
    ['upperLetter', 28, 'BB'],
    ['lowerLetter', 3, 'c'],
    ['upperRoman', 14, 'XIV'],
    ['lowerRoman', 9, 'ix'],
    ['ordinal', 22, '22nd'],
    ['none', 5, ''],
    ['aFormatOfTheFuture', 5, '5'],
  ])('%s of %i is %s', (format, n, label) => expect(formatNumber(n, format)).toBe(label));
});

const lvl = (ilvl: number, format: string, text: string, more = '') =>
  `<w:lvl w:ilvl="${ilvl}"><w:start w:val="1"/><w:numFmt w:val="${format}"/>${more}<w:lvlText w:val="${text}"/></w:lvl>`;
const abstract = (id: number, ...levels: string[]) =>
  `<w:abstractNum w:abstractNumId="${id}">${levels.join('')}</w:abstractNum>`;
const num = (id: number, abstractId: number, override = '') =>
  `<w:num w:numId="${id}"><w:abstractNumId w:val="${abstractId}"/>${override}</w:num>`;
const numbered = (numId: number, ilvl: number, text = 'x') =>
  p(text, `<w:numPr><w:ilvl w:val="${ilvl}"/><w:numId w:val="${numId}"/></w:numPr>`);

describe('automatic numbering', () => {
  const chinese = abstract(
    0,
    lvl(0, 'chineseCounting', '%1、', '<w:suff w:val="nothing"/>'),
    lvl(1, 'chineseCounting', '（%2）'),
  );
  const decimal = abstract(1, lvl(0, 'decimal', '%1.'), lvl(1, 'decimal', '%1.%2'), lvl(2, 'decimal', '%1.%2.%3'));

  it('prints the label before the first line and keeps it apart as numbering', async () => {
    const document = await read(numbered(1, 0, '主要职责') + numbered(1, 1, '内设机构'), {
      numbering: chinese + num(1, 0),
    });
    expect(texts(document)).toEqual(['一、主要职责', '（一） 内设机构']);
    expect(paragraphs(document).map(({ numbering }) => numbering)).toEqual(['一、', '（一）']);
  });

  it('restarts deeper levels after a higher one', async () => {
    const body = [numbered(1, 0), numbered(1, 1), numbered(1, 1), numbered(1, 0), numbered(1, 1)].join('');
    const document = await read(body, { numbering: decimal + num(1, 1) });
    expect(paragraphs(document).map(({ numbering }) => numbering)).toEqual(['1.', '1.1', '1.2', '2.', '2.1']);
  });

  it('does not restart a level that says never (w:lvlRestart 0)', async () => {
    const list = abstract(2, lvl(0, 'decimal', '%1.'), lvl(1, 'decimal', '(%2)', '<w:lvlRestart w:val="0"/>'));
    const body = [numbered(1, 0), numbered(1, 1), numbered(1, 0), numbered(1, 1)].join('');
    const document = await read(body, { numbering: list + num(1, 2) });
    expect(paragraphs(document).map(({ numbering }) => numbering)).toEqual(['1.', '(1)', '2.', '(2)']);
  });

  it('counts on over lists of one definition, and anew where a list overrides the start', async () => {
    const override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>';
    const body = [numbered(1, 0), numbered(2, 0), numbered(3, 0), numbered(3, 0)].join('');
    const document = await read(body, { numbering: decimal + num(1, 1) + num(2, 1) + num(3, 1, override) });
    expect(paragraphs(document).map(({ numbering }) => numbering)).toEqual(['1.', '2.', '5.', '6.']);
  });

  it('shows the start of a level that was not used yet', async () => {
    const document = await read(numbered(1, 2), { numbering: decimal + num(1, 1) });
    expect(paragraphs(document)[0].numbering).toBe('1.1.1');
  });

  it('prints every level of a legal label in digits (w:isLgl)', async () => {
    const list = abstract(3, lvl(0, 'chineseCounting', '第%1章'), lvl(1, 'decimal', '%1.%2', '<w:isLgl/>'));
    const document = await read(numbered(1, 0) + numbered(1, 1), { numbering: list + num(1, 3) });
    expect(paragraphs(document).map(({ numbering }) => numbering)).toEqual(['第一章', '1.1']);
  });

  it('takes numbering and level from the style, and numId 0 removes it', async () => {
    const styles = `<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
      <w:style w:type="paragraph" w:styleId="Sub"><w:name w:val="Sub"/><w:basedOn w:val="H2"/></w:style>`;
    const body =
      p('甲', '<w:pStyle w:val="Sub"/>') + p('乙', '<w:pStyle w:val="H2"/><w:numPr><w:numId w:val="0"/></w:numPr>');
    const document = await read(body, { numbering: chinese + num(1, 0), styles });
    expect(texts(document)).toEqual(['（一） 甲', '乙']);
    expect(paragraphs(document).map(({ outlineLevel, style }) => [outlineLevel, style])).toEqual([
      [2, 'Sub'],
      [2, 'heading 2'],
    ]);
  });

  it('ignores a list that is not defined', async () => {
    expect(texts(await read(numbered(9, 0, '文字'), { numbering: chinese }))).toEqual(['文字']);
  });

  it('numbers cells that hold nothing else', async () => {
    const cell = `<w:tc>${numbered(1, 0, '')}</w:tc>`;
    const document = await read(`<w:tbl><w:tr>${cell}</w:tr><w:tr>${cell}</w:tr></w:tbl>`, {
      numbering: decimal + num(1, 1),
    });
    const table = document.blocks[0];
    expect(table.kind === 'table' && table.cells.map(({ lines }) => lines[0].text)).toEqual(['1.', '2.']);
  });
});
