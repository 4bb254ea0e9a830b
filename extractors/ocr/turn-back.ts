/** From the straightened page back to the page as displayed. */
import type { Block, Box, Document, Ruling, TextLine } from '../document.ts';

/**
 * Moves every box on pages that were straightened for reading to where it stands on the page as displayed, in place.
 * Lines and tables are found on the straightened page, where rows are level; but a source is looked up on the page itself.
 * @param angles skew by page number in degrees, as `readScanPage` gives it
 */
export function turnBack(document: Document, angles: ReadonlyMap<number, number>): void {
  const turns = new Map<number, Turn>();
  for (const { number, width, height } of document.pages) {
    const angle = angles.get(number) ?? 0;
    if (angle !== 0) turns.set(number, new Turn(angle, width / 2, height / 2));
  }
  if (turns.size === 0) return;
  for (const page of document.pages) {
    const turn = turns.get(page.number);
    if (turn) page.rulings = page.rulings.map((ruling) => turnRuling(ruling, turn));
  }
  const seen = new Set<TextLine>();
  for (const block of document.blocks) turnBlock(block, turns, seen);
}

/** A turn about the middle of a page, clockwise in degrees. */
class Turn {
  readonly #cos: number;
  readonly #sin: number;
  readonly #cx: number;
  readonly #cy: number;

  constructor(degrees: number, cx: number, cy: number) {
    this.#cos = Math.cos((degrees * Math.PI) / 180);
    this.#sin = Math.sin((degrees * Math.PI) / 180);
    this.#cx = cx;
    this.#cy = cy;
  }

  x(x: number, y: number): number {
    return this.#cx + this.#cos * (x - this.#cx) - this.#sin * (y - this.#cy);
  }

  y(x: number, y: number): number {
    return this.#cy + this.#sin * (x - this.#cx) + this.#cos * (y - this.#cy);
  }

  /** The upright box around a box that was turned. */
  box([x0, y0, x1, y1]: Box): Box {
    const xs = [this.x(x0, y0), this.x(x1, y0), this.x(x0, y1), this.x(x1, y1)];
    const ys = [this.y(x0, y0), this.y(x1, y0), this.y(x0, y1), this.y(x1, y1)];
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
  line.edges = line.edges?.map((edge) => (upright ? turn.x(edge, (y0 + y1) / 2) : turn.y((x0 + x1) / 2, edge)));
  line.box = turn.box(line.box);
}

/** A ruling keeps its length and thickness: the upright box around a long slanted one would be a band. */
function turnRuling({ orientation, x0, y0, x1, y1 }: Ruling, turn: Turn): Ruling {
  const [mx, my] = [(x0 + x1) / 2, (y0 + y1) / 2];
  const dx = turn.x(mx, my) - mx;
  const dy = turn.y(mx, my) - my;
  return { orientation, x0: x0 + dx, y0: y0 + dy, x1: x1 + dx, y1: y1 + dy };
}
