/** Tables whose unit is wrong: their numbers are 10^4 times what the document says elsewhere, or a 10^4th. */
import Big from 'big.js';
import { type Checked, placesOf, wrong } from './finding.ts';
import { type CheckedNumber, keyOf, shown } from './numbers.ts';

const WAN = new Big(10_000);

/** One finding per suspicious table: nothing that it says is said elsewhere alike, and something 10^4 times so. */
export function checkUnits(checkId: string, numbers: readonly CheckedNumber[]): Checked[] {
  const amounts = numbers.filter(({ row, value }) => row.unit === 'CNY' && !value.eq(0));
  const keyed = Map.groupBy(amounts, (number) => `${number.row.concept}\u001f${keyOf(number, ['fund'])}`);
  const tables = new Map<string, { alike: number; apart: [CheckedNumber, CheckedNumber][] }>();
  for (const same of keyed.values()) {
    for (const one of same) {
      const table = one.row.table_id;
      if (table === '') continue;
      const seen = tables.get(table) ?? { alike: 0, apart: [] };
      tables.set(table, seen);
      for (const other of same) {
        if (other.row.table_id === table) continue;
        if (near(one, other, new Big(1))) seen.alike++;
        else if (near(one, other, WAN) || near(other, one, WAN)) seen.apart.push([one, other]);
      }
    }
  }
  return [...tables].flatMap(([table, { alike, apart }]) => {
    if (alike > 0 || apart.length === 0) return [];
    const [one, other] = apart[0];
    const ids = amounts.filter(({ row }) => row.table_id === table).map(({ id }) => id);
    const formula = `${one.row.concept} ${shown(one)} = ${shown(other)}`;
    const other_unit = one.value.gt(other.value) ? '10^4 times too large' : 'a 10^4th of what it should be';
    const message = `unit of table ${table}: ${shown(one)}${placesOf([one])} is ${other_unit} against ${shown(other)}${placesOf([other])}; with the other unit (万元, 元) ${apart.length} number${apart.length > 1 ? 's agree' : ' agrees'}`;
    return [wrong(checkId, formula, [...ids, other.id], message)];
  });
}

/** Whether a = factor x b, as far as both are printed. */
function near(a: CheckedNumber, b: CheckedNumber, factor: Big): boolean {
  const slack = a.unit.gt(b.unit.times(factor)) ? a.unit : b.unit.times(factor);
  const size = b.value.times(factor).abs();
  // What is printed so coarsely that anything fits says nothing of its unit.
  return slack.times(10).lte(size) && a.value.minus(b.value.times(factor)).abs().lte(slack.times('1.5'));
}
