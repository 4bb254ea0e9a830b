/** One worksheet as what it shows: texts at their positions, merged cells, hidden rows and columns left out. */
import type { CellObject, WorkSheet } from '@e965/xlsx';
import type { Range } from './address.ts';
import { exactly, formatted } from './number-format.ts';

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

const ADDRESS = /^([A-Z]+)(\d+)$/;

/** What a sheet shows. */
export function shownSheet(name: string, sheet: WorkSheet): ShownSheet {
  const merges = new Map<string, Range>();
  for (const { s, e } of sheet['!merges'] ?? [])
    merges.set(`${s.r},${s.c}`, { row: s.r, col: s.c, lastRow: e.r, lastCol: e.c });
  const rowShown = (row: number) => isShown(sheet['!rows']?.[row], sheet['!rows']?.[row]?.hpt);
  const colShown = (col: number) => isShown(sheet['!cols']?.[col], sheet['!cols']?.[col]?.width);
  const shown: ShownSheet = { name, cells: [], hidden: 0, unsure: [] };
  for (const [address, cell] of Object.entries(sheet)) {
    const at = position(address);
    if (!at) continue;
    const text = shownText(cell as CellObject);
    if (hasNoValue(cell as CellObject) || ((cell as CellObject).f && text === '')) shown.unsure.push(address);
    if (text === '') continue;
    const range = merges.get(`${at.row},${at.col}`) ?? { ...at, lastRow: at.row, lastCol: at.col };
    // A merged cell shows its text as long as anything of it is shown.
    if (some(range.row, range.lastRow, rowShown) && some(range.col, range.lastCol, colShown))
      shown.cells.push({ ...range, text });
    else shown.hidden++;
  }
  shown.cells.sort((a, b) => a.row - b.row || a.col - b.col);
  return withinUse(shown);
}

/** Rows and columns are hidden by a mark, or by having no size. */
const isShown = (line: { hidden?: boolean } | undefined, size: number | undefined): boolean =>
  !line?.hidden && size !== 0;

function some(first: number, last: number, shown: (index: number) => boolean): boolean {
  for (let i = first; i <= last; i++) if (shown(i)) return true;
  return false;
}

/** Merged cells may reach to the last row that a sheet can have: they end where the content does. */
function withinUse(sheet: ShownSheet): ShownSheet {
  let [lastRow, lastCol] = [0, 0];
  for (const { row, col } of sheet.cells) {
    lastRow = Math.max(lastRow, row);
    lastCol = Math.max(lastCol, col);
  }
  const cells = sheet.cells.map((cell) => ({
    ...cell,
    lastRow: Math.min(cell.lastRow, Math.max(lastRow, cell.row)),
    lastCol: Math.min(cell.lastCol, Math.max(lastCol, cell.col)),
  }));
  return { ...sheet, cells };
}

function position(address: string): { row: number; col: number } | undefined {
  const [, letters, digits] = ADDRESS.exec(address) ?? [];
  if (!letters) return undefined;
  let col = 0;
  for (const letter of letters) col = col * 26 + letter.charCodeAt(0) - 64;
  return { row: Number(digits) - 1, col: col - 1 };
}

/** An error, or what is no number where the file announces one: it is damaged. */
const hasNoValue = ({ t, v }: CellObject): boolean => t === 'e' || (t === 'n' && !Number.isFinite(v));

/**
 * A number is what its format shows, for that is what the office published. Without a format the program shows what fits
 * into the column, which says nothing: then all digits that it holds.
 */
function shownText(cell: CellObject): string {
  if (hasNoValue(cell) && cell.t === 'n') return '';
  const text =
    cell.t === 'n' && typeof cell.v === 'number'
      ? (formatted(cell.v, String(cell.z ?? 'General')) ?? cell.w ?? exactly(cell.v).toFixed())
      : (cell.w ?? String(cell.v ?? ''));
  return text
    .split(/\r\n?|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');
}
