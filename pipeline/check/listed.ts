/** Kinds of expenditure that the text lists by name against the rows of the table that have amounts. */
import type { Check } from '../../schemas/checks.ts';
import type { Pack } from '../../schemas/pack.ts';
import type { Classified } from '../classified.ts';
import { createCodeResolver } from '../map/codes.ts';
import { type Checked, notApplicable, placesOf, wrong } from './finding.ts';
import type { CheckedNumber } from './numbers.ts';
import { runningText } from './printed.ts';

type ListedCheck = Extract<Check, { kind: 'listed' }>;

/** One finding for every list of names without amounts. */
export function checkListed(
  check: ListedCheck,
  classified: Classified,
  numbers: readonly CheckedNumber[],
  pack: Pack,
): Checked[] {
  const pattern = new RegExp(check.pattern, 'gu');
  const resolver = createCodeResolver(pack, classified.identity.fiscal_year);
  const rows = numbers.filter(
    ({ row, form }) =>
      check.forms.includes(form) &&
      row.economic_code.length > 3 &&
      check.classes.some((code) => row.economic_code.startsWith(code)),
  );
  for (const { row } of rows) resolver.learn('economic', row.economic_code, row.economic_name);
  const filled = rows.filter(({ value }) => !value.eq(0));
  if (filled.length === 0) return [];
  return runningText(classified).flatMap(({ text, page }) =>
    [...text.matchAll(pattern)].flatMap((match): Checked[] => {
      const names = match.groups!.names.replace(/等[^、，,]*$/u, '').split(/[、，,]/u);
      // A list with amounts is compared by its amounts.
      if (names.length < 2 || /\d/.test(match.groups!.names)) return [];
      const codes = new Map(names.map((name) => [resolver.economic(name, check.classes).code, name]));
      codes.delete('');
      const extra = [...codes].filter(
        ([code]) => code.length > 3 && !filled.some(({ row }) => row.economic_code === code),
      );
      const missing = filled.filter(({ row }) => !codes.has(row.economic_code));
      const formula = `${codes.size} kinds named on page ${page} = ${filled.length} rows with amounts`;
      const ids = filled.map(({ id }) => id);
      if (extra.length > 0) {
        const named = extra.map(([code, name]) => `${name} (${code})`).join(', ');
        const lost = missing.map(({ row }) => `${row.economic_name} (${row.economic_code}) ${row.raw}`).join(', ');
        const message = `the text on page ${page} lists ${named}, for which the table has no amount${placesOf(filled.slice(0, 1))}${lost && `; it does not list ${lost}`}`;
        return [
          wrong(
            check.id,
            formula,
            missing.map(({ id }) => id),
            message,
          ),
        ];
      }
      if (missing.length > 0)
        return [
          notApplicable(
            check.id,
            `the text on page ${page} names ${codes.size} of ${filled.length} kinds of expenditure`,
          ),
        ];
      return [{ ...wrong(check.id, formula, ids, ''), status: 'pass' }];
    }),
  );
}
