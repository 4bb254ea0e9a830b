/**
 * Where each character stands. The engine's own boxes are off by up to half a character, as it reads a line as a whole;
 * the ink says it better.
 */
import type { Bitmap, PixelBox } from '../image/picture.ts';
import type { ReadSymbol } from './engine.ts';
import { inkIn, trim } from './text-lines.ts';

/**
 * Moves the boxes of a line's characters onto their ink: the border between two characters is the column without ink
 * that is nearest to the middle between the engine's boxes, and each box is the ink between two borders.
 * @param symbols in reading order, boxes in pixels of the page
 * @param line the line's own box
 */
export function fitToInk(ink: Bitmap, symbols: readonly ReadSymbol[], line: PixelBox): ReadSymbol[] {
  const centre = ({ box }: ReadSymbol) => (box.x0 + box.x1) / 2;
  const borders: number[] = [line.x0];
  for (let i = 1; i < symbols.length; i++) {
    const middle = Math.round((centre(symbols[i - 1]) + centre(symbols[i])) / 2);
    const reach = Math.max(2, Math.round((centre(symbols[i]) - centre(symbols[i - 1])) / 2) - 1);
    const border = emptyColumn(ink, line, middle, reach) ?? middle;
    borders.push(Math.min(Math.max(border, borders[i - 1]), line.x1));
  }
  borders.push(line.x1);
  return symbols.map((symbol, i) => {
    const inside = { x0: borders[i], x1: borders[i + 1], y0: line.y0, y1: line.y1 };
    const { x0, x1 } = trim(ink, inside);
    // All characters of a line get its height: that of a comma alone would tear it off its line.
    return { ...symbol, box: x1 > x0 ? { ...inside, x0, x1 } : inside };
  });
}

/** The column without ink nearest to `middle`, at most `reach` away. */
function emptyColumn(ink: Bitmap, line: PixelBox, middle: number, reach: number): number | undefined {
  for (let off = 0; off <= reach; off++) {
    for (const x of off === 0 ? [middle] : [middle - off, middle + off]) {
      if (x < line.x0 || x >= line.x1) continue;
      if (inkIn(ink, x, line.y0, x + 1, line.y1) === 0) return x;
    }
  }
  return undefined;
}

/** The box around characters. */
export function outline(symbols: readonly ReadSymbol[]): PixelBox {
  return {
    x0: Math.min(...symbols.map(({ box }) => box.x0)),
    y0: Math.min(...symbols.map(({ box }) => box.y0)),
    x1: Math.max(...symbols.map(({ box }) => box.x1)),
    y1: Math.max(...symbols.map(({ box }) => box.y1)),
  };
}
