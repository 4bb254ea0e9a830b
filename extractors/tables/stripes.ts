/** Narrow gutters: columns that stand closer than the pieces of a line are told apart by, parted where all rows stay white. */
import type { Glyph } from '../document.ts';
import type { Column } from './alignment.ts';
import { segmentOf, type TextRow } from './segments.ts';

/** A gutter is at least this many font sizes wide, and this many times as wide as the space between words. */
const LEAST_GUTTER = 0.42;
const SPACES = 1.6;
/** A gap from so many font sizes on is a space; between two columns of figures it is gutter enough. */
const SPACE = 0.15;
const FIGURES_GUTTER = 0.2;
const FIGURE = /^[\p{Sc}(+\-–−]*\d[\d.,]*\)?%?$|^[\p{Sc}\-–—−*]+$/u;
/** Dots that lead to a figure are no words, however far apart. */
const LEADER = /^[.·…]$/u;
/** At least so many rows, and this share of those with text in the column, have text on both sides. */
const LEAST_ROWS = 4;
const BOTH_SIDES = 0.6;

interface Word extends Column {
  glyphs: readonly Glyph[];
  /** Its first character, and the one behind its last. */
  from: number;
  to: number;
}

interface Words {
  words: Word[];
  size: number;
}

/**
 * Parts columns along white stripes that no row crosses.
 * @param rows rows with text in several columns, headings left out
 */
export function partedColumns(columns: readonly Column[], rows: readonly TextRow[]): Column[] {
  if (rows.length < LEAST_ROWS) return [...columns];
  const words = rows.map(wordsOf);
  const size = medianSize(words);
  const least = { words: Math.max(LEAST_GUTTER * size, SPACES * usualSpace(rows)), figures: FIGURES_GUTTER * size };
  return columns.flatMap((column) => {
    const inside = words
      .map(({ words: all }) => all.filter((word) => word.x0 < column.x1 && word.x1 > column.x0))
      .filter((row) => row.length > 0);
    if (inside.filter((row) => row.length > 1).length < LEAST_ROWS) return [column];
    return parted(column, inside, least);
  });
}

function parted(
  column: Column,
  rows: readonly (readonly Word[])[],
  least: { words: number; figures: number },
): Column[] {
  const words = rows.flat().sort((a, b) => a.x0 - b.x0);
  const parts: Column[] = [{ ...column }];
  let end = words[0].x1;
  for (const word of words) {
    if (word.x0 - end >= least.figures) {
      const at = (end + word.x0) / 2;
      const both = rows.filter((row) => row[0].x0 < at && row[row.length - 1].x1 > at);
      const wide = word.x0 - end >= least.words || isBetweenFigures(both, at);
      if (wide && both.length >= Math.max(LEAST_ROWS, BOTH_SIDES * rows.length)) {
        parts[parts.length - 1].x1 = end;
        parts.push({ x0: word.x0, x1: column.x1 });
      }
    }
    end = Math.max(end, word.x1);
  }
  return parts;
}

/** Figures on both sides in every row; groups of three digits behind others are the rest of the same number. */
function isBetweenFigures(rows: readonly (readonly Word[])[], at: number): boolean {
  let thousands = true;
  for (const row of rows) {
    const after = row.findIndex(({ x0 }) => x0 > at);
    const text = textOf(row[after]);
    if (!FIGURE.test(text) || !FIGURE.test(textOf(row[after - 1]))) return false;
    thousands &&= /^\d{3}$/.test(text);
  }
  return !thousands;
}

const textOf = ({ glyphs, from, to }: Word): string => segmentOf(glyphs.slice(from, to)).text;

function wordsOf({ segments, size }: TextRow): Words {
  const words: Word[] = [];
  for (const { glyphs } of segments) {
    let start = 0;
    let end = glyphs[0].x1;
    for (let i = 1; i <= glyphs.length; i++) {
      if (i < glyphs.length && (glyphs[i].x0 - end < SPACE * glyphs[i].size || LEADER.test(glyphs[i].text))) {
        end = Math.max(end, glyphs[i].x1);
        continue;
      }
      words.push({ x0: glyphs[start].x0, x1: end, glyphs, from: start, to: i });
      start = i;
      end = glyphs[i]?.x1 ?? 0;
    }
  }
  return { words, size };
}

const medianSize = (rows: readonly Words[]): number => {
  const sizes = rows.map(({ size }) => size).sort((a, b) => a - b);
  return sizes[sizes.length >> 1];
};

/** The median of the gaps between the words of a piece, most of which are spaces. */
function usualSpace(rows: readonly TextRow[]): number {
  const gaps: number[] = [];
  for (const { glyphs } of rows.flatMap(({ segments }) => segments)) {
    for (let i = 1; i < glyphs.length; i++) {
      const gap = glyphs[i].x0 - glyphs[i - 1].x1;
      if (gap >= SPACE * glyphs[i].size) gaps.push(gap);
    }
  }
  gaps.sort((a, b) => a - b);
  return gaps[gaps.length >> 2] ?? 0;
}
