/** Rules typed as characters: lines of dashes, equals signs or underscores in printouts and plain text. */
import type { Edge } from './edges.ts';
import type { TextRow } from './segments.ts';

/** So many strokes in a row are a rule; fewer stand for "no value". */
const RULE = /^([-–—─━_]{4,}|[=═]{4,})$/u;
const STROKE = /^[-–—─━_=═]/u;
/** A stroke of dashes lies this share of the size above the writing line. */
const RAISED = 0.3;

/**
 * Takes the rows that are nothing but rules out of the rows of text.
 * @returns the rows without them, and the rules as horizontal edges, both from top to bottom
 */
export function withoutTypedRules(rows: readonly TextRow[]): { rows: TextRow[]; rules: Edge[] } {
  const rules: Edge[] = [];
  const texts = rows.filter((row) => {
    if (!STROKE.test(row.segments[0].text) || !row.segments.every(({ text }) => RULE.test(text))) return true;
    const at = row.baseline - RAISED * row.size;
    for (const { x0, x1 } of row.segments) rules.push({ at, from: x0, to: x1 });
    return false;
  });
  return { rows: texts, rules };
}
