/** The year that a sentence speaks of, where it is not the report's own: 2022年，公务接待费5万元 in the accounts of 2023. */
import type { Statement } from './clause-words.ts';
import { yearBefore } from './comparison.ts';
import type { Lead } from './lead.ts';
import type { Scope } from './scope.ts';
import type { TimeToken, Token } from './tokens.ts';

/** A clause that is nothing but a year: what follows to the end of the sentence is of it. */
export function opensYear(scope: Scope, lead: readonly Token[]): void {
  const [first] = lead;
  if (lead.length === 1 && first.kind === 'time' && first.edge === '')
    Object.assign(scope, { opening: first, otherYear: undefined });
}

/** Puts a statement into the year that its clause names, or that opened the sentence; one that a clause before named is a doubt. */
export function putInYear(statement: Statement, lead: Lead, scope: Scope, own: boolean, fiscalYear: number): void {
  const { rule, measure } = statement;
  if (/^prose\.(?:base|denominator)/.test(rule) || measure.startsWith('period_') || statement.date !== '') return;
  const isFlow = rule.startsWith('prose.amount') && measure !== 'count';
  const time = ownTime(lead);
  const isThisYear = lead.tokens.some((t) => t.kind === 'word' && t.word.classes.has('current'));
  if (time || isThisYear) {
    const isOther = time !== undefined && time.year !== fiscalYear;
    Object.assign(scope, { opening: undefined, otherYear: isOther, thisYear: scope.thisYear || !isOther });
    if (isOther && !isFlow) move(statement, time.year, fiscalYear);
    return;
  }
  // 上年度执行率95%
  if (isOfPrior(lead) && !isFlow && !rule.startsWith('prose.change')) move(statement, fiscalYear - 1, fiscalYear);
  if ((lead.times.length > 0 || lead.prior) && !rule.startsWith('prose.change')) return;
  const { opening } = scope;
  if (opening && opening.year !== fiscalYear) {
    if (isFlow && opening.year < fiscalYear) statement.measure = yearBefore(measure);
    move(statement, opening.year, fiscalYear);
  } else if (scope.otherYear && statement.period === fiscalYear) {
    // 2022年支出5万元，比上年增加1万元 is of 2022, but 2023年预算5万元，2022年预算4万元，增加1万元 of 2023.
    const goesOn = own || statement.subject.concept.startsWith('performance.project.funds');
    const isOf = rule.startsWith('prose.amount') ? goesOn : !scope.thisYear;
    if (isOf) statement.flags.push('period_unusual');
  } else scope.thisYear = true;
}

function move(statement: Statement, year: number, fiscalYear: number): void {
  if (statement.period !== fiscalYear) return;
  statement.period = year;
  statement.flags.push('period_unusual');
}

/** The year before the words that compare: behind them stands what is compared with. */
function ownTime(lead: Lead): TimeToken | undefined {
  const words = [lead.compare, lead.share, lead.complete, lead.verb?.token, lead.ratio];
  const until = Math.min(...words.map((word) => word?.start ?? Number.POSITIVE_INFINITY));
  return lead.times.filter((t) => t.edge === '' && t.end <= until).at(-1);
}

/** The year before is named, and nothing is compared with it. */
function isOfPrior({ prior, compare, share, complete, verb }: Lead): boolean {
  const words = [share, complete, verb?.token].map((word) => word?.start ?? Number.POSITIVE_INFINITY);
  return prior !== undefined && compare === undefined && prior.end <= Math.min(...words);
}
