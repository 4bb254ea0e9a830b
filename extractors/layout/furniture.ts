/** Running heads, running feet and page numbers: found by repetition over the pages, never by a single look. */
import type { Box, ParagraphRole, TextLine } from '../document.ts';

/** What is needed of a page. */
export interface PageLines {
  number: number;
  width: number;
  height: number;
  /** Lines outside tables, from top to bottom. */
  lines: readonly TextLine[];
  /** Top and bottom of everything else on the page (tables), in points. */
  others: readonly { y0: number; y1: number }[];
}

/** Furniture stands within this share of the height at head and foot, and is among so many outermost lines. */
const MARGIN = 0.11;
const OUTERMOST = 3;
/** Text that repeats on this share of the pages, and at least so many, is furniture. */
const SHARE_OF_PAGES = 0.5;
const LEAST_PAGES = 3;
/** Heights that differ by less, in points, are alike. */
const SAME_HEIGHT = 4;
/** Page numbers run with the pages on at least so many. */
const LEAST_NUMBERED = 3;
/** A bare number at the foot is a page number by itself if it is this far, in times its size, below everything else. */
const APART = 1.2;

export interface Furniture {
  role: Exclude<ParagraphRole, 'body' | 'footnote'>;
  zone: 'header' | 'footer';
}

/** A title is at most so many times its size above its table; entity and unit lines stand between. */
const ABOVE_TABLE = 6;

interface Candidate {
  line: TextLine;
  page: PageLines;
  zone: 'header' | 'footer';
  /** Distance from the top or from the bottom of the page. */
  at: number;
  /** Text without spaces, each number as `#`. */
  pattern: string;
  numbers: number[];
}

/**
 * @param pages all pages of a document
 * @returns what every line is that is furniture; in the order of pages, then from top to bottom
 */
export function furniture(pages: readonly PageLines[]): Map<TextLine, Furniture> {
  const found = new Map<TextLine, Furniture>();
  const candidates = pages.flatMap(candidatesOf);
  // First by their text: a long document has thousands of candidates, few of which say the same.
  const same = Map.groupBy(candidates, textOf);
  for (const candidate of candidates) {
    const alike = same.get(textOf(candidate))!.filter(({ at }) => Math.abs(candidate.at - at) < SAME_HEIGHT);
    const { line, zone, numbers } = candidate;
    if (numbers.length > 0 && runsWithPages(candidate, alike)) found.set(line, { role: 'page-number', zone });
    else if (isTitleOfTable(candidate, alike)) continue;
    else if (pagesOf(alike) >= Math.max(LEAST_PAGES, SHARE_OF_PAGES * pages.length))
      found.set(line, { role: zone, zone });
    else if (isLoneNumber(candidate)) found.set(line, { role: 'page-number', zone });
  }
  return found;
}

function candidatesOf(page: PageLines): Candidate[] {
  const upright = page.lines.filter((line) => line.angle === 0);
  const depth = MARGIN * page.height;
  const found: Candidate[] = [];
  upright.forEach((line, i) => {
    const [, y0, , y1] = line.box as Box;
    const pattern = line.text.replace(/\s+/g, '').replace(/\d+/g, '#');
    const numbers = (line.text.match(/\d+/g) ?? []).map(Number);
    if (y1 <= depth && i < OUTERMOST) found.push({ line, page, zone: 'header', at: y0, pattern, numbers });
    else if (y0 >= page.height - depth && i >= upright.length - OUTERMOST) {
      found.push({ line, page, zone: 'footer', at: page.height - y1, pattern, numbers });
    }
  });
  return found;
}

const textOf = ({ zone, pattern }: Candidate): string => `${zone} ${pattern}`;

const pagesOf = (candidates: readonly Candidate[]) => new Set(candidates.map(({ page }) => page.number)).size;

/** Whether one of the numbers grows with the pages: its difference to the page's own number is the same on several. */
function runsWithPages(candidate: Candidate, alike: readonly Candidate[]): boolean {
  return candidate.numbers.some((number, i) => {
    const offset = number - candidate.page.number;
    return pagesOf(alike.filter((other) => other.numbers[i] - other.page.number === offset)) >= LEAST_NUMBERED;
  });
}

/** A head that stands closely above a table where it first appears: a title that is printed again on later pages. */
function isTitleOfTable({ line, page, zone }: Candidate, alike: readonly Candidate[]): boolean {
  if (zone === 'footer' || alike.some((other) => other.page.number < page.number)) return false;
  const [, , , bottom] = line.box as Box;
  return page.others.some(({ y0 }) => y0 >= bottom && y0 - bottom < ABOVE_TABLE * line.size);
}

/** A number with nothing but signs around it, at the very foot and apart from everything else. */
function isLoneNumber({ line, page, zone, pattern }: Candidate): boolean {
  if (zone !== 'footer' || !/^[^\p{L}\d#]*#[^\p{L}\d#]*$/u.test(pattern) || !/^\D*\d{1,4}\D*$/u.test(line.text))
    return false;
  const [, top] = line.box as Box;
  const apart = APART * line.size;
  const texts = page.lines.filter((other) => other !== line).map((other) => (other.box as Box)[3]);
  return [...texts, ...page.others.map(({ y1 }) => y1)].every((bottom) => bottom + apart <= top);
}
