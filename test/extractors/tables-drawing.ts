/** Hand-made pages for the table tests: rulings and words at given places. */
import type { PageContent } from '../../extractors/content.ts';
import type { Glyph, Ruling, Table } from '../../extractors/document.ts';
import { cellText } from '../../extractors/text.ts';

const THICKNESS = 0.5;

export const hline = (y: number, x0: number, x1: number): Ruling => ({
  orientation: 'horizontal',
  x0,
  y0: y - THICKNESS / 2,
  x1,
  y1: y + THICKNESS / 2,
});

export const vline = (x: number, y0: number, y1: number): Ruling => ({
  orientation: 'vertical',
  x0: x - THICKNESS / 2,
  y0,
  x1: x + THICKNESS / 2,
  y1,
});

/** Characters of a text, set from `x` on the baseline `y`; full-width characters are as wide as the size, others half. */
export function word(text: string, x: number, y: number, size = 10): Glyph[] {
  const glyphs: Glyph[] = [];
  for (const character of text) {
    const width = (character.codePointAt(0) ?? 0) > 0x2e7f ? size : size / 2;
    if (character !== ' ') {
      glyphs.push({
        text: character,
        x0: x,
        y0: y - 0.8 * size,
        x1: x + width,
        y1: y + 0.2 * size,
        baseline: y,
        size,
        bold: false,
        angle: 0,
        confidence: 1,
      });
    }
    x += width;
  }
  return glyphs;
}

export const page = (rulings: Ruling[], glyphs: Glyph[], number = 1): PageContent => ({
  number,
  width: 595,
  height: 842,
  rotation: 0,
  kind: 'native',
  status: 'ok',
  rulings,
  images: [],
  glyphs,
  fills: [],
});

/** Rulings of a full grid, one line per edge. */
export function gridLines(xs: readonly number[], ys: readonly number[]): Ruling[] {
  return [...ys.map((y) => hline(y, xs[0], xs[xs.length - 1])), ...xs.map((x) => vline(x, ys[0], ys[ys.length - 1]))];
}

/** A full grid with one text in each cell. */
export function ruledTable(texts: readonly (readonly string[])[], x = 60, y = 100, width = 90, height = 20) {
  const xs = texts[0].map((_, i) => x + i * width).concat(x + texts[0].length * width);
  const ys = texts.map((_, i) => y + i * height).concat(y + texts.length * height);
  const glyphs = texts.flatMap((row, r) => row.flatMap((text, c) => word(text, xs[c] + 4, ys[r] + 14)));
  return { rulings: gridLines(xs, ys), glyphs, xs, ys };
}

/** Texts of a table, row by row; positions covered by a span are null. */
export function textsOf(table: Table): (string | null)[][] {
  const rows: (string | null)[][] = Array.from({ length: table.rows }, () => new Array(table.cols).fill(null));
  for (const cell of table.cells) rows[cell.row][cell.col] = cellText(cell);
  return rows;
}
