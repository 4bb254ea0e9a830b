/** A number that is set a little too wide for its cell: the digit that hangs over the wall stays with its number. */
import type { Glyph } from '../document.ts';
import type { FilledGrid } from './cells.ts';
import { coverOf } from './cells.ts';

/** Characters closer than this, in font sizes, belong to one unbroken run. */
const UNBROKEN = 0.1;
/** What hangs over is at most so many characters and this share of what it hangs on. */
const MOST_CHARACTERS = 2;
const MOST_SHARE = 0.34;

/**
 * Moves overhanging characters back to the cell that holds the rest of their run. Two texts that meet at a wall stay
 * where their characters are.
 * @param filled changed in place
 * @param outside characters outside of the grid
 * @returns characters that are still outside
 */
export function takeOverhang(filled: FilledGrid, outside: readonly Glyph[]): Glyph[] {
  const { grid, glyphs } = filled;
  const cover = coverOf(grid);
  const cols = grid.xs.length - 1;
  const taken = new Set<Glyph>();
  grid.cells.forEach((cell, i) => {
    if (glyphs[i].length === 0) return;
    const wall = grid.xs[cell.col + cell.colSpan];
    const last = glyphs[i].filter((g) => g.angle === 0 && wall - g.x1 < UNBROKEN * g.size);
    if (last.length === 0) return;
    const next = cell.col + cell.colSpan < cols ? cover[cell.row * cols + cell.col + cell.colSpan] : -1;
    const beyond = next >= 0 ? glyphs[next] : outside;
    for (const glyph of last) {
      const right = run(glyph, beyond, 1);
      if (right.length === 0) continue;
      const left = [glyph, ...run(glyph, glyphs[i], -1)];
      if (hangs(right, left)) {
        glyphs[i].push(...right);
        if (next >= 0) glyphs[next] = without(glyphs[next], right);
        else for (const g of right) taken.add(g);
      } else if (next >= 0 && hangs(left, right)) {
        glyphs[next].push(...left);
        glyphs[i] = without(glyphs[i], left);
      }
    }
  });
  return taken.size === 0 ? [...outside] : outside.filter((g) => !taken.has(g));
}

const hangs = (part: readonly Glyph[], whole: readonly Glyph[]) =>
  part.length <= MOST_CHARACTERS && part.length <= MOST_SHARE * whole.length;

const without = (glyphs: readonly Glyph[], some: readonly Glyph[]) => glyphs.filter((g) => !some.includes(g));

/** Characters that go on from one without a gap, to the right (1) or to the left (-1), nearest first. */
function run(from: Glyph, among: readonly Glyph[], way: 1 | -1): Glyph[] {
  const line = among.filter(
    (g) => g !== from && g.angle === 0 && Math.abs(g.baseline - from.baseline) < UNBROKEN * from.size,
  );
  line.sort((a, b) => way * (a.x0 - b.x0));
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
