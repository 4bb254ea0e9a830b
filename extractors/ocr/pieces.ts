/** What is read of a page for itself, each piece a line of a cell or of the text outside of cells. */
import { type Bitmap, type Picture, type PixelBox, whiten } from '../image/picture.ts';
import { withoutPenStrokes } from '../image/strokes-over-print.ts';
import type { ReadyPage } from './read-line.ts';
import { findTextLines, usualHeight } from './text-lines.ts';

/** A piece this many usual lines high is read as a block: lines of it could not be parted. */
const SEVERAL_LINES = 2.5;

/** A piece of a page, in pixels. */
export interface Piece {
  box: PixelBox;
  shows: 'line' | 'block';
  /** Where it is to be read, if not on the page itself: the page without its cells. */
  on?: ReadyPage;
}

/** The pieces of the cells, and then of what is left outside of them. */
export function piecesOf(page: ReadyPage, cells: readonly PixelBox[]): Piece[] {
  const { picture, large } = page;
  const inside = cells.map((cell) => inset(cell));
  const whole = { x0: 0, y0: 0, x1: page.ink.width, y1: page.ink.height };
  // A ring around two lines would make one of them.
  const least = Math.min(usualHeight(page.ink, inside, picture.dpi), usualHeight(page.ink, [whole], picture.dpi));
  const ink = withoutPenStrokes(page.ink, large, least, picture.dpi);
  const outside = outsideOf(ink, picture.dpi, cells);
  const cellHeight = usualHeight(ink, inside, picture.dpi);
  const proseHeight = usualHeight(outside, [whole], picture.dpi);
  const piece = (box: PixelBox, usual: number): Piece => ({
    box,
    shows: box.y1 - box.y0 > SEVERAL_LINES * usual ? 'block' : 'line',
  });
  const ofCells = inside.flatMap((cell) =>
    findTextLines(ink, cell, cellHeight, picture.dpi).map((box) => piece(box, cellHeight)),
  );
  const others = findTextLines(outside, whole, proseHeight, picture.dpi).map((box) => piece(box, proseHeight));
  // What is left of slanted rulings may lie around a whole table: its cells must not be read with it a second time.
  const around = others.filter(({ box }) => ofCells.some((cell) => overlap(box, cell.box)));
  if (around.length > 0) {
    const bare = { ...picture, data: picture.data.slice() };
    for (const cell of cells) whiten(bare, cell);
    for (const each of around) each.on = { picture: bare, ink: outside, large };
  }
  return [...ofCells, ...others];
}

const overlap = (a: PixelBox, b: PixelBox) => a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1;

/** One pixel off each wall: what is left of the rulings. */
function inset({ x0, y0, x1, y1 }: PixelBox): PixelBox {
  return { x0: Math.ceil(x0) + 1, y0: Math.ceil(y0) + 1, x1: Math.floor(x1) - 1, y1: Math.floor(y1) - 1 };
}

/** The ink that lies in no cell. */
function outsideOf(ink: Bitmap, dpi: number, cells: readonly PixelBox[]): Bitmap {
  const rest: Picture = { ...ink, data: ink.data.map((bit) => (bit === 1 ? 0 : 255)), dpi };
  for (const { x0, y0, x1, y1 } of cells) whiten(rest, { x0: x0 - 2, y0: y0 - 2, x1: x1 + 3, y1: y1 + 3 });
  return { width: ink.width, height: ink.height, data: rest.data.map((grey) => (grey === 0 ? 1 : 0)) };
}
