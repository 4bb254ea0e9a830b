/** What is printed between the end of one page's tables and the head of the next, page furniture aside. */
import type { PageContent } from '../content.ts';
import type { Glyph } from '../document.ts';
import { textRows } from './segments.ts';

/** Share of the page height in which furniture stands, at the head (titles of tables stand lower) and at the foot. */
const HEAD = 0.085;
const FOOT = 0.13;
/** Furniture stands at the same height on this share of the pages, and on at least this many. */
const SHARE_OF_PAGES = 0.4;
const LEAST_PAGES = 3;
/** Heights on two pages are the same when they fall into bins of this many points. */
const SAME_HEIGHT = 6;

/** The band of a page that holds its own text, in points from the top. */
export interface TextArea {
  /** Bottom of the furniture at the head, top of the furniture at the foot. */
  head: number;
  foot: number;
}

/**
 * Finds running heads, running feet and page numbers by repetition.
 * @returns for each page the area between them
 */
export function textAreas(pages: readonly PageContent[]): Map<number, TextArea> {
  const rows = pages.map(marginRows);
  const counts = new Map<string, number>();
  for (const page of rows) {
    for (const key of new Set(page.flatMap((row) => row.keys))) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const least = Math.max(LEAST_PAGES, SHARE_OF_PAGES * pages.length);
  const areas = new Map<number, TextArea>();
  pages.forEach((page, i) => {
    const area = { head: 0, foot: page.height };
    for (const row of rows[i]) {
      if (!isPageNumber(row.text) && !row.keys.some((key) => (counts.get(key) ?? 0) >= least)) continue;
      if (row.y1 < page.height / 2) area.head = Math.max(area.head, row.y1);
      else area.foot = Math.min(area.foot, row.y0);
    }
    areas.set(page.number, area);
  });
  return areas;
}

interface MarginRow {
  y0: number;
  y1: number;
  text: string;
  /** Text with numbers blanked, with the height: two keys, so that heights at the edge of a bin still meet. */
  keys: string[];
}

function marginRows(page: PageContent): MarginRow[] {
  const head = HEAD * page.height;
  const foot = (1 - FOOT) * page.height;
  const glyphs = page.glyphs.filter((g: Glyph) => g.y1 <= head || g.y0 >= foot);
  return textRows(glyphs, Number.POSITIVE_INFINITY).map((row) => {
    const text = row.segments.map((s) => s.text).join('');
    const pattern = text.replace(/\d+/g, '#');
    const bin = Math.round(row.baseline / SAME_HEIGHT);
    return {
      y0: row.y0,
      y1: row.y1,
      text,
      keys: [`${bin} ${pattern}`, `${Math.floor(row.baseline / SAME_HEIGHT)}. ${pattern}`],
    };
  });
}

/** A number with nothing but signs around it. */
const isPageNumber = (text: string) =>
  /^[^\p{L}\d]*\d{1,4}([/\-–][^\p{L}\d]*\d{1,4})?[^\p{L}\d]*$/u.test(text) && text.length <= 11;
