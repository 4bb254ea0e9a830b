/** Which fact a decision is about: by its id, or, where another version gives other ids, by the place of its number. */
import type { Correction, Row } from '../../schemas/datasets.ts';
import type { FinishedFact } from '../rows/facts.ts';

/** Index of the fact, or why there is none. */
export type Found = { index: number } | { why: string };

/**
 * A correction says what is right and holds whatever the fact says now. To confirm or to reject is about what the fact
 * said then: where it says something else now, the decision is not carried over.
 * @param byId index of each fact by its id
 */
export function findFact(
  facts: readonly FinishedFact[],
  byId: ReadonlyMap<string, number>,
  correction: Correction,
): Found {
  const index = byId.get(correction.fact_id) ?? placed(facts, correction);
  if (typeof index === 'object') return index;
  const { row } = facts[index];
  if (correction.action !== 'correct' && !saysTheSame(row, correction))
    return { why: `the fact says something else now: ${row.concept} ${row.measure} ${row.value} ${row.unit}` };
  return { index };
}

function placed(facts: readonly FinishedFact[], correction: Correction): number | { why: string } {
  const there = facts.flatMap(({ row }, index) => (isThere(row, correction) ? [index] : []));
  if (there.length === 0) return { why: 'no such fact is found' };
  const same = there.filter((index) => isNamed(facts[index].row, correction));
  const candidates = there.length === 1 ? there : same;
  if (candidates.length === 1) return candidates[0];
  return { why: 'several facts stand where it stood' };
}

/** The same print at the same place; boxes may differ by what another version sees of a glyph. */
function isThere({ page, bbox, path, raw }: Row<'facts'>, correction: Correction): boolean {
  if (raw !== correction.raw || page !== correction.page || path !== correction.path) return false;
  if (bbox === correction.bbox) return true;
  if (bbox === '' || correction.bbox === '') return false;
  const [a, b] = [bbox, correction.bbox].map((box) => box.split(',').map(Number));
  return holdsMiddle(a, b) && holdsMiddle(b, a);
}

const holdsMiddle = ([x0, y0, x1, y1]: number[], [u0, v0, u1, v1]: number[]): boolean => {
  const [x, y] = [(u0 + u1) / 2, (v0 + v1) / 2];
  return x0 <= x && x <= x1 && y0 <= y && y <= y1;
};

const isNamed = ({ concept, measure }: Row<'facts'>, { old_concept, old_measure }: Correction): boolean =>
  concept === old_concept && measure === old_measure;

/** An empty column of an old line counts as said. */
function saysTheSame(row: Row<'facts'>, { old_value, old_unit, old_concept, old_measure }: Correction): boolean {
  const pairs = [
    [row.value, old_value],
    [row.unit, old_unit],
    [row.concept, old_concept],
    [row.measure, old_measure],
  ];
  return pairs.every(([now, then]) => then === '' || now === then);
}
