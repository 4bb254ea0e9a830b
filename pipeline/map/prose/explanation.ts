/** Numbers in reasons and uses: 主要原因是…, 主要用于…. */
import { isKnown } from './bodies.ts';
import type { Statement } from './clause-words.ts';
import type { Lead } from './lead.ts';
import { listBelow } from './lists.ts';
import type { Reading } from './reading.ts';
import type { Scope } from './scope.ts';
import type { NumberToken } from './tokens.ts';

/** Numbers of an explanation are not the subject's own, unless the clause compares by itself. */
export function inExplanation(
  r: Reading,
  lead: Lead,
  scope: Scope,
  kind: NumberToken['unitKind'],
): 'no' | 'blocked' | 'flagged' {
  if (!scope.reason || lead.path) return 'no';
  const knows = lead.unknown.every((t) => isKnown(r, t, scope));
  const compares = lead.compare !== undefined && lead.verb !== undefined;
  // 2022和2023年度购置费决算均为0: what is said in full, of both years.
  const inFull = lead.each !== undefined && lead.times.length === 2 && !compares;
  // 主要用于…，累计接待5批次: things counted by their own name.
  const counts = scope.reason === 'use' && lead.subjects.length > 0 && kind === 'count';
  if (scope.reason === 'use' && knows && (compares || lead.measure || lead.share || (lead.verb && scope.base)))
    return 'no';
  // 主要原因是厉行节约，比上年减少2万元: a clause that only compares speaks of the subject again.
  const [first] = lead.tokens.filter((t) => t.kind !== 'punct');
  const goesOn = compares && first === lead.compare && lead.subjects.length === 0 && kind !== 'count';
  if (knows && goesOn && scope.subject) return 'flagged';
  // 主要是油料支出，截至年末公务用车保有量3辆: with a day of its own.
  if (knows && kind === 'count' && scope.date && lead.subjects.length > 0) return 'flagged';
  return knows && (compares || counts || inFull) && lead.subjects.length > 0 ? 'flagged' : 'blocked';
}

/** A name and its amount, and another or the end of the sentence behind it. */
const ITEM = /^[：]?(?<name>[^\d，。；：、()]{2,25})[\d,]+(?:\.\d+)?[百千万亿]*元?(?=[，。；、()])/;

/**
 * 项目支出200万元，主要用于道路建设120万元、桥梁维修80万元: behind an amount that has items stand its items, not its reason.
 * @param last what the number before states
 */
export function itemsFollow(r: Reading, at: number, scope: Scope, last: Statement | undefined): boolean {
  if (!last?.rule.startsWith('prose.amount') || last.subject.concept !== scope.subject?.concept) return false;
  if (scope.base || scope.sign || !listBelow(last.subject.concept, r.context, r.pack.grammar, true)) return false;
  const name = ITEM.exec(r.text.slice(at))?.groups?.name;
  return name !== undefined && !r.pack.grammar.patterns.items.not.test(name);
}

/** 主要用于：公共安全支出7010.20万元，占…: behind the colon stand the classes that the money went to, not what it was for. */
export function classFollows({ text, resolver }: Reading, at: number): boolean {
  const name = /^(?:\d{1,2}[.、])?([^\d，。；：、]{2,30}?)(?:为|共)?\d/.exec(text.slice(at))?.[1];
  return name !== undefined && resolver.function(name.replace(/[(（]类[)）]/, '')).code.length === 3;
}
