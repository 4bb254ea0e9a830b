/** A second pass over scanned numbers: each is cut out of its page at another resolution and read for itself. */
import type { Picture } from '../image/picture.ts';
import type { OcrEngine } from '../ocr/engine.ts';
import { openPdf } from '../pdf/open.ts';
import { renderPage } from '../pdf/render.ts';
import type { Place, Reading, SecondReading } from './place.ts';

/** Finer than the first reading, so that the picture that is read is another one. */
const DPI = 300;
/** White left around the number, in points. */
const MARGIN = 2;

/**
 * Reads the number inside each box.
 * @param bytes a PDF
 * @param places with page (from 1) and box (points, origin top left of the displayed page)
 * @throws ReadError when the file cannot be opened or the engine dies
 */
export async function readScanAgain(
  bytes: Uint8Array,
  places: readonly Place[],
  engine: OcrEngine,
  password?: string,
): Promise<SecondReading> {
  const pdf = await openPdf(bytes, password);
  const readings: Reading[] = new Array(places.length);
  try {
    const byPage = Map.groupBy(places.keys(), (i) => places[i].page);
    for (const [page, own] of byPage) {
      if (page === null || page > pdf.pageCount) {
        for (const i of own) readings[i] = { lines: [] };
        continue;
      }
      const { width, height, dpi, data } = renderPage(pdf, page, DPI, 'grey');
      for (const i of own) readings[i] = await readBox({ width, height, dpi, data }, places[i], engine);
    }
  } finally {
    pdf.close();
  }
  return { reader: engine.name, readings };
}

async function readBox(page: Picture, { box }: Place, engine: OcrEngine): Promise<Reading> {
  if (!box) return { lines: [] };
  const lines = await engine.read(cutOut(page, box), { shows: 'line', numbers: true });
  return { lines: lines.map(({ symbols }) => symbols.map(({ text }) => text).join('')) };
}

function cutOut({ width, height, dpi, data }: Picture, [x0, y0, x1, y1]: NonNullable<Place['box']>): Picture {
  const pixel = (points: number, most: number) => Math.min(most, Math.max(0, Math.round((points * dpi) / 72)));
  const [left, right] = [pixel(x0 - MARGIN, width - 1), pixel(x1 + MARGIN, width)];
  const [top, bottom] = [pixel(y0 - MARGIN, height - 1), pixel(y1 + MARGIN, height)];
  const cut = { width: Math.max(1, right - left), height: Math.max(1, bottom - top), dpi };
  const pixels = new Uint8Array(cut.width * cut.height);
  for (let y = 0; y < cut.height; y++) {
    const from = (top + y) * width + left;
    pixels.set(data.subarray(from, from + cut.width), y * cut.width);
  }
  return { ...cut, data: pixels };
}
