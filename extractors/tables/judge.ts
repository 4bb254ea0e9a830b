/** Whether a drawn grid is a table, and how sure that is. */
import type { Judgement } from './candidates.ts';
import type { FilledGrid } from './cells.ts';
import type { TableSettings } from './settings.ts';

/** A drawing in which fewer positions than this have a cell of their own is no regular grid. */
const REGULAR = 0.6;
/** So few texts in an irregular grid are the labels of a chart. */
const LEAST_TEXTS = 3;
/** A drawing with axis marks must have text in this share of its cells to be a table. */
const TICKED_TEXTS = 0.35;
/** Confidence of a grid as drawn, and of one to which lines were added from the text. */
const DRAWN = 0.98;
const COMPLETED = 0.85;

/**
 * @param drawn the grid as its rulings have it
 * @param whole the same with the lines that its text shows
 * @param ticked lines of the drawing stick out like the marks of an axis
 * @returns confidence 0 when it is a frame, a stack of boxes or a chart; else the confidence that the grid is right
 */
export function judgeGrid(drawn: FilledGrid, whole: FilledGrid, ticked: boolean, settings: TableSettings): Judgement {
  const { xs, ys, cells } = whole.grid;
  const texts = whole.glyphs.filter((glyphs) => glyphs.length > 0).length;
  const regular = cells.length / ((xs.length - 1) * (ys.length - 1));
  const crossed = crossedShare(whole);
  const figures = { cells: cells.length, texts, regular, crossed };
  const none = (because: string): Judgement => ({ confidence: 0, because, figures });
  if (drawn.grid.cells.length < 2 || xs.length < 3) return none('a frame or a stack of boxes');
  if (ticked && texts < TICKED_TEXTS * cells.length) return none('a chart: marks stick out of its axis');
  if (texts > 0 && texts < LEAST_TEXTS && regular < REGULAR) return none('a drawing with few texts');
  if (crossed > settings.maxCrossed && regular < REGULAR) return none('a drawing: its lines run through the texts');
  const sure = whole === drawn ? DRAWN : COMPLETED;
  const because = whole === drawn ? 'a grid as drawn' : 'a drawn grid, completed by the lines that its text shows';
  return { confidence: Math.round(sure * (1 - crossed) * 100) / 100, because, figures };
}

/** Share of the characters that a side of their cell cuts through the middle part of. */
function crossedShare({ grid, glyphs }: FilledGrid): number {
  let all = 0;
  let crossed = 0;
  grid.cells.forEach((cell, i) => {
    const left = grid.xs[cell.col];
    const right = grid.xs[cell.col + cell.colSpan];
    for (const g of glyphs[i]) {
      const quarter = (g.x1 - g.x0) / 4;
      all++;
      if (g.x0 + quarter < left || g.x1 - quarter > right) crossed++;
    }
  });
  return all === 0 ? 0 : crossed / all;
}
