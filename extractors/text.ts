/** Joining lines into running text, and finding the place of a stretch of it. */
import type { Box, Cell, Document, JoinedText, Page, ReadMethod, TextLine, TextPlace } from './document.ts';

const ENDS_IN_WORD = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]$/u;
const BEGINS_WITH_WORD = /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]/u;

/**
 * Joins lines to one text. A soft wrap inside Chinese text or inside a number needs nothing between its lines; between
 * two words of an alphabet it stands for a space.
 * @param lines lines in reading order
 * @returns the text with the offset of every line in it
 */
export function joinLines(lines: readonly TextLine[]): JoinedText {
  let text = '';
  const starts: number[] = [];
  for (const line of lines) {
    // The last character alone is looked at, of one or two units: the text before it may be long.
    if (BEGINS_WITH_WORD.test(line.text) && ENDS_IN_WORD.test(text.slice(-2))) text += ' ';
    starts.push(text.length);
    text += line.text;
  }
  return { text, lines, starts };
}

/** The text of a cell, its lines joined. */
export function cellText(cell: Cell): string {
  return cell.lines.length === 1 ? cell.lines[0].text : joinLines(cell.lines).text;
}

/**
 * The line and index of one character of a joined text.
 * @throws RangeError when the offset lies outside the text
 */
export function placeAt(joined: JoinedText, offset: number): TextPlace {
  if (offset < 0 || offset >= joined.text.length)
    throw new RangeError(`offset ${offset} outside 0..${joined.text.length - 1}`);
  let i = joined.starts.length - 1;
  while (joined.starts[i] > offset) i--;
  const line = joined.lines[i];
  return { line, index: Math.min(offset - joined.starts[i], line.text.length - 1) };
}

/**
 * Page and box of the characters `start` (included) to `end` (excluded) of a joined text. A stretch that is broken over
 * lines gives the box of its first part, on that part's page.
 * @returns box in points, or none where the format has no places
 */
export function placeOf(joined: JoinedText, start: number, end: number): { page: number; box?: Box } {
  const from = placeAt(joined, start);
  const to = Math.min(from.index + (end - start), from.line.text.length);
  return { page: from.line.page, box: boxOf(from.line, from.index, to) };
}

/** The box in points of the characters `start` to `end` (excluded) of a line, or none where the line has no places. */
export function boxOf(line: TextLine, start: number, end: number): Box | undefined {
  if (!line.box || !line.edges) return undefined;
  const [x0, y0, x1, y1] = line.box;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = start; i < end; i++) {
    low = Math.min(low, line.edges[2 * i]);
    high = Math.max(high, line.edges[2 * i + 1]);
  }
  if (low > high) return line.box;
  return line.angle === 0 || line.angle === 180 ? [low, y0, high, y1] : [x0, low, x1, high];
}

/** How the text at a place was read: by OCR on a scan, and where a page shows a picture of text. */
export function methodAt(document: Document, page: number, box: Box | undefined): ReadMethod {
  const found = pageAt(document, page);
  const middle = box && [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
  const pictured = found?.ocrAreas?.some(
    ([x0, y0, x1, y1]) => middle && middle[0] >= x0 && middle[0] <= x1 && middle[1] >= y0 && middle[1] <= y1,
  );
  return found?.kind === 'scan' || pictured ? 'ocr' : document.method;
}

/** Mostly each page stands at its number. */
function pageAt({ pages }: Document, number: number): Page | undefined {
  const usual = pages[number - 1];
  return usual?.number === number ? usual : pages.find((page) => page.number === number);
}
