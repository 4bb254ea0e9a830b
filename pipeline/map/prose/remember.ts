/** What a statement, or a number without one, leaves for the sentence after it. */
import type { Statement } from './clause-words.ts';
import type { Scope } from './scope.ts';

/** A number that could not be named takes the subject with it: what follows speaks of the unnamed thing. */
export function lose(scope: Scope, measure: string | undefined): void {
  scope.stated = measure === undefined ? undefined : [measure];
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
