/** Clauses without a number: they name the subject of the next, or open a comparison. */
import { isKnown } from './bodies.ts';
import { baseOf } from './comparison.ts';
import { analyse } from './lead.ts';
import { subjectOf } from './members.ts';
import type { Reading } from './reading.ts';
import { conceptsAbove, type Scope, type Subject } from './scope.ts';
import { pickSense } from './senses.ts';
import type { Token } from './tokens.ts';

/** Where the reader is inside one pair of brackets, or outside of all. */
export interface Frame {
  scope: Scope;
  /** Tokens since the last number or clause boundary. */
  lead: Token[];
  /** Where the text since the last number or strong boundary begins. */
  spanStart: number;
  /** What ended the last clause. */
  boundary: string;
  /** Subjects listed before the clause: 基本支出、项目支出分别为…; those that still wait for their number. */
  coordinated: Subject[];
}

/** The subject of a clause that is nothing else: a member of 基本支出、项目支出. */
export function soleSubject(r: Reading, frame: Frame): Subject | undefined {
  const lead = analyse(frame.lead);
  const [word] = lead.subjects;
  if (!word || lead.subjects.length > 1 || lead.unknown.length > 0 || lead.verb || lead.compare || lead.share)
    return undefined;
  const sense = pickSense(word.word.senses, r.context, conceptsAbove(frame.scope, r.context.defaults.subject), r.pack);
  return sense ? subjectOf(r, sense, word, lead, frame.scope) : undefined;
}

/** A clause without a number can name the subject of the next, or open a comparison. */
export function closeClause(r: Reading, frame: Frame): void {
  if (frame.lead.length === 0) return;
  const lead = analyse(frame.lead);
  const { scope } = frame;
  const base = baseOf(lead, r.context, r.pack.grammar, scope.stated?.at(-1));
  if (base) scope.base = base;
  if (scope.reason || lead.verb || lead.compare || lead.path) return;
  const word = lead.subjects.at(-1);
  if (!word || frame.boundary === 'number') return;
  if (lead.unknown.some((t) => !isKnown(r, t, scope))) return;
  const sense = pickSense(word.word.senses, r.context, conceptsAbove(scope, r.context.defaults.subject), r.pack);
  if (!sense || (sense.subject?.startsWith('@') && sense.subject !== '@project')) return;
  scope.stated = undefined;
  scope.subject = subjectOf(r, sense, word, lead, scope);
}
