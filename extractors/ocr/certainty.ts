/**
 * How likely it is that a number was read right.
 *
 * Looked up in a table that was measured on scans whose text is known (bench/calibrate.ts): by the way in which the
 * readings of the number went together, by its form, and, within these, by what the engine says itself. The engine's own
 * confidence alone says little: it is as high where a crease is taken for a 1.
 */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { ReadNumber } from './engine.ts';
import { isWellFormed } from './numbers.ts';

/** Of each class the steps: from the score on, numbers were right with this probability. Scores and probabilities rise. */
const table = z.record(z.string(), z.array(z.tuple([z.number(), z.number()])).min(1));
export type CertaintyTable = z.infer<typeof table>;

let known: CertaintyTable | undefined;

/** The probability, 0 to 1, that the number is the printed one. A class that was never met is as good as a guess. */
export function certaintyOf(number: ReadNumber): number {
  known ??= table.parse(JSON.parse(readFileSync(new URL('certainty.json', import.meta.url), 'utf8')));
  const score = scoreOf(number);
  const steps = known[classOf(number)] ?? known[number.way] ?? [[0, GUESS]];
  return (steps.findLast(([from]) => score >= from) ?? steps[0])[1];
}

const GUESS = 0.5;

/**
 * `same/amount`: the way of the readings, and the form of the number: `odd`, as none is printed (two points, groups that are
 * not of three, a zero before other digits); `amount`, with two decimals; `short`, one or two digits, which a crease or the
 * stroke of a seal is easily taken for; `other`.
 */
export function classOf({ way, text }: ReadNumber): string {
  return way === 'same' ? `${way}/${formOf(text)}` : way;
}

function formOf(text: string): string {
  if (!isWellFormed(text) || /^\D*0\d{2}/.test(text)) return 'odd';
  if (/\.\d\d\D*$/.test(text)) return 'amount';
  return text.replace(/\D/g, '').length <= 2 ? 'short' : 'other';
}

/** What the engine says: the less sure of two readings that agree, the surer of those that do not. */
export function scoreOf({ way, textSure, numberSure }: ReadNumber): number {
  return way === 'same' ? Math.min(textSure, numberSure) : Math.max(textSure, numberSure);
}
