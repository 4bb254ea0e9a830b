/** Pages whose text is set sideways (wide tables on upright paper): turned for the layout, and turned back after it. */
import type { PageContent } from '../content.ts';
import type { Block, Box, Glyph, TextLine } from '../document.ts';

/** A page is sideways if this share of its characters is turned one way, and there are at least so many. */
const SIDEWAYS_SHARE = 0.8;
const LEAST_GLYPHS = 20;

/** How a page was turned: the angle that its text had, and its size as displayed. */
interface Turn {
  angle: Glyph['angle'];
  width: number;
  height: number;
}

/** Pages with their text upright, and what was done to them by page number. */
export interface Upright {
  pages: PageContent[];
  turns: Map<number, Turn>;
}

/** Turns sideways pages so that most of their text is upright. Other pages come back as they are. */
export function upright(pages: readonly PageContent[]): Upright {
  const turns = new Map<number, Turn>();
  const turned = pages.map((page) => {
    const angle = usualAngle(page.glyphs);
    if (angle === 0) return page;
    const turn = { angle, width: page.width, height: page.height };
    turns.set(page.number, turn);
    return turnedPage(page, turn);
  });
  return { pages: turned, turns };
}

function usualAngle(glyphs: readonly Glyph[]): Glyph['angle'] {
  if (glyphs.length < LEAST_GLYPHS) return 0;
  const counts = { 0: 0, 90: 0, 180: 0, 270: 0 };
  for (const { angle } of glyphs) counts[angle]++;
  return ([90, 270, 180] as const).find((angle) => counts[angle] >= SIDEWAYS_SHARE * glyphs.length) ?? 0;
}

function turnedPage(page: PageContent, turn: Turn): PageContent {
  const place = <T extends { x0: number; y0: number; x1: number; y1: number }>(thing: T): T => {
    const [x0, y0, x1, y1] = turnBox([thing.x0, thing.y0, thing.x1, thing.y1], turn);
    return { ...thing, x0, y0, x1, y1 };
  };
  const quarter = turn.angle !== 180;
  return {
    ...page,
    width: quarter ? page.height : page.width,
    height: quarter ? page.width : page.height,
    glyphs: page.glyphs.map((glyph) => {
      const angle = ((glyph.angle - turn.angle + 360) % 360) as Glyph['angle'];
      const level = glyph.angle === 0 || glyph.angle === 180;
      return { ...place(glyph), angle, baseline: level ? turnY(glyph.baseline, turn) : turnX(glyph.baseline, turn) };
    }),
    rulings: page.rulings.map((ruling) => {
      const other = ruling.orientation === 'horizontal' ? 'vertical' : 'horizontal';
      return { ...place(ruling), orientation: quarter ? other : ruling.orientation };
    }),
    fills: page.fills.map(place),
    images: page.images.map((image) => ({ ...image, box: turnBox(image.box, turn) })),
  };
}

/** Where a place across (x) or down (y) the displayed page lies on the turned page, on whichever axis. */
const turnX = (x: number, { angle, width }: Turn) => (angle === 270 ? x : width - x);
const turnY = (y: number, { angle, height }: Turn) => (angle === 90 ? y : height - y);

function turnBox([x0, y0, x1, y1]: Box, turn: Turn): Box {
  const [xs, ys] = [ordered(turnX(x0, turn), turnX(x1, turn)), ordered(turnY(y0, turn), turnY(y1, turn))];
  return turn.angle === 180 ? [xs[0], ys[0], xs[1], ys[1]] : [ys[0], xs[0], ys[1], xs[1]];
}

/** The inverse of `turnBox`. The maps of the single axes are their own inverses. */
function unturnBox([x0, y0, x1, y1]: Box, turn: Turn): Box {
  const [across, down] =
    turn.angle === 180
      ? [
          [x0, x1],
          [y0, y1],
        ]
      : [
          [y0, y1],
          [x0, x1],
        ];
  const [left, right] = ordered(turnX(across[0], turn), turnX(across[1], turn));
  const [top, bottom] = ordered(turnY(down[0], turn), turnY(down[1], turn));
  return [left, top, right, bottom];
}

const ordered = (a: number, b: number): [number, number] => (a < b ? [a, b] : [b, a]);

/** Moves all boxes of turned pages to where they stand on the page as displayed, in place. */
export function turnBlocksBack(blocks: readonly Block[], turns: ReadonlyMap<number, Turn>): void {
  if (turns.size === 0) return;
  const lines = new Set<TextLine>();
  for (const block of blocks) {
    if (block.kind === 'paragraph') for (const line of block.lines) lines.add(line);
    else {
      for (const thing of [...block.parts, ...block.cells]) {
        const turn = turns.get(thing.page);
        if (turn && thing.box) thing.box = unturnBox(thing.box, turn);
      }
      for (const line of block.cells.flatMap((cell) => cell.lines)) lines.add(line);
    }
  }
  for (const line of lines) turnLineBack(line, turns.get(line.page));
}

function turnLineBack(line: TextLine, turn: Turn | undefined): void {
  if (!turn || !line.box) return;
  line.angle = ((line.angle + turn.angle) % 360) as TextLine['angle'];
  const along = line.angle === 0 || line.angle === 180 ? turnX : turnY;
  const edges: number[] = [];
  for (let i = 0; i < (line.edges?.length ?? 0); i += 2) {
    const [from, to] = [line.edges?.[i] ?? 0, line.edges?.[i + 1] ?? 0];
    edges.push(...ordered(along(from, turn), along(to, turn)));
  }
  line.edges = edges;
  line.box = unturnBox(line.box, turn);
}
