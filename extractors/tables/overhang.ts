/** A number that is set a little too wide for its cell: the digit that hangs over the wall stays with its number. */
import type { Glyph } from '../document.ts';
import type { FilledGrid } from './cells.ts';
import { coverOf } from './cells.ts';

/** Characters closer than this, in font sizes, belong to one unbroken run. */
const UNBROKEN = 0.1;
/** What hangs over is at most so many characters and this share of what it hangs on. */
const MOST_CHARACTERS = 2;
const MOST_SHARE = 0.34;

/** What is left of the confidence in digits that were cut at a wall without a sure seam: either part may be wrong. */
const CUT_CONFIDENCE = 0.5;

/** One number as tables print it, thousands grouped by threes or not at all. */
const ONE_NUMBER = /^[-–−(]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?\)?%?$/;

export interface Settled {
  /** Characters that are still outside of the grid. */
  outside: Glyph[];
  /** Runs of digits over a wall that may be one number or two: they were cut at the wall, shown here by `|`. */
  cut: string[];
}

/**
 * Moves overhanging characters back to the cell that holds the rest of their run. Two texts that meet at a wall stay
 * where their characters are; a number that the wall would tear goes where most of it is.
 * @param filled changed in place; characters of a cut run lose confidence
 * @param outside characters outside of the grid
 */
export function takeOverhang(filled: FilledGrid, outside: readonly Glyph[]): Settled {
  const { grid, glyphs } = filled;
  const cover = coverOf(grid);
  const cols = grid.xs.length - 1;
  const taken = new Set<Glyph>();
  const cut: string[] = [];
  grid.cells.forEach((cell, i) => {
    if (glyphs[i].length === 0) return;
    const wall = grid.xs[cell.col + cell.colSpan];
    const last = glyphs[i].filter((g) => g.angle === 0 && wall - g.x1 < g.size);
    if (last.length === 0) return;
    const next = cell.col + cell.colSpan < cols ? cover[cell.row * cols + cell.col + cell.colSpan] : -1;
    const beyond = next >= 0 ? glyphs[next] : outside;
    for (const glyph of last) {
      const right = run(glyph, beyond, 1);
      if (right.length === 0) continue;
      const left = [glyph, ...run(glyph, glyphs[i], -1)];
      const between = next >= 0 ? seamOf(left, right) : 0;
      if (between > 0) {
        const moved = right.slice(0, between);
        glyphs[i].push(...moved);
        glyphs[next] = without(glyphs[next], moved);
        continue;
      }
      if (between < 0) {
        const moved = left.slice(0, -between);
        glyphs[next].push(...moved);
        glyphs[i] = without(glyphs[i], moved);
        continue;
      }
      const home = homeOf(left, right, beyond, next >= 0);
      if (home === 'left') {
        glyphs[i].push(...right);
        if (next >= 0) glyphs[next] = without(glyphs[next], right);
        else for (const g of right) taken.add(g);
      } else if (home === 'right') {
        glyphs[next].push(...left);
        glyphs[i] = without(glyphs[i], left);
      } else if (/\d$/.test(textOf(left.toReversed())) && /^\d/.test(textOf(right))) {
        cut.push(`${textOf(left.toReversed())}|${textOf(right)}`);
        for (const g of [...left, ...right]) g.confidence = Math.min(g.confidence, CUT_CONFIDENCE);
      }
    }
  });
  return { outside: taken.size === 0 ? [...outside] : outside.filter((g) => !taken.has(g)), cut };
}

/**
 * Two numbers that touch beside the wall: how many characters the seam between them lies to its right (or, negative, to
 * its left). Their decimals tell: numbers of neighbouring columns have as many of them. 0 when the wall is the seam, or
 * when there is none.
 */
function seamOf(left: readonly Glyph[], right: readonly Glyph[]): number {
  const a = textOf(left.toReversed());
  const all = a + textOf(right);
  if (ONE_NUMBER.test(all)) return 0;
  for (const shift of [0, 1, -1, 2, -2]) {
    const [first, second] = [all.slice(0, a.length + shift), all.slice(a.length + shift)];
    if (!ONE_NUMBER.test(first) || !ONE_NUMBER.test(second)) continue;
    if (decimals(first) > 0 && decimals(first) === decimals(second)) return shift;
  }
  return 0;
}

const decimals = (number: string) => /\.(\d+)/.exec(number)?.[1].length ?? 0;

/**
 * The side of a wall that the two parts of a run belong to, or neither when each stays on its own.
 * @param left nearest to the wall first
 * @param beyond all characters on the right side
 * @param inside whether there is a cell on the right side
 */
function homeOf(
  left: readonly Glyph[],
  right: readonly Glyph[],
  beyond: readonly Glyph[],
  inside: boolean,
): 'left' | 'right' | undefined {
  if (hangs(right, left)) return 'left';
  if (inside && hangs(left, right)) return 'right';
  const [a, b] = [textOf(left.toReversed()), textOf(right)];
  if (!ONE_NUMBER.test(a + b)) return undefined;
  // Outside of the table, or beside a number that the next cell has already, is no place for the rest.
  if (!inside || hasOtherNumber(beyond, right)) return 'left';
  if (ONE_NUMBER.test(a) && ONE_NUMBER.test(b)) return undefined;
  return right.length > left.length ? 'right' : 'left';
}

const textOf = (glyphs: readonly Glyph[]) => glyphs.map(({ text }) => text).join('');

const hasOtherNumber = (glyphs: readonly Glyph[], run: readonly Glyph[]) =>
  glyphs.some(
    (g) => /\d/.test(g.text) && !run.includes(g) && Math.abs(g.baseline - run[0].baseline) < UNBROKEN * g.size,
  );

const hangs = (part: readonly Glyph[], whole: readonly Glyph[]) =>
  part.length <= MOST_CHARACTERS && part.length <= MOST_SHARE * whole.length;

const without = (glyphs: readonly Glyph[], some: readonly Glyph[]) => glyphs.filter((g) => !some.includes(g));

/** Characters that go on from one without a gap, to the right (1) or to the left (-1), nearest first. */
function run(from: Glyph, among: readonly Glyph[], way: 1 | -1): Glyph[] {
  const line = among.filter(
    (g) => g !== from && g.angle === 0 && Math.abs(g.baseline - from.baseline) < UNBROKEN * from.size,
  );
  if (line.length > 1) line.sort((a, b) => way * (a.x0 - b.x0));
  const out: Glyph[] = [];
  let at = from;
  for (const g of line) {
    const gap = way === 1 ? g.x0 - at.x1 : at.x0 - g.x1;
    if (way * (g.x0 - at.x0) <= 0) continue;
    if (gap > UNBROKEN * from.size) break;
    out.push(g);
    at = g;
  }
  return out;
}
