/** One worksheet as what it shows: texts at their positions, merged cells, hidden rows and columns left out. */
import type { CellObject, WorkSheet } from '@e965/xlsx';
import type { Range } from './address.ts';

/** A cell that shows something. It covers `lastRow` and `lastCol` too. */
export interface ShownCell extends Range {
  text: string;
}

export interface ShownSheet {
  name: string;
  /** By row, then by column. */
  cells: ShownCell[];
  /** Cells with text in hidden rows and columns. */
  hidden: number;
  /** Formulas whose result the file does not hold, and cells that show an error, by address. */
  unsure: string[];
}

/** What a spreadsheet program keeps of a number at most (IEEE 754 double, as Excel shows it). */
const SIGNIFICANT_DIGITS = 15;
const ADDRESS = /^([A-Z]+)(\d+)$/;

/** What a sheet shows. */
export function shownSheet(name: string, sheet: WorkSheet): ShownSheet {
  const merges = new Map<string, Range>();
  for (const { s, e } of sheet['!merges'] ?? [])
    merges.set(`${s.r},${s.c}`, { row: s.r, col: s.c, lastRow: e.r, lastCol: e.c });
  const shown: ShownSheet = { name, cells: [], hidden: 0, unsure: [] };
  for (const [address, cell] of Object.entries(sheet)) {
    const at = position(address);
    if (!at) continue;
    const text = shownText(cell as CellObject);
    if ((cell as CellObject).t === 'e' || ((cell as CellObject).f && text === '')) shown.unsure.push(address);
    if (text === '') continue;
    if (sheet['!rows']?.[at.row]?.hidden || sheet['!cols']?.[at.col]?.hidden) shown.hidden++;
    else
      shown.cells.push({ ...(merges.get(`${at.row},${at.col}`) ?? { ...at, lastRow: at.row, lastCol: at.col }), text });
  }
  shown.cells.sort((a, b) => a.row - b.row || a.col - b.col);
  return shown;
}

function position(address: string): { row: number; col: number } | undefined {
  const [, letters, digits] = ADDRESS.exec(address) ?? [];
  if (!letters) return undefined;
  let col = 0;
  for (const letter of letters) col = col * 26 + letter.charCodeAt(0) - 64;
  return { row: Number(digits) - 1, col: col - 1 };
}

/**
 * A number is what its format shows, for that is what the office published. Without a format the program shows what fits
 * into the column, which says nothing: then all digits that it holds.
 */
function shownText(cell: CellObject): string {
  if (cell.t === 'n' && typeof cell.v === 'number' && (cell.z === undefined || cell.z === 'General')) {
    const digits = String(Number(cell.v.toPrecision(SIGNIFICANT_DIGITS)));
    if (!digits.includes('e')) return digits;
  }
  const text = cell.w ?? (cell.v === undefined || cell.v === null ? '' : String(cell.v));
  return text
    .split(/\r\n?|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');
}
