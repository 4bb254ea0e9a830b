/** A performance table from top to bottom: which part each row belongs to. */
import { cellText } from '../../../extractors/text.ts';
import { cellsOfRow, type GridCell } from '../forms/grid.ts';
import { type IndicatorList, indicatorHeader, readIndicator, readTotal } from './indicators.ts';
import { readMatrixRow } from './matrix.ts';
import { matrixHeader, type OpenMatrix } from './matrix-header.ts';
import { closeSplits, newPairs, readPairs } from './pairs.ts';
import { isOneOf, ownTexts, putAside, type Sheet } from './sheet.ts';
import { readTitle, without } from './title.ts';
import { hasDigit } from './value.ts';

/** Share of the columns that a title covers. */
const TITLE_WIDTH = 0.6;

interface Part {
  indicators?: IndicatorList;
  matrix?: OpenMatrix;
  /** Labels of the texts about goals and results that were met. */
  goals?: GridCell[];
  /** Why numbers in texts are no facts. */
  remark?: string;
}

/** Reads all rows of a table into the sheet. */
export function walk(sheet: Sheet): void {
  let part: Part = {};
  let pairs = newPairs();
  for (let row = 0; row < sheet.grid.rows; row++) {
    const own = ownTexts(sheet, row);
    if (own.length === 0) continue;
    const title = titleIn(sheet, own);
    if (title) {
      closeSplits(sheet, pairs);
      pairs = newPairs();
      part = {};
      sheet.scope = title.scope;
      sheet.project = title.project;
      continue;
    }
    if (sheet.table.captionRows.includes(row)) continue;
    const opened = openPart(sheet, row, own);
    if (opened) part = opened;
    if (part.goals) readGoals(sheet, own, part.goals);
    if (opened && !opened.remark) continue;
    if (!readRow(sheet, row, own, part, pairs)) leaveAside(sheet, own, part.remark ?? 'no rule for this row');
  }
  closeSplits(sheet, pairs);
}

function titleIn(sheet: Sheet, own: readonly GridCell[]) {
  const [first] = own;
  if (own.length > 1 || first.cell.colSpan < sheet.grid.cols * TITLE_WIDTH) return undefined;
  return readTitle(first.text, sheet.layout);
}

/** The part that a row begins. */
function openPart(sheet: Sheet, row: number, own: readonly GridCell[]): Part | undefined {
  const indicators = indicatorHeader(sheet, row);
  if (indicators) return { indicators };
  const matrix = matrixHeader(sheet, row);
  if (matrix) return { matrix };
  const { goals, results, tails } = sheet.layout;
  if (isOneOf(own[0].text, tails)) return { remark: 'number in a remark' };
  if (own.some(({ text }) => isOneOf(text, [...goals, ...results])))
    return { goals: [], remark: 'number in a text about results' };
  return undefined;
}

/**
 * Texts about goals are handed on to be read as running text, their numbers being targets. Those about results are not:
 * what a number in them is, the form does not say.
 */
function readGoals(sheet: Sheet, own: readonly GridCell[], labels: GridCell[]): void {
  const { goals, results } = sheet.layout;
  for (const cell of own) {
    if (isOneOf(cell.text, [...goals, ...results])) {
      labels.push(cell);
      continue;
    }
    const label = labels.findLast(({ cell: { row, col, colSpan } }) => {
      const above = row < cell.cell.row && col <= cell.cell.col && cell.cell.col < col + colSpan;
      return above || row === cell.cell.row;
    });
    if (!label || isOneOf(label.text, results) || !hasDigit(cell.text)) continue;
    sheet.texts.push({ cell, label: label.text.replace(/\s/g, '') });
    sheet.done.add(cell);
  }
}

/** Reads a row as what the part around it expects. @returns whether anything knew it */
function readRow(
  sheet: Sheet,
  row: number,
  own: readonly GridCell[],
  part: Part,
  pairs: ReturnType<typeof newPairs>,
): boolean {
  if (part.indicators) {
    const total = own.find(({ text }) => isOneOf(text, sheet.layout.totals));
    if (total && own.indexOf(total) === 0 && !isInGroup(sheet, row, part.indicators))
      readTotal(sheet, row, total, part.indicators);
    else readIndicator(sheet, row, part.indicators);
    leaveAside(sheet, own, 'number beside an indicator');
    return true;
  }
  if (readPairs(sheet, row, pairs)) return restAside(sheet, own);
  if (part.matrix && readMatrixRow(sheet, row, part.matrix)) return restAside(sheet, own);
  return isHeaderRest(sheet, row);
}

/** Whether a group of indicators reaches into a row from above: a sum in it is that of the group. */
function isInGroup(sheet: Sheet, row: number, { columns }: IndicatorList): boolean {
  const column = columns.get('level1');
  const group = column && sheet.grid.at(row, column.col);
  return group !== undefined && group.cell.row < row && group.text.trim() !== '';
}

function restAside(sheet: Sheet, own: readonly GridCell[]): true {
  leaveAside(sheet, own, 'no rule for this cell');
  return true;
}

/** Rows of words only need no rule. */
function isHeaderRest(sheet: Sheet, row: number): boolean {
  return !cellsOfRow(sheet.grid, row).some(({ cell, text }) => cell.row === row && hasDigit(text));
}

function leaveAside(sheet: Sheet, own: readonly GridCell[], reason: string): void {
  for (const cell of own) {
    if (hasDigit(cell.text) && !isLabel(sheet, cell.text) && !isOrdinal(sheet, cell)) putAside(sheet, cell, reason);
  }
}

/** A code of the functional classification. */
const CODE = /^2\d{2}(?:\d{2}){0,2}$/;

/** A digit in a label (2022年决算数, 6月, 1.公务用车, 附件1) is no number of the table. */
function isLabel({ layout }: Sheet, text: string): boolean {
  const plain = text.replace(/\s/g, '');
  if (CODE.test(plain)) return true;
  return !/\d/.test(without(plain, layout.label_digits));
}

/** A number in a column that counts the rows. */
function isOrdinal(sheet: Sheet, { cell, text }: GridCell): boolean {
  if (!/^\d{1,3}$/.test(text.trim())) return false;
  return sheet.table.block.cells.some(
    (each) => each.col === cell.col && isOneOf(cellText(each), sheet.layout.ordinals),
  );
}
