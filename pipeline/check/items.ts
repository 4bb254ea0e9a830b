/** Items that the text names against the rows of the table. */
import type { Check } from '../../schemas/checks.ts';
import { type Checked, notApplicable, placesOf, wrong } from './finding.ts';
import type { CheckedNumber } from './numbers.ts';

type ItemsCheck = Extract<Check, { kind: 'items' }>;

/** Digits of an item's code; classes and groups have fewer. */
const ITEM = 7;

/** One finding for all items: those of one side only. */
export function checkItems(check: ItemsCheck, numbers: readonly CheckedNumber[]): Checked[] {
  const own = numbers.filter(
    ({ row, value }) =>
      row.concept === check.concept && row.measure === check.measure && row.unit === 'CNY' && !value.eq(0),
  );
  const listed = own.filter(
    ({ row, form }) => row.function_code.length === ITEM && (check.forms ?? [form]).includes(form) && form !== '',
  );
  const prose = own.filter(({ row }) => row.table_id === '');
  const named = prose.filter(({ row }) => row.function_code.length === ITEM);
  if (listed.length === 0 || named.length === 0) return [];
  const [rows, said] = [codesOf(listed), codesOf(named)];
  const missing = listed.filter(({ row }) => !said.has(row.function_code));
  const extra = named.filter(({ row }) => !rows.has(row.function_code));
  const formula = `items of the text (${said.size}) = items of the table (${rows.size})`;
  if (missing.length === 0 && extra.length === 0)
    return [{ ...wrong(check.id, formula, ids([...named, ...listed]), ''), status: 'pass' }];
  // A name without a code may be any of the missing ones; a text that names a few does not mean to name all.
  const unnamed = prose.filter(({ row }) => row.function_code === '' && row.function_name !== '').length;
  if (extra.length === 0 && (missing.length <= unnamed || said.size * 2 < rows.size))
    return [notApplicable(check.id, `the text names ${said.size} of the ${rows.size} items of the table for certain`)];
  const parts = [
    missing.length > 0 ? `the text does not name ${[...codesOf(missing)].join(', ')}${placesOf(missing)}` : '',
    extra.length > 0 ? `the table has no row ${[...codesOf(extra)].join(', ')}${placesOf(extra)}` : '',
  ];
  return [wrong(check.id, formula, ids([...missing, ...extra]), parts.filter((part) => part !== '').join('; '))];
}

const codesOf = (numbers: readonly CheckedNumber[]) => new Set(numbers.map(({ row }) => row.function_code));
const ids = (numbers: readonly CheckedNumber[]) => numbers.map(({ id }) => id);
