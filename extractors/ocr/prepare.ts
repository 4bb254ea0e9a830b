/** From the picture of a page to one that can be read: straight, and without its rulings. */
import { binarise } from '../image/binarise.ts';
import { clearBorders } from '../image/borders.ts';
import { removeFolds } from '../image/folds.ts';
import { lightenGreyMarks } from '../image/grey-marks.ts';
import { fillHoles } from '../image/holes.ts';
import { evenLight, measureLight } from '../image/light.ts';
import type { Picture } from '../image/picture.ts';
import { findRulings, type PixelRuling, paintOut } from '../image/rulings.ts';
import { skewAngle, straighten } from '../image/skew.ts';
import { removeDust, removeSpecks } from '../image/specks.ts';
import { lightenStamps } from '../image/stamps.ts';
import { largePieces } from '../image/strokes-over-print.ts';
import { findCells } from './cells.ts';
import { type Piece, piecesOf } from './pieces.ts';
import type { ReadyPage } from './read-line.ts';

/** Skew (degrees) below which turning the page would blur more than it helps. */
const STRAIGHT_ENOUGH = 0.1;

/** A page ready to be read, in pixels of the straightened picture. */
export interface Prepared {
  page: ReadyPage;
  rulings: PixelRuling[];
  pieces: Piece[];
  /** The skew that was taken out, in degrees, positive for lines that fell to the right. */
  angle: number;
  /** Share of the picture that is ink. */
  dark: number;
}

/** The picture in even light, without what lies around the sheet and stamps over print. The given one stays as it is. */
export function cleaned(scan: Picture): Picture {
  const sheet = { ...scan, data: scan.data.slice() };
  clearBorders(sheet);
  const lit = evenLight(sheet, measureLight(sheet));
  removeFolds(lit);
  fillHoles(lit);
  lightenStamps(lit);
  lightenGreyMarks(lit);
  return lit;
}

/**
 * Straightens a page, finds its rulings and paints them out, and finds the pieces to be read.
 * @param scan a cleaned picture whose print is upright; dust is taken off it in place
 */
export function prepare(scan: Picture): Prepared {
  const skewed = binarise(scan);
  removeDust(scan, skewed);
  const dark = skewed.data.reduce((sum, bit) => sum + bit, 0) / skewed.data.length;
  const found = skewAngle(skewed);
  const angle = Math.abs(found) < STRAIGHT_ENOUGH ? 0 : found;
  const picture = angle === 0 ? { ...scan, data: scan.data.slice() } : straighten(scan, angle);
  const ink = angle === 0 ? skewed : binarise(picture);
  const rulings = findRulings(ink, picture.dpi);
  paintOut(picture, ink, rulings);
  removeSpecks(picture, ink);
  const page = { picture, ink, large: largePieces(ink, picture.dpi) };
  return { page, rulings, pieces: piecesOf(page, findCells(rulings, picture.dpi)), angle, dark };
}
