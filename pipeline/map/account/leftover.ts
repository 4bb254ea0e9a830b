/** Numbers that no reader took up: why they state nothing, or that they need a look. */
import type { Cell, Paragraph } from '../../../extractors/document.ts';
import { cellText } from '../../../extractors/text.ts';
import type { FormWords } from '../../../schemas/forms.ts';
import type { PlacedBlock, PlacedTable } from '../../classified.ts';
import type { Printed } from '../../draft.ts';
import { looksNumeric } from '../forms/cellnumber.ts';

/** What a number that nobody read is taken for. */
export interface Verdict {
  fate: 'nonfact' | 'quarantined';
  reason: string;
}

const nonfact = (reason: string): Verdict => ({ fate: 'nonfact', reason });
const aside = (reason: string): Verdict => ({ fate: 'quarantined', reason });

const ROLES: Partial<Record<PlacedBlock['role'], string>> = {
  contents: 'entry of a table of contents',
  furniture: 'page number, header or footer',
  'table-title': 'title of a table',
  'table-unit': 'unit line of a table',
  'table-entity': 'line above a table that names the body',
};
/** ×100%: what a formula multiplies by. */
const FACTOR = /[×xX*＊✕]\s*$/u;
/** Money or a percentage by its unit, whatever stands around it. */
const VALUE = /^\s*(?:[万亿]元|[万亿](?![\p{Script=Han}])|元|[%％])/u;
const SMALL = /^\d{1,3}$/;
const CODE = /^(?:\d{2}|\d{3}|\d{5}|\d{7})$/;

/** A number of running text that the reader of sentences has not seen. */
export function leftInText({ role, section }: PlacedBlock<Paragraph>, printed: Printed): Verdict {
  const known = ROLES[role];
  if (known) return nonfact(known);
  if (section?.factFree) return nonfact(`section that states no facts: ${section.sectionId}`);
  return role === 'table-note' && !isValue(printed) ? nonfact('note of a table') : aside('no rule reads this text');
}

/**
 * A number in a cell that no reader of tables has taken up.
 * @param codes the codes of the facts in each row
 * @param words of all forms
 * @param isRule whether a cell stands in a column that says how points are given
 */
export function leftInTable(
  table: PlacedTable,
  cell: Cell,
  printed: Printed,
  codes: ReadonlyMap<number, readonly string[]>,
  words: FormWords,
  isRule: (cell: Cell) => boolean = () => false,
): Verdict {
  if (table.section?.factFree) return nonfact(`section that states no facts: ${table.section.sectionId}`);
  if (table.captionRows.includes(cell.row)) return nonfact('title of a table');
  if (cell.header) return nonfact('header of a table');
  const text = cellText(cell).trim();
  if (isFactor(printed)) return nonfact('factor of a formula');
  if (!looksNumeric(text) && isRule(cell)) return nonfact('rule for giving points');
  if (!looksNumeric(text)) return isValue(printed) ? aside('cell of a table that no rule reads') : nonfact('label');
  const rows = Array.from({ length: cell.rowSpan }, (_, i) => cell.row + i);
  if (rows.some((row) => codes.get(row)?.some((code) => code !== '' && code.includes(text)))) return nonfact('code');
  if (table.formId !== '' && CODE.test(text) && isBesideName(table, cell)) return nonfact('code');
  if (/^\d+$/.test(text) && isBelowNumbering(table, cell, words)) return nonfact('code');
  if (SMALL.test(text) && counts(table, cell, Number(text))) return nonfact('ordinal of a row or column');
  return aside('cell of a table that no rule reads');
}

function isValue({ line, end }: Printed): boolean {
  return VALUE.test(line.text.slice(end));
}

function isFactor({ line, start, end }: Printed): boolean {
  const text = line.text;
  return text.slice(start, end) === '100' && FACTOR.test(text.slice(0, start)) && /^\s*[%％]/.test(text.slice(end));
}

/** A code without an amount: a name follows it, with nothing but other parts of the code between them. */
function isBesideName({ block }: PlacedTable, cell: Cell): boolean {
  const right = block.cells.filter((c) => c.row === cell.row && c.col > cell.col).sort((a, b) => a.col - b.col);
  const next = right.find((c) => !CODE.test(cellText(c).trim()) && cellText(c).trim() !== '');
  return next !== undefined && /^\p{Script=Han}/u.test(cellText(next).trim());
}

/** A code of a body, or the number of a line or column: the header of its column or row says so. */
function isBelowNumbering({ block }: PlacedTable, { row, col }: Cell, { numbering, lines, sums }: FormWords): boolean {
  const above = block.cells
    .filter((c) => c.row < row && c.col <= col && c.col + c.colSpan > col)
    .sort((a, b) => b.row - a.row)
    .map((c) => cellText(c).replace(/\s/g, ''));
  const header = above.find((text) => text !== '' && !sums.test(text) && !/^\d+$/.test(text));
  if (header !== undefined && numbering.test(header)) return true;
  return block.cells.some((c) => c.row === row && c.col < col && lines.test(cellText(c).replace(/\s/g, '')));
}

/** Whether a cell counts rows downwards or columns to the right: a neighbour holds the next or the last number. */
function counts({ block }: PlacedTable, cell: Cell, n: number): boolean {
  const says = (other: Cell, value: number) => cellText(other).trim() === String(value);
  const below = block.cells.filter((c) => c.col === cell.col && Math.abs(c.row - cell.row) <= cell.rowSpan + 3);
  const beside = block.cells.filter((c) => c.row === cell.row && Math.abs(c.col - cell.col) <= cell.colSpan);
  return (
    below.some((c) => (c.row > cell.row && says(c, n + 1)) || (c.row < cell.row && says(c, n - 1))) ||
    beside.some((c) => (c.col > cell.col && says(c, n + 1)) || (c.col < cell.col && says(c, n - 1)))
  );
}
