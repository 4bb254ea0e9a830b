/** One `w:tr`: its cells with their columns, and the pages it stands on. */
import type { ParagraphRole, Table, TextLine } from '../document.ts';
import { readCellContent } from './blocks.ts';
import type { PageMark } from './pages.ts';
import { type Reading, tell } from './reading.ts';
import { child, childValue, elements, textOf, toggle, whole, type XmlElement } from './xml.ts';

/** Columns that one cell or gap may cover; Word itself allows 63. */
const WIDEST_SPAN = 1000;

export interface ReadCell {
  col: number;
  colSpan: number;
  merge?: 'restart' | 'continue';
  page: number;
  lines: TextLine[];
  path: string;
}

export interface ReadRow {
  cells: ReadCell[];
  nested: Table[];
  /** Columns that it covers, gaps before and after included. */
  width: number;
  /** The file says that it is a header row. */
  header: boolean;
  firstPage: number;
  lastPage: number;
}

interface PlacedContent {
  cell: ReadCell;
  nested: Table[];
  end: PageMark;
}

/** Reads a row, or nothing when a tracked change deleted it. */
export function readRow(tr: XmlElement, path: string, role: ParagraphRole, reading: Reading): ReadRow | undefined {
  const trPr = child(tr, 'w:trPr');
  if (child(trPr, 'w:del')) {
    tell(reading, 'tracked-deletion', `tracked deletion of a table row accepted: “${textOf(tr).slice(0, 80)}”`);
    return undefined;
  }
  if (child(trPr, 'w:ins')) tell(reading, 'tracked-insertion', `tracked insertion of a table row accepted (${path})`);
  const start = reading.pages.mark();
  const placed: PlacedContent[] = [];
  let col = span(childValue(trPr, 'w:gridBefore'), 0);
  for (const [i, tc] of cellElements(tr).entries()) {
    const tcPr = child(tc, 'w:tcPr');
    if (child(tcPr, 'w:cellDel')) {
      tell(reading, 'tracked-deletion', `tracked deletion of a cell accepted (${path}/tc[${i + 1}])`);
      continue;
    }
    // Cells stand side by side: each is read from where the row begins.
    reading.pages.return(start);
    const cellPath = `${path}/tc[${i + 1}]`;
    const { lines, nested } = readCellContent(tc, cellPath, role, reading);
    const colSpan = span(childValue(tcPr, 'w:gridSpan'), 1);
    const before = placed.at(-1);
    const merge = mergeOf(tcPr, 'w:vMerge');
    if (mergeOf(tcPr, 'w:hMerge') === 'continue' && before) before.cell.colSpan += colSpan;
    else {
      const cell: ReadCell = {
        col,
        colSpan,
        page: start.page,
        lines: merge === 'continue' ? [] : lines,
        path: cellPath,
      };
      if (merge) cell.merge = merge;
      placed.push({ cell, nested, end: reading.pages.mark() });
    }
    col += colSpan;
  }
  const pages = placePages(placed, start);
  reading.pages.return(pages.end);
  return {
    cells: placed.map(({ cell }) => cell),
    nested: placed.flatMap(({ nested }) => nested),
    width: col + span(childValue(trPr, 'w:gridAfter'), 0),
    header: toggle(trPr, 'w:tblHeader') ?? false,
    firstPage: pages.first,
    lastPage: pages.end.page,
  };
}

function cellElements(tr: XmlElement): XmlElement[] {
  return elements(tr).flatMap((inner) => {
    if (inner.name === 'w:tc') return [inner];
    return ['w:sdt', 'w:sdtContent', 'w:customXml'].includes(inner.name) ? cellElements(inner) : [];
  });
}

function span(value: string | undefined, least: number): number {
  return Math.min(Math.max(whole(value, least), least), WIDEST_SPAN);
}

function mergeOf(tcPr: XmlElement | undefined, name: string): 'restart' | 'continue' | undefined {
  const merge = child(tcPr, name);
  if (!merge) return undefined;
  return merge.attributes['w:val'] === 'restart' ? 'restart' : 'continue';
}

/**
 * Gives the row's cells their pages. Word notes a break once per row, in the first run that it lays out on the new page.
 * When that run is the first of the row's content, the whole row stands on the new page, also the cells before and after;
 * when text of the row comes first, the row itself is broken and only the rest of that cell is on the new page.
 */
function placePages(placed: readonly PlacedContent[], start: PageMark): { first: number; end: PageMark } {
  let first = start.page;
  for (const { cell, nested, end } of placed) {
    const text = firstPage(cell, nested);
    first = Math.max(first, text ?? end.page);
    if (text !== undefined) break;
  }
  let last: PageMark = { ...start, page: first };
  for (const { cell, nested, end } of placed) {
    const late = Math.max(0, first - (firstPage(cell, nested) ?? end.page));
    for (const line of cell.lines) line.page += late;
    for (const table of nested) movePages(table, late);
    cell.page = cell.lines[0]?.page ?? first;
    if (end.page + late >= last.page) last = { ...end, page: end.page + late, atTop: last.atTop && end.atTop };
  }
  return { first, end: last };
}

function firstPage(cell: ReadCell, nested: readonly Table[]): number | undefined {
  return cell.lines[0]?.page ?? nested[0]?.parts[0]?.page;
}

function movePages(table: Table, by: number): void {
  for (const part of table.parts) part.page += by;
  for (const cell of table.cells) {
    cell.page += by;
    for (const line of cell.lines) line.page += by;
  }
}
