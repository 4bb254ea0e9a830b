/** The hOCR that tesseract writes: XHTML with a place and a confidence for every character. */
import { SaxesParser } from 'saxes';
import type { ReadLine } from './engine.ts';

const LINES = new Set(['ocr_line', 'ocr_caption', 'ocr_header', 'ocr_textfloat']);
const CHARACTER = 'ocrx_cinfo';

/**
 * @param hocr written with `hocr_char_boxes`
 * @returns the lines of each picture, in the order of the pictures; a picture without text has none
 * @throws Error when it is no XML
 */
export function parseHocr(hocr: string): ReadLine[][] {
  const pages: ReadLine[][] = [];
  let line: ReadLine | undefined;
  let text: string | undefined;
  let title = '';
  const parser = new SaxesParser();
  parser.on('opentag', ({ attributes }) => {
    const kind = attributes.class ?? '';
    if (kind === 'ocr_page') pages.push([]);
    if (LINES.has(kind)) {
      line = { symbols: [], box: boxIn(attributes.title, 'bbox') };
      pages.at(-1)?.push(line);
    }
    if (kind === CHARACTER) {
      text = '';
      title = attributes.title;
    }
  });
  parser.on('text', (part) => {
    if (text !== undefined) text += part;
  });
  parser.on('closetag', () => {
    // A character holds no other element, so this is its own end.
    if (text?.trim())
      line?.symbols.push({ text, confidence: numbersIn(title, 'x_conf')[0] / 100, box: boxIn(title, 'x_bboxes') });
    text = undefined;
  });
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(hocr).close();
  return pages.map((lines) => lines.filter(({ symbols }) => symbols.length > 0));
}

function numbersIn(title: string, name: string): number[] {
  const part = title.split(';').find((one) => one.trim().startsWith(`${name} `));
  return (part?.trim().split(' ').slice(1) ?? []).map(Number);
}

function boxIn(title: string, name: string) {
  const [x0, y0, x1, y1] = numbersIn(title, name);
  return { x0, y0, x1, y1 };
}
