/** What became of the numbers of a native page in its scan, place by place. */
import type { DocumentRows } from '../../pipeline/process.ts';
import type { Scan } from './damage.ts';

type Fact = DocumentRows['facts'][number];

/**
 * `right`: value, unit and name as in the native file. `misread`: another value; `misnamed`: the value under another name,
 * for another year, code or subject. `flagged` ones say that they are doubtful, by a flag that the native one has not;
 * `quarantined`: no fact, but kept and shown with a reason. `missing`: nothing stands there. `invented`: a fact where the
 * native file has none.
 */
export const OUTCOMES = [
  'right',
  'right, flagged',
  'misread, flagged',
  'misnamed, flagged',
  'quarantined',
  'misread, silent',
  'misnamed, silent',
  'missing',
  'invented, flagged',
  'invented, silent',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** One number with what it should be and what it is. */
export interface Compared {
  outcome: Outcome;
  /** Page of the scan. */
  page: number;
  truth?: Fact;
  found?: Fact;
}

/** @param moved of each page, from 1: where its places are in the scan */
export function compare(native: DocumentRows, scan: DocumentRows, moved: readonly Scan['moved'][]): Compared[] {
  const left = scan.facts.map((fact) => ({ fact, box: boxOf(fact.bbox) }));
  const results: Compared[] = [];
  const open: { truth: Fact; middle: { x: number; y: number } }[] = [];
  for (const truth of native.facts) {
    const [x0, y0, x1, y1] = boxOf(truth.bbox);
    open.push({ truth, middle: moved[truth.page! - 1]({ x: (x0 + x1) / 2, y: (y0 + y1) / 2 }) });
  }
  // Where several facts come from one number, each is matched with its like first.
  for (const like of [same, sameValue, () => true]) {
    for (let i = 0; i < open.length; i++) {
      const { truth, middle } = open[i];
      const at = left.findIndex(
        ({ fact, box }) => fact.page === truth.page && inside(middle, box) && like(truth, fact),
      );
      if (at < 0) continue;
      const [{ fact: found }] = left.splice(at, 1);
      results.push({ outcome: judged(truth, found), page: truth.page!, truth, found });
      open.splice(i--, 1);
    }
  }
  const kept = [...scan.quarantine, ...scan.indicators];
  for (const { truth, middle } of open) {
    const held = kept.some(({ page, bbox }) => page === truth.page && bbox !== '' && inside(middle, boxOf(bbox)));
    results.push({ outcome: held ? 'quarantined' : 'missing', page: truth.page!, truth });
  }
  for (const { fact } of left)
    results.push({
      outcome: fact.flags === '' ? 'invented, silent' : 'invented, flagged',
      page: fact.page!,
      found: fact,
    });
  return results;
}

const boxOf = (bbox: string) => bbox.split(',').map(Number);

/** Whether a place lies in a box or next to it (3 points: boxes around turned text are larger, those of ink smaller). */
function inside({ x, y }: { x: number; y: number }, [x0, y0, x1, y1]: readonly number[]): boolean {
  return x >= x0 - 3 && x <= x1 + 3 && y >= y0 - 3 && y <= y1 + 3;
}

function judged(truth: Fact, found: Fact): Outcome {
  // What is said of the native page too (a sum that lacks the pages that were left out) warns of no misreading.
  const known = truth.flags.split(';');
  const flagged = found.flags.split(';').some((flag) => flag !== '' && !known.includes(flag));
  if (same(truth, found)) return flagged ? 'right, flagged' : 'right';
  return `${sameValue(truth, found) ? 'misnamed' : 'misread'}, ${flagged ? 'flagged' : 'silent'}`;
}

const sameValue = (a: Fact, b: Fact): boolean => a.value === b.value && a.unit === b.unit;

function same(a: Fact, b: Fact): boolean {
  const names = ['concept', 'measure', 'period', 'function_code', 'economic_code', 'fund'] as const;
  return sameValue(a, b) && names.every((name) => a[name] === b[name]) && plain(a.subject) === plain(b.subject);
}

/** Without the signs and spaces that say nothing. */
const plain = (text: string): string => text.normalize('NFKC').replace(/[\s\p{P}]/gu, '');
