/** Numbers in reasons and uses: 主要原因是…, 主要用于…. */
import { isKnown } from './bodies.ts';
import type { Lead } from './lead.ts';
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
  // 主要用于…，累计接待5批次: things counted by their own name.
  const counts = scope.reason === 'use' && lead.subjects.length > 0 && kind === 'count';
  if (scope.reason === 'use' && knows && (compares || lead.measure || lead.share || (lead.verb && scope.base)))
    return 'no';
  return knows && (compares || counts) && lead.subjects.length > 0 ? 'flagged' : 'blocked';
}

/** 主要用于：公共安全支出7010.20万元，占…: behind the colon stand the classes that the money went to, not what it was for. */
export function classFollows({ text, resolver }: Reading, at: number): boolean {
  const name = /^(?:\d{1,2}[.、])?([^\d，。；：、]{2,30}?)(?:为|共)?\d/.exec(text.slice(at))?.[1];
  return name !== undefined && resolver.function(name.replace(/[(（]类[)）]/, '')).code.length === 3;
}
