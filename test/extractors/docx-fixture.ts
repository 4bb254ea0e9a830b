/** Small Word files for tests, written from scraps of WordprocessingML. */
import { crc32, deflateRawSync } from 'node:zlib';
import type { Document, Paragraph, Table } from '../../extractors/document.ts';
import { type ReadDocxOptions, readDocx } from '../../extractors/docx/read.ts';
import { cellText } from '../../extractors/text.ts';

const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const R = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const NAMESPACES = [
  `xmlns:w="${W}" xmlns:r="${R}"`,
  'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"',
  'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"',
  'xmlns:v="urn:schemas-microsoft-com:vml"',
].join(' ');

export interface Parts {
  styles?: string;
  numbering?: string;
  footnotes?: string;
  /** Header or footer parts by relationship id; the root element is made from the id (`header1`). */
  furniture?: Record<string, string>;
}

/** A Word file whose body holds the given XML. */
export function docx(body: string, parts: Parts = {}): Uint8Array {
  const files: Record<string, string> = {
    '_rels/.rels': relationships([['rId1', 'officeDocument', 'word/document.xml']]),
    'word/document.xml': `<w:document ${NAMESPACES}><w:body>${body}</w:body></w:document>`,
  };
  const related: [string, string, string][] = [];
  for (const kind of ['styles', 'numbering', 'footnotes'] as const) {
    if (parts[kind] === undefined) continue;
    files[`word/${kind}.xml`] = `<w:${kind} ${NAMESPACES}>${parts[kind]}</w:${kind}>`;
    related.push([kind, kind, `${kind}.xml`]);
  }
  for (const [id, content] of Object.entries(parts.furniture ?? {})) {
    const kind = id.replace(/\d+$/, '');
    const root = kind === 'header' ? 'w:hdr' : 'w:ftr';
    files[`word/${id}.xml`] = `<${root} ${NAMESPACES}>${content}</${root}>`;
    related.push([id, kind, `${id}.xml`]);
  }
  files['word/_rels/document.xml.rels'] = relationships(related);
  return zip(files);
}

function relationships(list: [id: string, kind: string, target: string][]): string {
  const rows = list.map(([id, kind, target]) => `<Relationship Id="${id}" Type="${R}/${kind}" Target="${target}"/>`);
  return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${rows.join('')}</Relationships>`;
}

/** A zip archive with deflated entries. */
export function zip(files: Record<string, string | Uint8Array>): Uint8Array {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(files)) {
    const data = Buffer.from(content as string);
    const packed = deflateRawSync(data);
    const header = Buffer.alloc(26);
    header.writeUInt16LE(20, 0);
    header.writeUInt16LE(0x0800, 2);
    header.writeUInt16LE(8, 4);
    header.writeUInt32LE(crc32(data), 10);
    header.writeUInt32LE(packed.length, 14);
    header.writeUInt32LE(data.length, 18);
    header.writeUInt16LE(Buffer.byteLength(name), 22);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    const entry = [Buffer.from('PK\x03\x04'), header, Buffer.from(name), packed];
    central.push(Buffer.from('PK\x01\x02\x14\x00'), header, tail, Buffer.from(name));
    local.push(...entry);
    offset += entry.reduce((sum, part) => sum + part.length, 0);
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(Object.keys(files).length, 4);
  end.writeUInt16LE(Object.keys(files).length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...local, directory, Buffer.from('PK\x05\x06'), end]);
}

/** A paragraph; `content` is text or, where it begins with `<`, the XML of runs. */
export function p(content: string, pPr = ''): string {
  return `<w:p>${pPr && `<w:pPr>${pPr}</w:pPr>`}${content.startsWith('<') || content === '' ? content : r(content)}</w:p>`;
}

export function r(text: string, rPr = ''): string {
  return `<w:r>${rPr && `<w:rPr>${rPr}</w:rPr>`}<w:t xml:space="preserve">${text}</w:t></w:r>`;
}

export function tc(content: string, tcPr = ''): string {
  return `<w:tc>${tcPr && `<w:tcPr>${tcPr}</w:tcPr>`}${content.startsWith('<w:p>') ? content : p(content)}</w:tc>`;
}

export function tr(cells: string[], trPr = ''): string {
  return `<w:tr>${trPr && `<w:trPr>${trPr}</w:trPr>`}${cells.join('')}</w:tr>`;
}

export function tbl(...rows: string[]): string {
  return `<w:tbl>${rows.join('')}</w:tbl>`;
}

export const LAID_OUT_BREAK = '<w:r><w:lastRenderedPageBreak/></w:r>';
export const PAGE_BREAK = '<w:r><w:br w:type="page"/></w:r>';

export function read(body: string, parts: Parts = {}, options: Partial<ReadDocxOptions> = {}): Promise<Document> {
  return readDocx(docx(body, parts), { name: 'test.docx', ...options });
}

export function paragraphs(document: Document): Paragraph[] {
  return document.blocks.filter((block) => block.kind === 'paragraph');
}

export function tables(document: Document): Table[] {
  return document.blocks.filter((block) => block.kind === 'table');
}

/** The text of every paragraph, lines joined by `/`. */
export function texts(document: Document): string[] {
  return paragraphs(document).map(({ lines }) => lines.map(({ text }) => text).join('/'));
}

/** A grid as rows of `column:text`. */
export function grid(table: Table): string[] {
  return Array.from({ length: table.rows }, (_, row) =>
    table.cells
      .filter((cell) => cell.row === row)
      .map((cell) => `${cell.col}:${cellText(cell)}`)
      .join(' '),
  );
}
