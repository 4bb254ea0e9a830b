/** What the words around a number say against what the numbers say. */
import type { Check, Checks } from '../../schemas/checks.ts';
import { type Checked, compared, placesOf, wrong } from './finding.ts';
import { NEAR, nearest, sameThing } from './near.ts';
import { type CheckedNumber, shown } from './numbers.ts';

type ComparisonCheck = Extract<Check, { kind: 'comparison' }>;
type ResidueCheck = Extract<Check, { kind: 'residue' }>;

/** Words that say greater, less or equal, after a number, against the two numbers that they compare. */
export function checkComparisons(check: ComparisonCheck, numbers: readonly CheckedNumber[]): Checked[] {
  const words = check.words.map(({ pattern, relation }) => ({ pattern: new RegExp(pattern, 'u'), relation }));
  const prose = numbers.filter(({ row }) => row.table_id === '');
  return prose.flatMap((number): Checked[] => {
    const said = words.find(({ pattern }) => pattern.test(number.after));
    if (!said) return [];
    const find = (measures: readonly string[]) =>
      [
        number,
        nearest(
          prose,
          number,
          ({ row, index }) => index < number.index && measures.includes(row.measure) && sameThing(row, number.row),
          NEAR,
        ),
      ].find((candidate) => candidate && measures.includes(candidate.row.measure));
    const { base } = number.row;
    const [left, right] = [find(check.left), find(check.right.includes(base) ? [base] : check.right)];
    if (!left || !right || left === right) return [];
    const actual = left.value.lt(right.value) ? '<' : left.value.gt(right.value) ? '>' : '=';
    const formula = `${left.row.concept} ${left.row.measure} ${shown(left)} ${said.relation} ${right.row.measure} ${shown(right)}`;
    const sides = { left: [left], right: [right] };
    const finding = compared({
      checkId: check.id,
      left: left.value,
      right: right.value,
      tolerance: left.unit,
      formula,
      sides,
      about: '',
    });
    if (actual === said.relation) return [{ ...finding, status: 'pass', tolerance: '0', message: '' }];
    const message = `${left.row.concept}: the words say ${said.relation}, the numbers ${shown(left)}${placesOf([left])} ${actual} ${shown(right)}${placesOf([right])}`;
    return [{ ...finding, status: 'fail', tolerance: '0', message }];
  });
}

/** Alternatives of a form between which nobody chose. One finding per place. */
export function checkResidue(
  check: ResidueCheck,
  numbers: readonly CheckedNumber[],
  current: Checks['current'],
): Checked[] {
  const patterns = check.patterns.map((pattern) => new RegExp(pattern, 'u'));
  const found = new Map<string, { formula: string; numbers: CheckedNumber[] }>();
  for (const number of numbers) {
    if (!(number.row.report_type in current)) continue;
    const near = [number.before, number.after].find((text) => patterns.some((pattern) => pattern.test(text)));
    const words = near === undefined ? undefined : patterns.map((pattern) => pattern.exec(near)?.[0]).find(Boolean);
    if (words === undefined && !number.row.flags.split(';').includes('template_residue')) continue;
    const place = `${number.row.page} ${number.row.section_id} ${words ?? number.row.concept}`;
    const formula = words ? `“${words}” beside ${shown(number)}` : `${number.row.concept} ${shown(number)}`;
    const known = found.get(place);
    if (known) known.numbers.push(number);
    else found.set(place, { formula, numbers: [number] });
  }
  return [...found.values()].map(({ formula, numbers: [first, ...others] }) => {
    const message = `words of a form were left in${placesOf([first])}: ${formula}`;
    const ids = [first, ...others].map(({ id }) => id);
    return wrong(check.id, formula, ids, message);
  });
}
