/** Rulings of a scanned page: found in the black and white picture, and painted out of the grey one. */
import type { Ruling } from '../document.ts';
import { type Bitmap, type Picture, transpose } from './picture.ts';
import { sweep } from './remnants.ts';
import { findStrokes, inkAround, type Stroke, strokeSettings } from './strokes.ts';

/** A ruling in pixels. For a vertical one the stroke runs down the columns: its `x0` and `x1` are rows. */
export interface PixelRuling {
  orientation: 'horizontal' | 'vertical';
  stroke: Stroke;
}

/**
 * What makes a stroke a ruling by itself: a length (inches) and the share of it that is thin ink. The longer, the less
 * clean it needs to be: strokes of neighbouring letters may line up, in a bold title over five letters, but badly.
 */
const ALONE = [
  { length: 0.45, clean: 0.93 },
  { length: 1.2, clean: 0.8 },
  { length: 3, clean: 0.6 },
] as const;
/** How near (inches) the end of a shorter stroke must come to another ruling on both sides. */
const TOUCH = 0.05;

/**
 * Finds horizontal and vertical rulings.
 * @param ink the straightened page
 * @param dpi its resolution
 */
export function findRulings(ink: Bitmap, dpi: number): PixelRuling[] {
  const settings = strokeSettings(dpi);
  const horizontal = findStrokes(ink, settings);
  const vertical = findStrokes(transpose(ink), settings);
  const long = (stroke: Stroke) =>
    ALONE.some(({ length, clean }) => stroke.x1 - stroke.x0 >= length * dpi && stroke.clean >= clean);
  // A short stroke counts when it spans from one long ruling to another: the wall of a low row or a narrow column.
  const keep = (own: Stroke[], across: Stroke[]) =>
    own.filter((stroke) => long(stroke) || spans(stroke, across.filter(long), TOUCH * dpi));
  return [
    ...keep(horizontal, vertical).map((stroke) => ({ orientation: 'horizontal' as const, stroke })),
    ...keep(vertical, horizontal).map((stroke) => ({ orientation: 'vertical' as const, stroke })),
  ];
}

function spans(stroke: Stroke, across: Stroke[], near: number): boolean {
  const meets = (end: number, level: number) =>
    across.some((other) => {
      if (level < other.x0 - near || level > other.x1 + near) return false;
      const index = Math.min(Math.max(Math.round(level) - other.x0, 0), other.centre.length - 1);
      return Math.abs(other.centre[index] - end) <= near;
    });
  return meets(stroke.x0, stroke.centre[0]) && meets(stroke.x1, stroke.centre[stroke.centre.length - 1]);
}

/** The ruling as a thin upright box in points. A ruling that wanders keeps its middle height. */
export function toRuling({ orientation, stroke }: PixelRuling, dpi: number): Ruling {
  const scale = 72 / dpi;
  const middle = Float32Array.from(stroke.centre).sort()[stroke.centre.length >> 1] + 0.5;
  const low = (middle - stroke.thickness / 2) * scale;
  const high = (middle + stroke.thickness / 2) * scale;
  const start = stroke.x0 * scale;
  const end = stroke.x1 * scale;
  return orientation === 'horizontal'
    ? { orientation, x0: start, y0: low, x1: end, y1: high }
    : { orientation, x0: low, y0: start, x1: high, y1: end };
}

/**
 * Paints rulings white, in place, in the grey picture and in its bitmap. Where a letter crosses or touches a ruling the
 * letter is left whole.
 */
export function paintOut(picture: Picture, ink: Bitmap, rulings: readonly PixelRuling[]): void {
  const across = transpose(ink);
  const erase: number[] = [];
  for (const { orientation, stroke } of rulings) {
    const horizontal = orientation === 'horizontal';
    const source = horizontal ? ink : across;
    for (let i = 0; i < stroke.centre.length; i++) {
      const [top, bottom] = inkAround(source, stroke.x0 + i, Math.round(stroke.centre[i]));
      if (bottom === top || bottom - top > stroke.thickness + 3) continue;
      // One pixel more on either side takes the grey halo with it.
      for (let level = top - 1; level <= bottom; level++) {
        if (level < 0 || level >= source.height) continue;
        erase.push(horizontal ? level * picture.width + stroke.x0 + i : (stroke.x0 + i) * picture.width + level);
      }
    }
  }
  for (const place of erase) {
    picture.data[place] = 255;
    ink.data[place] = 0;
  }
  for (const { orientation, stroke } of rulings) sweep(picture, ink, stroke, orientation === 'horizontal');
}
