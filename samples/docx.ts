/** Lays a story out as a Word file: headings numbered by Word itself, merged cells, explicit page breaks. */
import { strToU8, zipSync } from 'fflate';
import type { Run } from './marked.ts';
import type { Placed } from './pdf.ts';
import type { Story, StoryBlock, StoryCell } from './story.ts';

type Table = Extract<StoryBlock, { kind: 'table' }>;

const NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';

/** Level text and format of the automatic numbers, by heading level. */
const NUMBERS = [
  { format: 'chineseCounting', text: '第%1部分 ' },
  { format: 'chineseCounting', text: '%2、' },
  { format: 'chineseCounting', text: '（%3）' },
];

/**
 * Writes a story as DOCX. Headings carry no typed ordinal: Word's numbering prints 第一部分, 一、 and （一）.
 * @returns the file's bytes and every stated number with its page, from 1 (pages end only where the story breaks them)
 */
export function writeDocx(story: Story): { bytes: Uint8Array; placed: Placed[] } {
  const placed: Placed[] = [];
  let page = 1;
  const note = (runs: Run[]) => {
    for (const run of runs) for (const fact of run.facts) placed.push({ ...fact, page });
  };
  const body = story.blocks
    .map((block) => {
      if (block.kind === 'page-break') {
        page++;
        return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>';
      }
      if (block.kind === 'paragraph') note(block.runs);
      if (block.kind === 'table') for (const row of block.grid) for (const cell of row) if (cell) note(cell.runs);
      return blockXml(block);
    })
    .join('');
  const file = (xml: string) => strToU8(`${HEAD}${xml}`);
  const bytes = zipSync(
    {
      '[Content_Types].xml': file(
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>',
      ),
      '_rels/.rels': file(
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
      ),
      'word/_rels/document.xml.rels': file(
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="numbering.xml"/><Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>',
      ),
      'word/styles.xml': file(stylesXml()),
      'word/numbering.xml': file(numberingXml()),
      'word/document.xml': file(
        `<w:document ${NS}><w:body>${body}<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body></w:document>`,
      ),
    },
    { mtime: new Date('1990-01-01T00:00:00Z') },
  );
  return { bytes, placed };
}

function blockXml(block: Exclude<StoryBlock, { kind: 'page-break' }>): string {
  if (block.kind === 'cover') return block.lines.map((line) => paragraph(run(line), centred)).join('');
  if (block.kind === 'contents') return '';
  if (block.kind === 'heading') return paragraph(run(block.text), `<w:pStyle w:val="Heading${block.level}"/>`);
  if (block.kind === 'paragraph') return paragraph(block.runs.map((r) => run(r.text)).join(''));
  return tableXml(block);
}

const centred = '<w:jc w:val="center"/>';

function tableXml(table: Table): string {
  const rows = table.grid.map((row, r) => `<w:tr>${rowXml(table, row, r)}</w:tr>`).join('');
  const grid = table.widths.map((w) => `<w:gridCol w:w="${Math.round(w * 800)}"/>`).join('');
  return [
    paragraph(run(table.title), centred),
    table.left || table.right
      ? paragraph(run(`${table.left}${table.left ? '　　' : ''}${table.right}`), '<w:jc w:val="right"/>')
      : '',
    `<w:tbl><w:tblPr/><w:tblGrid>${grid}</w:tblGrid>${rows}</w:tbl>`,
    paragraph(table.note ? run(table.note) : ''),
  ].join('');
}

function rowXml(table: Table, row: (StoryCell | null)[], r: number): string {
  let xml = '';
  for (let c = 0; c < row.length; ) {
    const cell = row[c];
    const owner = cell ?? ownerOf(table, r, c);
    const span = owner.colSpan > 1 ? `<w:gridSpan w:val="${owner.colSpan}"/>` : '';
    const merge = owner.rowSpan > 1 ? `<w:vMerge${cell ? ' w:val="restart"' : ''}/>` : '';
    const text = cell ? cell.runs.map((part) => run(part.text)).join('') : '';
    xml += `<w:tc><w:tcPr>${span}${merge}</w:tcPr>${paragraph(text)}</w:tc>`;
    c += owner.colSpan;
  }
  return xml;
}

/** The cell of a row above that covers this position. */
function ownerOf(table: Table, row: number, col: number): StoryCell {
  for (let r = row - 1; r >= 0; r--) {
    const cell = table.grid[r][col];
    if (cell && r + cell.rowSpan > row) return cell;
  }
  throw new Error(`${table.title}: nothing covers row ${row}, column ${col}`);
}

function paragraph(content: string, properties = ''): string {
  return `<w:p>${properties ? `<w:pPr>${properties}</w:pPr>` : ''}${content}</w:p>`;
}

function run(text: string): string {
  const escaped = text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  return `<w:r><w:t xml:space="preserve">${escaped}</w:t></w:r>`;
}

function stylesXml(): string {
  const styles = NUMBERS.map(
    (_, i) =>
      `<w:style w:type="paragraph" w:styleId="Heading${i + 1}"><w:name w:val="heading ${i + 1}"/><w:pPr><w:numPr><w:ilvl w:val="${i}"/><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="${i}"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>`,
  ).join('');
  return `<w:styles ${NS}>${styles}</w:styles>`;
}

function numberingXml(): string {
  const levels = NUMBERS.map(
    ({ format, text }, i) =>
      `<w:lvl w:ilvl="${i}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:suff w:val="nothing"/><w:lvlText w:val="${text}"/></w:lvl>`,
  ).join('');
  return `<w:numbering ${NS}><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>${levels}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`;
}
