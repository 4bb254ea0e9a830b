/** What 其中, 包括 and the like open: a list, the whole that it takes apart, and the measure that its items take over. */
import { closeClause, type Frame } from './clauses.ts';
import { listBelow } from './lists.ts';
import type { Reading } from './reading.ts';
import { measureOfAmounts } from './remember.ts';
import type { Scope, Subject } from './scope.ts';

const STRONG = /[。！？!?…]/;

/** What the items of a list that is announced at the end of a paragraph take over in the next ones. */
export type OpenList = Pick<Scope, 'list' | 'inList' | 'head' | 'listMeasure' | 'listUncertain' | 'ofFund'>;

/**
 * Opens a list in the scope of a frame.
 * @param at where the word that opens it begins
 * @param end where it ends
 * @param isUse the items stand behind 主要用于 or 主要是
 */
export function enumerate(r: Reading, frame: Frame, at: number, end: number, isUse = false): void {
  const { scope } = frame;
  const first = frame.lead.find((token) => token.kind !== 'punct');
  const isExpenditure = first && r.pack.grammar.patterns.expenditure.test(r.text.slice(first.start, at));
  // 教育支出5万元。按支出用途分，包括…: not the class is taken apart, but what it is a part of.
  const isDivision = r.text[at] === '按' && scope.subject?.functionCode !== undefined;
  const whole = isExpenditure || isDivision ? expenditureOf(r, scope, first?.start ?? at, at) : undefined;
  closeClause(r, frame);
  if (whole)
    Object.assign(scope, {
      subject: whole,
      afterList: undefined,
      closed: undefined,
      lost: undefined,
      stated: undefined,
    });
  // 其中：…。具体情况如下: behind its items the whole is taken apart once more.
  if (scope.subject && !(scope.afterList && scope.head)) scope.head = scope.subject;
  // The whole could not be named: its parts are not those of the list before.
  if (!scope.subject && scope.closed) scope.head = undefined;
  if (scope.closed || scope.lostCount) scope.lost = true;
  scope.base ??= scope.lastBase;
  scope.listMeasure = measureOfAmounts(scope.stated?.at(-1));
  scope.listUncertain = STRONG.test(frame.boundary) && new Set(scope.stated).size > 1;
  scope.list = listBelow(scope.head?.concept, r.context, r.pack.grammar, isUse);
  scope.inList = true;
  scope.inReason = isUse;
  scope.compared = undefined;
  scope.numbered = undefined;
  scope.reason = undefined;
  frame.lead = [];
  frame.spanStart = end;
  frame.boundary = '：';
}

/** The expenditure whose parts follow: that of the account spoken of, of the section's own, or, flagged, all. */
function expenditureOf(r: Reading, scope: Scope, start: number, end: number): Subject {
  const words = [start, end] as const;
  const concept = scope.total?.concept ?? r.context.defaults.functional;
  if (concept !== undefined) return { concept, words };
  return { concept: 'expenditure.total', words, flags: ['subject_inferred'] };
}

/** The list that the last words of a paragraph open for the paragraphs below it. */
export function listOpenedBy(text: string, scope: Scope): OpenList | undefined {
  if (!scope.inList || !text.endsWith('：')) return undefined;
  const { list, inList, head, listMeasure, listUncertain, ofFund } = scope;
  return { list, inList, head, listMeasure, listUncertain, ofFund };
}
