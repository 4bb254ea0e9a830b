/** Lines of text in formats that have no places on a page. */
import type { TextLine } from '../document.ts';

/** A line as such formats give it: no box, no size, read with certainty. */
export function givenLine(text: string, page: number, bold = false): TextLine {
  return { text, page, size: 0, bold, angle: 0, confidence: 1 };
}
