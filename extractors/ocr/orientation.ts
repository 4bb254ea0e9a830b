/** Whether a page lies the right way up: by its points and commas, and by how surely a few pieces of it are read. */
import type { Bitmap, PixelBox } from '../image/picture.ts';
import type { ReadLine } from './engine.ts';
import type { Piece } from './pieces.ts';
import { inkIn, trim } from './text-lines.ts';

/** Pieces that are read to find out: the widest lines, which hold words. */
const SAMPLE = 8;
/** Width of a piece in heights from which it holds words. Lines of a page that lies on its side are higher than wide. */
const WORDS = 2;
/** Characters from which the sureness of a sample says something. A page with fewer is never turned. */
const ENOUGH = 16;
/** Sureness above which a page that shows nothing else is taken as it lies. */
const SURE = 0.95;
/** The engine is fairly sure of garbage, too: another way up must have half the doubt, and not much of it. */
const HALF_THE_DOUBT = 0.5;
const LEAST_SURE = 0.8;
/** Or the page as it lies gives hardly any lines that are wider than high. */
const HARDLY_ANY = 0.25;

/** Which pieces to read first, as indexes. */
export function sampleOf(pieces: readonly Piece[]): number[] {
  return [...pieces.keys()]
    .filter((index) => isWords(pieces[index]))
    .sort((a, b) => widthOf(pieces[b]) - widthOf(pieces[a]) || a - b)
    .slice(0, SAMPLE);
}

const widthOf = ({ box }: Piece) => box.x1 - box.x0;
const isWords = (piece: Piece) => piece.shows === 'line' && widthOf(piece) >= WORDS * (piece.box.y1 - piece.box.y0);

/** How surely pieces were read: mean confidence of their characters, and how many there are. */
export interface Sureness {
  mean: number;
  count: number;
}

/** Lines from which the worst of them is left out: one number that is hard to read says nothing of how the page lies. */
const MANY_LINES = 4;

export function sureness(read: ReadonlyMap<number, readonly ReadLine[]>): Sureness {
  const lines = [...read.values()].flat().map(({ symbols }) => ({
    sum: symbols.reduce((total, { confidence }) => total + confidence, 0),
    count: symbols.length,
  }));
  lines.sort((a, b) => a.sum / a.count - b.sum / b.count);
  const told = lines.length < MANY_LINES ? lines : lines.slice(1);
  const sum = told.reduce((total, line) => total + line.sum, 0);
  const over = told.reduce((total, line) => total + line.count, 0);
  return { mean: over > 0 ? sum / over : 0, count: lines.reduce((total, line) => total + line.count, 0) };
}

/** Whether it is worth trying the other ways up. */
export function isDoubtful({ mean, count }: Sureness, ink: Bitmap, pieces: readonly Piece[]): boolean {
  // Pages with little on them are too little to turn.
  if (count < ENOUGH && pieces.length < ENOUGH) return false;
  return count < ENOUGH || mean < SURE || pointsHangHigh(ink, pieces);
}

/** Whether the page lies upright the way it was read now, when it was read otherwise before. */
export function isUpright(now: Sureness, before: Sureness): boolean {
  if (now.count < ENOUGH || now.mean < LEAST_SURE) return false;
  if (before.count < Math.max(ENOUGH, HARDLY_ANY * now.count)) return true;
  return 1 - now.mean <= HALF_THE_DOUBT * (1 - before.mean);
}

/** Points, commas and their like have at most this share of the height of their line, and stand in its lower part. */
const SMALL = 0.35;
const LOWER = 0.6;
/** So many of them, and so many times as many above as below, mean that the page is upside down. */
const LEAST_POINTS = 5;
const MORE_ABOVE = 1.5;
/** Pieces that are looked at. */
const LOOKED_AT = 60;

/** In every script that is set on a line, points and commas stand on it. On a page upside down they hang from it. */
export function pointsHangHigh(ink: Bitmap, pieces: readonly Piece[]): boolean {
  let [above, below] = [0, 0];
  for (const { box } of pieces.filter(isWords).slice(0, LOOKED_AT)) {
    const height = box.y1 - box.y0;
    for (const mark of smallMarks(ink, box, SMALL * height)) {
      const middle = ((mark.y0 + mark.y1) / 2 - box.y0) / height;
      if (middle > LOWER) below++;
      if (middle < 1 - LOWER) above++;
    }
  }
  return above + below >= LEAST_POINTS && above >= MORE_ABOVE * below;
}

/** Ink between two columns of paper that is small both ways. */
function smallMarks(ink: Bitmap, box: PixelBox, most: number): PixelBox[] {
  const marks: PixelBox[] = [];
  let from = -1;
  for (let x = box.x0; x <= box.x1; x++) {
    const inked = x < box.x1 && inkIn(ink, x, box.y0, x + 1, box.y1) > 0;
    if (inked && from < 0) from = x;
    if (inked || from < 0) continue;
    const mark = trim(ink, { ...box, x0: from, x1: x });
    if (mark.x1 - mark.x0 <= most && mark.y1 - mark.y0 <= most) marks.push(mark);
    from = -1;
  }
  return marks;
}
