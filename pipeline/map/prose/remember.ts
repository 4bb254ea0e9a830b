/** What a statement, or a number without one, leaves for the sentence after it. */
import type { Statement } from './clause-words.ts';
import { yearBefore } from './comparison.ts';
import type { Lead } from './lead.ts';
import type { Scope, Subject } from './scope.ts';

/** A number that could not be named takes the subject with it: what follows speaks of the unnamed thing. */
export function lose(scope: Scope, measure: string | undefined): void {
  scope.stated = measure === undefined ? undefined : [measure];
  scope.said = measure ?? scope.said;
  scope.subject = undefined;
  scope.closed = true;
}

/** 收、支总计均为: one number, two facts. */
export function withSecond(statement: Statement): Statement[] {
  const { also, others = [] } = statement.subject;
  const subject = { ...statement.subject, others: undefined };
  const second = also ? [{ ...subject, concept: also, also: undefined }] : [];
  return [...others, subject, ...second].map((each) => ({ ...statement, subject: each }));
}

/** 2022和2023年度购置费均为0万元: one number of the year and of the one before, two facts. */
export function ofBothYears(statement: Statement, lead: Lead, fiscalYear: number): Statement[] {
  const years = new Set(lead.times.map(({ year }) => year));
  const isBoth = lead.each && years.size === 2 && years.has(fiscalYear) && years.has(fiscalYear - 1);
  const before = yearBefore(statement.measure);
  if (!isBoth || !statement.rule.startsWith('prose.amount') || before === statement.measure) return [statement];
  return [
    { ...statement, period: fiscalYear },
    { ...statement, measure: before, period: fiscalYear - 1 },
  ];
}

/** The measure that the items of a list take over from what was said last: that of a count or of a day holds for it alone. */
export function measureOfAmounts(measure: string | undefined): string | undefined {
  return measure === 'count' || measure?.startsWith('period_') ? undefined : measure;
}

/** The other side of 收入总计…万元，支出总计…万元: 各增加 behind them is said of both. */
export function otherSide(before: Subject | undefined, now: Subject): Subject | undefined {
  const side = /^revenue\./;
  const isPair = before && side.test(before.concept) && before.concept.replace(side, 'expenditure.') === now.concept;
  return isPair && !before.also && !now.functionCode ? before : undefined;
}
