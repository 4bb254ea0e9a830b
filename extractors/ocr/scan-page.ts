/** Reading one scanned page: cleaned and straightened, piece by piece, the right way up. */
import type { Glyph, Ruling } from '../document.ts';
import { ReadError } from '../errors.ts';
import { inTurn, scaling } from '../image/homography.ts';
import type { Picture } from '../image/picture.ts';
import { asDisplayed, type Turn, upright } from '../image/quarter-turn.ts';
import { toRuling } from '../image/rulings.ts';
import { reduce } from '../image/scale.ts';
import { flattened } from '../image/sheet.ts';
import { LIMITS } from '../limits.ts';
import type { OcrEngine, ReadLine } from './engine.ts';
import { toGlyphs } from './glyphs.ts';
import { inOrder } from './in-order.ts';
import { isDoubtful, isUpright, sampleOf, sureness } from './orientation.ts';
import { cleaned, type Prepared, prepare } from './prepare.ts';
import { readPiece } from './read-line.ts';
import type { Laid } from './turn-back.ts';

/** Share of a page that is ink at most: a full page of text has a tenth. More is a photograph or noise. */
const MOST_INK = 0.25;

/** What was found on a scanned page. Coordinates in points of the page as displayed, but for its skew and slant. */
export interface ScanPage extends Laid {
  /** Their angle says how the print is turned. */
  glyphs: Glyph[];
  rulings: Ruling[];
}

/**
 * Reads a page.
 * @param scan its picture, at 200 to 300 dpi
 * @throws ReadError `limit` when the picture shows no page of text or takes too long; others when the engine cannot work
 */
export async function readScanPage(scan: Picture, engine: OcrEngine, limits = LIMITS): Promise<ScanPage> {
  const spent = timer(engine);
  const goOn = (read: number, pieces: number) => {
    if (spent() > limits.ocrPageSeconds) throw tooSlow(limits.ocrPageSeconds, read, pieces);
  };
  const flat = flattened(scan);
  const sheet = inBestSize(cleaned(flat?.picture ?? scan));
  const attempt = await rightWayUp(sheet, engine, goOn);
  const lines = await readRest(attempt, engine, goOn);
  const page = onPage(attempt, lines, sheet);
  if (!flat) return page;
  const scale = scan.dpi / 72;
  return { ...page, bent: inTurn(scaling(scale), flat.back, scaling(1 / scale)) };
}

/**
 * Seconds since now: by the clock, and where the engine works in this process no more than it computed. On a machine that
 * is busy with other things a page takes longer, but is no worse for it.
 */
function timer(engine: OcrEngine): () => number {
  const [start, before] = [performance.now(), process.cpuUsage()];
  return () => {
    const { user, system } = process.cpuUsage(before);
    const clock = (performance.now() - start) / 1000;
    return engine.inProcess ? Math.min(clock, (user + system) / 1e6) : clock;
  };
}

/** Resolution (share of the usual one) up to which nothing is gained by fewer pixels. */
const HARDLY_MORE = 1.1;
/** Resolution at which print of usual size is read best, in dots per inch, and the height of a line above which it is large. */
const USUAL_DPI = 200;
const LARGE_PRINT = 12.5 / 72;

/** A finely scanned page in large print is read better in fewer pixels: the engine knows letters of 20 to 45 pixels best. */
function inBestSize(sheet: Picture): Picture {
  if (sheet.dpi <= HARDLY_MORE * USUAL_DPI) return sheet;
  const { page, pieces } = prepare({ ...sheet, data: sheet.data.slice() });
  const heights = pieces.filter(({ shows }) => shows === 'line').map(({ box }) => box.y1 - box.y0);
  const usual = heights.sort((a, b) => a - b)[heights.length >> 1] ?? 0;
  return usual > LARGE_PRINT * page.picture.dpi ? reduce(sheet, USUAL_DPI / sheet.dpi) : sheet;
}

/** A page turned one way, with the pieces that were read as a sample. */
interface Attempt extends Prepared {
  turn: Turn;
  read: Map<number, ReadLine[]>;
}

/**
 * Reads a few pieces of the page as it lies. Where these make sense, as nearly always, that is its way up; where they do
 * not, the other three are tried, and the page is turned only if one of them reads well and much better.
 */
async function rightWayUp(sheet: Picture, engine: OcrEngine, goOn: GoOn): Promise<Attempt> {
  const asItLies = await attemptAt(sheet, 0, engine, goOn);
  if (!isDoubtful(sureness(asItLies.read), asItLies.page.ink, asItLies.pieces)) return asItLies;
  let best = asItLies;
  for (const turn of [90, 270, 180] as const) {
    const other = await attemptAt(sheet, turn, engine, goOn);
    if (isUpright(sureness(other.read), sureness(best.read))) best = other;
  }
  return best;
}

type GoOn = (read: number, pieces: number) => void;

async function attemptAt(sheet: Picture, turn: Turn, engine: OcrEngine, goOn: GoOn): Promise<Attempt> {
  const prepared = prepare(upright(sheet, turn));
  if (prepared.dark > MOST_INK) {
    const text = `${Math.round(100 * prepared.dark)} % of the picture is dark: a photograph or noise, no page of text`;
    throw new ReadError('limit', text);
  }
  const attempt: Attempt = { ...prepared, turn, read: new Map() };
  await readPieces(attempt, sampleOf(prepared.pieces), engine, goOn);
  return attempt;
}

async function readRest(attempt: Attempt, engine: OcrEngine, goOn: GoOn): Promise<ReadLine[]> {
  const rest = [...attempt.pieces.keys()].filter((index) => !attempt.read.has(index));
  await readPieces(attempt, rest, engine, goOn);
  return attempt.pieces.flatMap((_, index) => attempt.read.get(index) ?? []);
}

async function readPieces(attempt: Attempt, indexes: readonly number[], engine: OcrEngine, goOn: GoOn): Promise<void> {
  const { page, pieces, read } = attempt;
  await inOrder(indexes, 3 * engine.parallel, async (index) => {
    goOn(read.size, pieces.length);
    const { box, shows, on = page } = pieces[index];
    read.set(index, await readPiece(on, box, shows, engine));
  });
}

function tooSlow(seconds: number, read: number, pieces: number): ReadError {
  const text = `past the limit ocrPageSeconds (${seconds}): ${read} of ${pieces} pieces were read by then; the picture may be noise`;
  return new ReadError('limit', text);
}

/** Glyphs and rulings at their places on the page as displayed. */
function onPage({ page, rulings, angle, turn }: Attempt, lines: readonly ReadLine[], sheet: Picture): ScanPage {
  const { dpi } = page.picture;
  const [width, height] = [(sheet.width * 72) / dpi, (sheet.height * 72) / dpi];
  const glyphs = toGlyphs(lines, dpi);
  const found = rulings.map((ruling) => toRuling(ruling, dpi));
  if (turn === 0) return { glyphs, rulings: found, angle };
  return {
    glyphs: glyphs.map((glyph) => {
      const box = asDisplayed(glyph, turn, width, height);
      const baseline = turn === 90 ? width - glyph.baseline : turn === 180 ? height - glyph.baseline : glyph.baseline;
      return { ...glyph, ...box, baseline, angle: turn };
    }),
    rulings: found.map((ruling) => {
      const across = ruling.orientation === 'horizontal' ? 'vertical' : 'horizontal';
      const orientation = turn === 180 ? ruling.orientation : across;
      return { ...ruling, ...asDisplayed(ruling, turn, width, height), orientation };
    }),
    angle,
  };
}
