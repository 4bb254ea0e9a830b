/**
 * The account of a document's numbers: every number that is printed ends as a fact, an indicator value, a number that states
 * nothing (with the reason), or in quarantine. What no reader took up is found here by a plain look at the text.
 */
import type { Cell, Paragraph, TextLine } from '../../../extractors/document.ts';
import { boxOf, cellText, joinLines } from '../../../extractors/text.ts';
import type { Pack } from '../../../schemas/pack.ts';
import type { Classified, PlacedBlock, PlacedTable } from '../../classified.ts';
import { compact } from '../../classify/plain.ts';
import type { Mapped, Printed } from '../../draft.ts';
import { boxText } from '../../place.ts';
import { allOf, Coverage, type Fate, plainNumbers, printedAt } from './coverage.ts';
import { leftInTable, leftInText, type Verdict } from './leftover.ts';

const CONTEXT = 30;

/** How many numbers of a page became what. */
export type Counts = Record<Fate, number>;

/** What the readers made of a document, completed, with the counts of each page. */
export interface Accounted extends Mapped {
  counts: Map<number, Counts>;
}

/** Completes what the readers made: numbers that none of them took up become rows of their own. */
export function account(classified: Classified, mapped: Mapped, pack: Pick<Pack, 'forms' | 'performance'>): Accounted {
  const coverage = new Coverage();
  const cells = cellsByTable(classified);
  for (const { trace, table_id, row, col, raw } of mapped.facts)
    coverage.mark(trace.at ?? inCell(cells.get(`${table_id} ${row} ${col}`), raw, coverage), 'mapped');
  for (const { trace, table_id, row, ...indicator } of mapped.indicators) {
    const own = cells.get(`${table_id} ${row}`) ?? [];
    const values = [indicator.target_raw, indicator.actual_raw, indicator.weight, indicator.score];
    coverage.mark(trace.at ?? own.flatMap((cell) => valuesIn(cell, values)), 'mapped');
  }
  const nonFacts = mapped.nonFacts.filter(({ at }) => isOpen(at, coverage));
  for (const { at } of nonFacts) coverage.mark(at, 'nonfact');
  // A number that one reader could not place may have been placed by another.
  const quarantine = mapped.quarantine.filter(({ at }) => at === undefined || isOpen(at, coverage));
  for (const { at } of quarantine) coverage.mark(at ?? [], 'quarantined');
  const complete: Accounted = { ...mapped, nonFacts, quarantine, counts: new Map() };
  for (const placed of classified.blocks) {
    if (placed.block.kind === 'paragraph') takeText(placed as PlacedBlock<Paragraph>);
    else takeTable(placed as PlacedTable);
  }
  return complete;

  function takeText(placed: PlacedBlock<Paragraph>): void {
    const { lines, path = '' } = placed.block;
    const judge = (printed: Printed) => leftInText(placed, printed);
    takeLines(lines, path, judge, placed.section?.personal === true);
  }

  function takeTable(table: PlacedTable): void {
    const codes = codesByRow(mapped, table.tableId);
    const isRule = rulesOf(table, pack);
    for (const cell of table.block.cells) {
      const judge = (printed: Printed) => leftInTable(table, cell, printed, codes, pack.forms.words, isRule);
      takeLines(cell.lines, cell.path ?? table.block.path ?? '', judge, table.section?.personal === true);
    }
  }

  function takeLines(lines: readonly TextLine[], path: string, judge: (p: Printed) => Verdict, isPrivate: boolean) {
    for (const printed of lines.flatMap(plainNumbers)) {
      let fate = coverage.fateOf(printed);
      if (fate === undefined) {
        const verdict = judge(printed);
        fate = verdict.fate;
        const row = { ...placeOf(printed, path, isPrivate), reason: verdict.reason, at: [printed] };
        if (fate === 'nonfact') complete.nonFacts.push(row);
        else complete.quarantine.push(row);
      }
      const { page } = printed.line;
      const counts = complete.counts.get(page) ?? { mapped: 0, nonfact: 0, quarantined: 0 };
      counts[fate]++;
      complete.counts.set(page, counts);
    }
  }
}

/** A row is needed unless everything that it is about has been taken up. */
function isOpen(at: readonly Printed[], coverage: Coverage): boolean {
  const numbers = at.flatMap(({ line, start, end }) =>
    plainNumbers(line).filter((number) => number.start < end && number.end > start),
  );
  return numbers.length === 0 || numbers.some((number) => coverage.fateOf(number) === undefined);
}

function placeOf({ line, start, end }: Printed, path: string, isPrivate: boolean) {
  const around = line.text.slice(Math.max(0, start - CONTEXT), end + CONTEXT);
  return {
    page: line.page,
    bbox: boxText(boxOf(line, start, end)),
    raw: line.text.slice(start, end),
    context: isPrivate ? '' : around,
    path,
  };
}

/** The cells of all tables, by table, row and column, and by table and row; a cell stands in all rows that it spans. */
function cellsByTable({ blocks }: Classified): Map<string, Cell[]> {
  const cells = new Map<string, Cell[]>();
  const add = (key: string, cell: Cell) => cells.set(key, [...(cells.get(key) ?? []), cell]);
  for (const block of blocks) {
    if (block.role !== 'table') continue;
    const { tableId, block: table } = block as PlacedTable;
    for (const cell of table.cells) {
      for (let row = cell.row; row < cell.row + cell.rowSpan; row++) {
        add(`${tableId} ${row}`, cell);
        for (let col = cell.col; col < cell.col + cell.colSpan; col++) add(`${tableId} ${row} ${col}`, cell);
      }
    }
  }
  return cells;
}

/** Where a number stands in its cell: the first place that is still open. */
function inCell(cells: readonly Cell[] | undefined, raw: string, coverage: Coverage): Printed[] {
  return (cells ?? []).flatMap((cell) => {
    const joined = joinLines(cell.lines);
    for (let at = joined.text.indexOf(raw); raw !== '' && at >= 0; at = joined.text.indexOf(raw, at + 1)) {
      const printed = printedAt(joined, at, at + raw.length);
      if (printed.some((each) => coverage.fateOf(each) === undefined)) return printed;
    }
    return joined.text.includes(raw) ? [] : allOf(cell.lines);
  });
}

/** The numbers of a cell that are the values of its indicator. */
function valuesIn(cell: Cell, values: readonly string[]): Printed[] {
  const joined = joinLines(cell.lines);
  if (values.includes(joined.text.trim())) return allOf(cell.lines);
  return cell.lines.flatMap((line) =>
    plainNumbers(line).filter(({ start, end }) => {
      const digits = line.text.slice(start, end);
      return values.some((value) => value !== '' && (value === digits || (value.length > 2 && value.includes(digits))));
    }),
  );
}

/** The codes that the facts of each row of a table carry. */
function codesByRow({ facts }: Mapped, tableId: string): Map<number, string[]> {
  const codes = new Map<number, string[]>();
  for (const { table_id, row, function_code, economic_code } of facts) {
    if (table_id !== tableId || row === null) continue;
    codes.set(row, [...(codes.get(row) ?? []), function_code, economic_code]);
  }
  return codes;
}

/** Which cells of a table stand below a header of rules for giving points. */
function rulesOf({ block }: PlacedTable, { performance }: Pick<Pack, 'performance'>): (cell: Cell) => boolean {
  const words = new Set(performance.layout.rules);
  const headers = block.cells.filter((cell) => words.has(compact(cellText(cell))));
  return ({ row, col }) => headers.some((one) => one.row < row && one.col <= col && col < one.col + one.colSpan);
}
