/** The check stage: the identities of the pack over the numbers of one document. */
import type { Check } from '../../schemas/checks.ts';
import type { Row } from '../../schemas/datasets.ts';
import type { Pack } from '../../schemas/pack.ts';
import type { Classified } from '../classified.ts';
import { type FinishedFact, type FinishedIndicator, joinFlags } from '../rows/facts.ts';
import { checkAgreement } from './agree.ts';
import { checkBlank } from './blank.ts';
import { checkChildren } from './children.ts';
import { checkComplete } from './complete.ts';
import { type Checked, notApplicable } from './finding.ts';
import { checkItems } from './items.ts';
import { checkListed } from './listed.ts';
import { numbersOf } from './numbers.ts';
import { checkParallel } from './parallel.ts';
import { checkPercentages } from './percentages.ts';
import { checkPhrases } from './phrases.ts';
import { checkRange, checkYears } from './plausible.ts';
import { checkScores, checkWeights } from './points.ts';
import { checkForms } from './present.ts';
import { checkPrior } from './prior.ts';
import { checkProjects } from './projects.ts';
import { checkRates } from './rates.ts';
import { checkRatios } from './ratios.ts';
import { withProposals } from './repair.ts';
import { checkSame } from './same.ts';
import { Scopes } from './scopes.ts';
import { checkShares } from './shares.ts';
import { checkSums } from './sums.ts';
import { checkTwins } from './twins.ts';
import { checkUnits } from './units.ts';
import { type Unread, withUnread } from './unread.ts';
import { checkComparisons, checkResidue } from './wording.ts';

export interface CheckInput {
  facts: readonly FinishedFact[];
  indicators: readonly FinishedIndicator[];
  pack: Pack;
  documentId: string;
  /** What the document prints beside its numbers; without it the checks of that are left out. */
  classified?: Classified;
  /** Numbers that no rule could place. */
  unread?: readonly Unread[];
}

/** Checks that look for something wrong instead of comparing numbers. */
const SEARCHES = new Set<Check['kind']>(['residue', 'range', 'years', 'units', 'phrases', 'agree']);

/** Every identity that the facts of a document allow. No number is changed, whatever is found. */
export function checkDocument(input: CheckInput): Row<'findings'>[] {
  const { facts, pack, documentId } = input;
  const scopes = new Scopes(numbersOf(facts));
  const reports = new Set<string>(facts.map(({ row }) => row.report_type));
  const ids = [...new Set(pack.checks.checks.map(({ id }) => id))];
  const found = ids.flatMap((id) => {
    const checks = pack.checks.checks.filter(
      (check) => check.id === id && check.report_types.some((type) => reports.has(type)),
    );
    if (checks.length === 0) return [];
    const findings = distinct(checks.flatMap((check) => applied(check, scopes, input)));
    if (findings.length > 0) return findings;
    // What is searched for and not found is no fault; what cannot be compared is not known.
    if (checks.every(({ kind }) => SEARCHES.has(kind))) return [{ ...notApplicable(id, ''), status: 'pass' as const }];
    return [notApplicable(id, 'the numbers that it compares are not all stated')];
  });
  return withProposals(found).map(({ equation: _, ...finding }) => ({ document_id: documentId, ...finding }));
}

/** Flags the facts and indicators that took part in a failed identity. @returns whether any of them did */
export const flagFailed = (rows: readonly Flaggable[], findings: readonly Row<'findings'>[]): boolean =>
  flagAs(rows, failedIn(findings));

type Flaggable = { fact_id?: string; indicator_id?: string; flags: string };

/** The facts and indicators that took part in a failed identity, each with its flags for that. */
export function failedIn(findings: readonly Row<'findings'>[]): Map<string, string[]> {
  const failed = new Map<string, string[]>();
  for (const { status, check_id, fact_ids } of findings)
    if (status === 'fail')
      for (const id of fact_ids.split(';')) failed.set(id, [...(failed.get(id) ?? []), `check_failed:${check_id}`]);
  return failed;
}

/** Flags the facts and indicators that are named. @returns whether any of them was */
export function flagAs(rows: readonly Flaggable[], failed: ReadonlyMap<string, readonly string[]>): boolean {
  let flagged = false;
  for (const row of rows) {
    const flags = failed.get((row.fact_id ?? row.indicator_id)!);
    if (flags) row.flags = joinFlags([...row.flags.split(';'), ...flags]);
    flagged ||= flags !== undefined;
  }
  return flagged;
}

function applied(check: Check, scopes: Scopes, { indicators, pack, classified, unread = [] }: CheckInput): Checked[] {
  return scopes.of(check).flatMap((numbers) => {
    if (check.kind === 'sum')
      return checkSums(check, numbers, pack.checks.partial).map((one) => withUnread(one, numbers, unread, 'row'));
    if (check.kind === 'children')
      return checkChildren(check, numbers).map((one) => withUnread(one, numbers, unread, 'column'));
    if (check.kind === 'ratio') return checkRatios(check, numbers);
    if (check.kind === 'same') return checkSame(check, numbers);
    if (check.kind === 'shares') return checkShares(check.id, numbers);
    if (check.kind === 'weights') return checkWeights(check.id, { indicators, numbers, classified });
    if (check.kind === 'scores') return checkScores(check.id, { indicators, numbers, classified });
    if (check.kind === 'rate') return checkRates(check, indicators, numbers);
    if (check.kind === 'prior') return checkPrior(check, numbers, pack.checks.current);
    if (check.kind === 'comparison') return checkComparisons(check, numbers);
    if (check.kind === 'residue') return checkResidue(check, numbers, pack.checks.current);
    if (check.kind === 'range') return checkRange(check, numbers);
    if (check.kind === 'years') return checkYears(check, numbers);
    if (check.kind === 'units') return checkUnits(check.id, numbers);
    if (check.kind === 'items') return checkItems(check, numbers);
    if (check.kind === 'agree') return checkAgreement(check, numbers);
    if (check.kind === 'parallel') return checkParallel(check, numbers);
    if (check.kind === 'complete') return checkComplete(check, numbers);
    if (check.kind === 'projects') return checkProjects(check, numbers);
    if (check.kind === 'twins') return checkTwins(check, numbers);
    if (check.kind === 'forms') return classified ? checkForms(check, classified, numbers, pack) : [];
    if (check.kind === 'blank') return classified ? checkBlank(check, classified, numbers) : [];
    if (check.kind === 'listed') return classified ? checkListed(check, classified, numbers, pack) : [];
    if (check.kind === 'phrases')
      return classified
        ? checkPhrases(check, { classified, numbers, reportType: classified.identity.report_type })
        : [];
    return checkPercentages(check, numbers, pack.checks.current);
  });
}

/** The same identity over the same numbers is told once. */
function distinct(findings: readonly Checked[]): Checked[] {
  return [...new Map(findings.map((finding) => [`${finding.formula}\u001f${finding.fact_ids}`, finding])).values()];
}
