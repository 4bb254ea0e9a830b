/** Numbers read from pictures that an identity confirms. */
import Big from 'big.js';
import type { Check } from '../../schemas/checks.ts';
import type { Row } from '../../schemas/datasets.ts';
import { type FinishedFact, joinFlags } from '../rows/facts.ts';

/** Identities that a misread number breaks: sums to the last digit. Quotients and shares leave room for it. */
const SURE = new Set<Check['kind']>(['sum', 'children']);
/** With two numbers an identity says that both are the same, and the same print is misread in the same way. */
const LEAST_NUMBERS = 3;
/** Share of the doubt about a number that is left when a sum of which it is a part holds to the last digit. */
const DOUBT_LEFT = 0.01;
const DOUBT = 'low_ocr_confidence';

/**
 * Raises the confidence of numbers read from pictures that stand in a sum which holds exactly, and takes the flag of low
 * confidence off them, in place; the trace says so. A number that some identity speaks against is left as it is. So are
 * sums of whole numbers: a decimal point that is lost in every number of a column does not show in its sum.
 * @param checks of the pack
 */
export function confirmRead(
  facts: readonly FinishedFact[],
  findings: readonly Pick<Row<'findings'>, 'check_id' | 'status' | 'difference' | 'fact_ids'>[],
  checks: readonly Check[],
): void {
  const byId = new Map(facts.map((fact) => [fact.row.fact_id, fact]));
  const sure = new Set(checks.filter((check) => SURE.has(check.kind) && isEquation(check)).map(({ id }) => id));
  const others = new Set(checks.filter((check) => !SURE.has(check.kind) || !isEquation(check)).map(({ id }) => id));
  for (const { check_id, status, difference, fact_ids } of findings) {
    if (status !== 'pass' || difference !== '0' || !sure.has(check_id) || others.has(check_id)) continue;
    const parts = fact_ids.split(';').flatMap((id) => byId.get(id) ?? []);
    if (confirms(parts)) for (const fact of parts) raise(fact, check_id);
  }
}

const isEquation = (check: Check): boolean => !('relation' in check) || check.relation === '=';

/** Whether enough numbers take part, and all are printed to the same decimal place behind a point. */
function confirms(parts: readonly FinishedFact[]): boolean {
  if (parts.filter(({ row }) => !new Big(row.value).eq(0)).length < LEAST_NUMBERS) return false;
  const places = new Set(parts.map(({ row }) => row.raw.match(/[.．](\d+)\D*$/)?.[1].length ?? 0));
  return places.size === 1 && !places.has(0);
}

function raise({ row, trace }: FinishedFact, check: string): void {
  const flags = row.flags.split(';');
  if (row.method !== 'ocr' || row.confidence === null || flags.some((flag) => flag.startsWith('check_failed:'))) return;
  const step = `read from a picture; confirmed by ${check}, a sum that holds to the last digit`;
  if (trace.steps.includes(step)) return;
  trace.steps.push(step);
  // Once: the sums of one table hang together.
  if (trace.steps.filter((one) => one.startsWith('read from a picture; confirmed by ')).length > 1) return;
  row.confidence = Math.round((1 - (1 - row.confidence) * DOUBT_LEFT) * 10_000) / 10_000;
  row.flags = joinFlags(flags.filter((flag) => flag !== DOUBT));
}
