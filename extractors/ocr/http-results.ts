/** The answer of an OCR server, checked, as lines of characters. */
import { z } from 'zod';
import { ReadError } from '../errors.ts';
import type { Picture, PixelBox } from '../image/picture.ts';
import type { ReadLine, ReadOptions, ReadSymbol } from './engine.ts';

/** `polygon` and whatever else a server adds is left aside: pieces of a page are upright. */
const answers = z.object({
  results: z.array(
    z.object({
      text: z.string(),
      bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]),
      confidence: z.number().min(0).max(1),
    }),
  ),
});

/** Pixels by which a box may reach over the edge of the picture, as rounding and margins of detectors leave it. */
const OVERHANG = 4;
const FULL_WIDTH = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u;

/**
 * @param answer what the server sent
 * @param server its address, for messages
 * @throws ReadError `corrupt` when the answer is not what the specification asks for
 */
export function parseResults(
  answer: string,
  picture: Picture,
  shows: ReadOptions['shows'],
  server: string,
): ReadLine[] {
  const refuse = (what: string) =>
    new ReadError('corrupt', `The OCR server ${server} gave ${what}; see LiteParse's OCR API specification.`);
  let json: unknown;
  try {
    json = JSON.parse(answer);
  } catch {
    throw refuse(`no JSON (${JSON.stringify(answer.slice(0, 60))})`);
  }
  const checked = answers.safeParse(json);
  if (!checked.success) {
    const [{ path, message }] = checked.error.issues;
    throw refuse(`an answer that cannot be used (${path.join('.') || 'answer'}: ${message})`);
  }
  const lines: ReadLine[] = [];
  for (const { text, bbox, confidence } of checked.data.results) {
    const box = inPicture(bbox, picture);
    if (!box) throw refuse(`the box [${bbox.join(', ')}] in a picture of ${picture.width} x ${picture.height} pixels`);
    const symbols = spread([...text.replace(/\s/g, '')], box, confidence);
    if (symbols.length > 0) lines.push({ symbols, box });
  }
  return shows === 'line' ? asOneLine(lines) : lines;
}

function inPicture([x0, y0, x1, y1]: readonly number[], { width, height }: Picture): PixelBox | undefined {
  const fits = x0 >= -OVERHANG && y0 >= -OVERHANG && x1 <= width + OVERHANG && y1 <= height + OVERHANG;
  if (!fits || x1 <= x0 || y1 <= y0) return undefined;
  return { x0: Math.max(0, x0), y0: Math.max(0, y0), x1: Math.min(width, x1), y1: Math.min(height, y1) };
}

/** Characters side by side over a box, those of full width twice as wide: the server says only where the text is. */
function spread(characters: readonly string[], { x0, y0, x1, y1 }: PixelBox, confidence: number): ReadSymbol[] {
  const widths = characters.map((character) => (FULL_WIDTH.test(character) ? 2 : 1));
  const unit = (x1 - x0) / widths.reduce((sum, width) => sum + width, 0);
  let at = x0;
  return characters.map((text, i) => {
    const box = { x0: at, y0, x1: at + widths[i] * unit, y1 };
    at = box.x1;
    return { text, confidence, box };
  });
}

/** Servers part a line at wide gaps. */
function asOneLine(parts: readonly ReadLine[]): ReadLine[] {
  if (parts.length <= 1) return [...parts];
  const sorted = [...parts].sort((a, b) => a.box.x0 - b.box.x0);
  const box = {
    x0: sorted[0].box.x0,
    y0: Math.min(...sorted.map((part) => part.box.y0)),
    x1: Math.max(...sorted.map((part) => part.box.x1)),
    y1: Math.max(...sorted.map((part) => part.box.y1)),
  };
  return [{ symbols: sorted.flatMap(({ symbols }) => symbols), box }];
}
