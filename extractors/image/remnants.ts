/** What is left of a ruling after it was painted out: crumbs along its course. */
import type { Bitmap, Picture } from './picture.ts';
import type { Stroke } from './strokes.ts';

/** How far from the ruling's edge a crumb may reach, in pixels. */
const NEAR = 3;
/** Largest crumb in pixels. */
const CRUMB = 60;

/**
 * Removes small pieces of ink that lie wholly beside the course of a ruling, in place. Part of a letter is never one: it
 * hangs together with the rest of the letter, which reaches further.
 */
export function sweep(picture: Picture, ink: Bitmap, stroke: Stroke, horizontal: boolean): void {
  const { width, data } = ink;
  const reach = Math.ceil(stroke.thickness / 2 + NEAR);
  const beside = (place: number) => {
    const [x, y] = [place % width, Math.floor(place / width)];
    const [along, level] = horizontal ? [x, y] : [y, x];
    const index = along - stroke.x0;
    if (index < -NEAR || index >= stroke.centre.length + NEAR) return false;
    const centre = stroke.centre[Math.min(Math.max(index, 0), stroke.centre.length - 1)];
    return Math.abs(level - centre) <= reach;
  };
  for (let i = 0; i < stroke.centre.length; i++) {
    const centre = Math.round(stroke.centre[i]);
    for (let level = centre - reach + 1; level < centre + reach; level++) {
      const place = horizontal ? level * width + stroke.x0 + i : (stroke.x0 + i) * width + level;
      if (data[place] !== 1) continue;
      const crumb = crumbAt(ink, place);
      if (!crumb?.every(beside)) continue;
      for (const each of crumb) {
        data[each] = 0;
        picture.data[each] = 255;
      }
    }
  }
}

/** The connected ink at a place, or nothing when it is larger than a crumb. */
function crumbAt({ width, height, data }: Bitmap, start: number): number[] | undefined {
  const piece = [start];
  const seen = new Set(piece);
  for (let i = 0; i < piece.length; i++) {
    const x = piece[i] % width;
    const y = Math.floor(piece[i] / width);
    for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
      for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
        const next = ny * width + nx;
        if (data[next] !== 1 || seen.has(next)) continue;
        seen.add(next);
        piece.push(next);
        if (piece.length > CRUMB) return undefined;
      }
    }
  }
  return piece;
}
