/** Cell addresses as spreadsheet programs write them. */

/** A stretch of cells, rows and columns from 0, ends included. */
export interface Range {
  row: number;
  col: number;
  lastRow: number;
  lastCol: number;
}

/** 0 is A, 26 is AA. */
export function columnName(col: number): string {
  const letter = String.fromCharCode(65 + (col % 26));
  return col < 26 ? letter : columnName(Math.floor(col / 26) - 1) + letter;
}

/** `Sheet1!B5`; a sheet name with other characters than letters and digits stands in quotes. */
export function cellAddress(sheet: string, row: number, col: number): string {
  return `${quoted(sheet)}!${columnName(col)}${row + 1}`;
}

/** `Sheet1!A5:H40` */
export function rangeAddress(sheet: string, { row, col, lastRow, lastCol }: Range): string {
  return `${cellAddress(sheet, row, col)}:${columnName(lastCol)}${lastRow + 1}`;
}

const quoted = (sheet: string) => (/^[\p{L}\p{N}_]+$/u.test(sheet) ? sheet : `'${sheet.replaceAll("'", "''")}'`);
