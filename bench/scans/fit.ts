/** The table of extractors/ocr/certainty.json from numbers of which it is known whether they were read right. */
import { type CertaintyTable, classOf, scoreOf } from '../../extractors/ocr/certainty.ts';
import type { ReadNumber } from '../../extractors/ocr/engine.ts';

/** Numbers that a step rests on at least, before steps are joined so that they rise. */
const LEAST = 80;

interface Step {
  from: number;
  count: number;
  right: number;
}

/**
 * Of each class, steps along the score that rise (pool adjacent violators), each with the share that was right after
 * Laplace's rule of succession: of 0 wrong in 100 it makes 99.0 %, not certainty.
 */
export function fitted(numbers: readonly (ReadNumber & { right: boolean })[]): CertaintyTable {
  const classes = Map.groupBy(numbers, classOf);
  return Object.fromEntries(
    [...classes].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, members]) => [name, stepsOf(members)]),
  );
}

function stepsOf(numbers: readonly (ReadNumber & { right: boolean })[]): [number, number][] {
  const sorted = [...numbers].sort((a, b) => scoreOf(a) - scoreOf(b));
  const steps: Step[] = [];
  for (const number of sorted) {
    const last = steps.at(-1);
    const score = scoreOf(number);
    const alike = last && (last.count < LEAST || score === scoreOf(sorted[sorted.indexOf(number) - 1]));
    if (last && alike) {
      last.count++;
      if (number.right) last.right++;
    } else steps.push({ from: steps.length === 0 ? 0 : score, count: 1, right: number.right ? 1 : 0 });
  }
  const rising: Step[] = [];
  for (const step of steps) {
    let merged = step;
    while (rising.length > 0 && (shareOf(rising.at(-1)!) >= shareOf(merged) || merged.count < LEAST)) {
      const before = rising.pop()!;
      merged = { from: before.from, count: before.count + merged.count, right: before.right + merged.right };
    }
    rising.push(merged);
  }
  return rising.map((step) => [step.from, shareOf(step)]);
}

/** To four places, which is finer than any class has numbers. */
const shareOf = ({ count, right }: Step): number => Math.round((10_000 * (right + 1)) / (count + 2)) / 10_000;
