/** From the straightened page back to the page as displayed. */
import type { Block, Box, Document, Ruling, TextLine } from '../document.ts';
import { apply, type Homography, type Point, turning } from '../image/homography.ts';

/** What was done to a page before it was read. */
export interface Laid {
  /** The skew that was taken out, in degrees, positive for lines that fell to the right. */
  angle: number;
  /** A photographed page that was laid flat after that: from its places (points) to those of the page as displayed. */
  bent?: Homography;
}

/**
 * Moves every box on pages that were straightened or laid flat for reading to where it stands on the page as displayed, in place.
 * Lines and tables are found on the straightened page, where rows are level; but a source is looked up on the page itself.
 * @param laid what was done to each page, by its number, as `readScanPage` gives it
 */
export function turnBack(document: Document, laid: ReadonlyMap<number, Laid>): void {
  const turns = new Map<number, Turn>();
  for (const { number, width, height } of document.pages) {
    const { angle, bent } = laid.get(number) ?? { angle: 0 };
    if (angle !== 0 || bent) turns.set(number, new Turn(angle, { x: width / 2, y: height / 2 }, bent));
  }
  if (turns.size === 0) return;
  for (const page of document.pages) {
    const turn = turns.get(page.number);
    if (turn) page.rulings = page.rulings.map((ruling) => turnRuling(ruling, turn));
  }
  const seen = new Set<TextLine>();
  for (const block of document.blocks) turnBlock(block, turns, seen);
}

/** A turn about the middle of a page, clockwise in degrees, and the slant of a photograph. */
class Turn {
  readonly #turned: Homography;
  readonly #bent: Homography | undefined;

  constructor(degrees: number, middle: Point, bent: Homography | undefined) {
    this.#turned = turning(degrees, middle);
    this.#bent = bent;
  }

  at(x: number, y: number): Point {
    const turned = apply(this.#turned, { x, y });
    return this.#bent ? apply(this.#bent, turned) : turned;
  }

  /** The upright box around a box that was turned. */
  box([x0, y0, x1, y1]: Box): Box {
    const corners = [this.at(x0, y0), this.at(x1, y0), this.at(x0, y1), this.at(x1, y1)];
    const xs = corners.map(({ x }) => x);
    const ys = corners.map(({ y }) => y);
    return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
  }
}

function turnBlock(block: Block, turns: ReadonlyMap<number, Turn>, seen: Set<TextLine>): void {
  if (block.kind === 'paragraph') {
    for (const line of block.lines) turnLine(line, turns, seen);
    return;
  }
  for (const part of block.parts) {
    const turn = turns.get(part.page);
    if (turn && part.box) part.box = turn.box(part.box);
  }
  for (const cell of block.cells) {
    const turn = turns.get(cell.page);
    if (turn && cell.box) cell.box = turn.box(cell.box);
    for (const line of cell.lines) turnLine(line, turns, seen);
  }
}

function turnLine(line: TextLine, turns: ReadonlyMap<number, Turn>, seen: Set<TextLine>): void {
  const turn = turns.get(line.page);
  if (!turn || !line.box || seen.has(line)) return;
  seen.add(line);
  const [x0, y0, x1, y1] = line.box;
  const upright = line.angle === 0 || line.angle === 180;
  line.edges = line.edges?.map((edge) => (upright ? turn.at(edge, (y0 + y1) / 2).x : turn.at((x0 + x1) / 2, edge).y));
  line.box = turn.box(line.box);
}

/** A ruling keeps its length and thickness: the upright box around a long slanted one would be a band. */
function turnRuling({ orientation, x0, y0, x1, y1 }: Ruling, turn: Turn): Ruling {
  const [mx, my] = [(x0 + x1) / 2, (y0 + y1) / 2];
  const turned = turn.at(mx, my);
  const [dx, dy] = [turned.x - mx, turned.y - my];
  return { orientation, x0: x0 + dx, y0: y0 + dy, x1: x1 + dx, y1: y1 + dy };
}
