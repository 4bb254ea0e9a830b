/** Whether lines below each other are one text that was wrapped: a wrapped line leaves no room for the next word. */
import { type Column, overlap } from './alignment.ts';
import type { Segment, TextRow } from './segments.ts';

/** A gap from so many font sizes on ends a word; between words there is about as much. */
const SPACE = 0.15;
const WORD_SPACE = 0.25;
/** Lines of one text follow each other within this many font sizes. */
const LEADING = 1.8;

/** Whether the first word of the line below would still have had room at the end of the line above. */
export function leavesRoom(above: Segment, below: Segment, column: Column): boolean {
  const { glyphs } = below;
  let end = 1;
  while (end < glyphs.length && glyphs[end].x0 - glyphs[end - 1].x1 < SPACE * glyphs[end].size) end++;
  const word = glyphs[end - 1].x1 - glyphs[0].x0;
  return above.x1 - above.x0 + WORD_SPACE * glyphs[0].size + word <= column.x1 - column.x0;
}

/** A text begins anew with a capital, a digit or a sign before figures; lines of running text mostly go on in small letters. */
const ANEW = /^[\p{Lu}\d\p{Sc}([“"'+\-–−]/u;

/**
 * Share of the lines of text, below others in their column, that are no rest of them: they stand far below, the line
 * above leaves room for their first word, or they begin anew in a script that has capitals. 0 where there are none.
 */
export function unwrappedShare(rows: readonly TextRow[], columns: readonly Column[]): number {
  let pairs = 0;
  let free = 0;
  for (const [i, row] of rows.slice(1).entries()) {
    const above = rows[i];
    const far = row.baseline - above.baseline > LEADING * Math.max(row.size, above.size);
    for (const column of columns) {
      const [a, b] = [above, row].map(({ segments }) => segments.find((segment) => overlap(segment, column) > 0));
      if (!a || !b) continue;
      pairs++;
      if (far || leavesRoom(a, b, column) || ANEW.test(b.text)) free++;
    }
  }
  return pairs === 0 ? 0 : free / pairs;
}
