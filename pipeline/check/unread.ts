/** Numbers that no rule could place, beside the numbers of an identity: what is missing from a sum may be among them. */
import Big from 'big.js';
import type { Row } from '../../schemas/datasets.ts';
import type { Checked } from './finding.ts';
import type { CheckedNumber } from './numbers.ts';

export type Unread = Pick<Row<'quarantine'>, 'page' | 'bbox' | 'raw' | 'context' | 'path'>;

/** How much of the text behind a number is looked for in what stands around the unread one. */
const WORDS = 6;

/**
 * A total that is more than its parts does not fail where a number beside them was not read: it is told as not applicable,
 * with that number.
 * @param beside `row`: in the row or sentence of one of them; `column`: in the column of one of them
 */
export function withUnread(
  finding: Checked,
  numbers: readonly CheckedNumber[],
  unread: readonly Unread[],
  beside: 'row' | 'column',
): Checked {
  if (finding.status !== 'fail' || unread.length === 0 || !new Big(finding.difference || 0).gt(0)) return finding;
  const ids = new Set(finding.fact_ids.split(';'));
  const own = numbers.filter(({ id }) => ids.has(id));
  const found = unread.find((one) => /[1-9]/.test(one.raw) && own.some((number) => isBeside(number, one, beside)));
  if (!found) return finding;
  const { equation: _, ...rest } = finding;
  const message = `${rest.message}; ${found.raw} beside them could not be placed, and may be a part`;
  return { ...rest, status: 'not_applicable', message };
}

function isBeside({ row, after }: CheckedNumber, other: Unread, beside: 'row' | 'column'): boolean {
  if (row.page !== other.page) return false;
  if (row.table_id === '') {
    const context = other.context.replace(/\s/g, '');
    return beside === 'row' && context.includes(`${row.raw}${after.slice(0, WORDS)}`.replace(/\s/g, ''));
  }
  if (row.bbox !== '' && other.bbox !== '') return overlaps(row.bbox, other.bbox, beside === 'row' ? 1 : 0);
  const [one, another] = [placeOf(row.path), placeOf(other.path)];
  if (one === undefined || another === undefined || one.table !== another.table) return false;
  return beside === 'row' ? one.row === another.row : one.col === another.col;
}

/** Whether two boxes share more than half of the smaller one's extent: along x (0), or along y (1). */
function overlaps(a: string, b: string, axis: 0 | 1): boolean {
  const [one, other] = [a.split(',').map(Number), b.split(',').map(Number)];
  const shared = Math.min(one[axis + 2], other[axis + 2]) - Math.max(one[axis], other[axis]);
  return shared > Math.min(one[axis + 2] - one[axis], other[axis + 2] - other[axis]) / 2;
}

/** Table, row and column of a path: body/tbl[3]/tr[5]/tc[2], /html/body/table[1]/tr[2]/td[3], 'Sheet 1'!B7. */
function placeOf(path: string): { table: string; row: string; col: string } | undefined {
  const cell =
    /^(?<table>.*!)\$?(?<col>[A-Z]+)\$?(?<row>\d+)$/.exec(path) ??
    /^(?<table>.*)\/(?<row>[^/]+)\/(?<col>[^/]+)$/.exec(path);
  return cell?.groups as { table: string; row: string; col: string } | undefined;
}
