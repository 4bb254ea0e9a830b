/** Lines to paragraphs: what a soft wrap broke is joined again, also over a page break. Only typography decides. */
import type { Box, Paragraph, TextLine } from '../document.ts';
import type { Measure } from './measure.ts';

/** A line with the margins that it is set between. */
export interface SetLine {
  line: TextLine;
  measure: Measure;
}

/** Sizes of lines of one paragraph differ by at most this share. */
const SAME_SIZE = 0.08;
/** A line begins at the margin if it is nearer to it than this, in times its size. */
const AT_MARGIN = 0.75;
/** A line ends at the margin if less than this is left, in times its size, after the next word. */
const SLACK = 0.5;
/** Lines of a paragraph are at most so many usual distances apart; with no doubt otherwise, twice as many. */
const MOST_LEADING = 1.5;
const MOST_LEADING_SURE = 3.2;
/** Both margins of a centred line are at least this wide, in times its size, and differ by at most so much. */
const CENTRED_MARGIN = 1;
const CENTRED_OFF = 1.2;
/** A centred line of this share of the measure may have been broken. */
const BROKEN_HEADING = 0.8;
/** A right-aligned line leaves free this share of the measure. */
const RIGHT_ALIGNED_FREE = 0.35;

/** Dots in a row, with or without spaces between them, and a number at the end. */
const LEADER = /(?:[.·…‥．・⋯]\s?){3,}\s*\p{P}?\s*\d{1,4}\s*\p{P}?$/u;
/** An ordinal: digits or numerals in brackets, or with a mark behind that is no decimal point. */
const ORDINAL =
  /^(?:[（(][\d一二三四五六七八九十]{1,4}[)）]|[\d一二三四五六七八九十]{1,4}(?:[、)）．]|\.(?!\d))|[①-⑳])/u;
const SENTENCE_END = /[。！？!?；;：:]$/u;
const WORD = /^[\p{Ps}\p{Pi}]*(?:[\p{Script=Latin}\d.,%％‰+\-/]+|.)[\p{Pe}\p{Pf}，。、；：？！％]*/u;

/**
 * @param flow the lines of one stretch of text without tables between them, in reading order; it may go over pages
 * @returns paragraphs of role `body`
 */
export function toParagraphs(flow: readonly SetLine[]): Paragraph[] {
  const paragraphs: Paragraph[] = [];
  let before: SetLine | undefined;
  for (const here of flow) {
    const current = paragraphs.at(-1);
    if (current && before && continues(before, here, current)) current.lines.push(here.line);
    else paragraphs.push({ kind: 'paragraph', role: 'body', lines: [here.line], align: alignOf(here) });
    before = here;
  }
  for (const paragraph of paragraphs) if (isLeader(paragraph.lines.at(-1) as TextLine)) paragraph.leader = true;
  return paragraphs;
}

const isLeader = (line: TextLine) => LEADER.test(line.text);

/** Whether a line goes on with the paragraph that the line before belongs to. */
function continues(before: SetLine, here: SetLine, paragraph: Paragraph): boolean {
  const [a, b] = [before.line, here.line];
  if (a.angle !== 0 || b.angle !== 0 || isLeader(a)) return false;
  if (Math.abs(a.size - b.size) > SAME_SIZE * Math.max(a.size, b.size)) return false;
  if (alignOf(before) === 'center' && paragraph.align === 'center' && isWide(before)) {
    return a.page === b.page && a.bold === b.bold && alignOf(here) === 'center' && follows(before, here, MOST_LEADING);
  }
  if (!isFull(before, b)) return false;
  const [left] = b.box as Box;
  if (Math.abs(left - here.measure.left) > AT_MARGIN * b.size) return false;
  // Where paragraphs are not indented, a full line that ends a sentence may well be the last of its paragraph.
  const indented = (paragraph.lines[0].box as Box)[0] - before.measure.left > AT_MARGIN * a.size;
  const ended = SENTENCE_END.test(a.text);
  if (ORDINAL.test(b.text) && (ended || !indented)) return false;
  return a.page !== b.page || follows(before, here, ended ? MOST_LEADING : MOST_LEADING_SURE);
}

/** Whether a line stands below the one before at no more than so many usual distances. */
function follows(before: SetLine, here: SetLine, most: number): boolean {
  const distance = (here.line.box as Box)[1] - (before.line.box as Box)[1];
  const usual = Math.max(before.measure.leading, 1.2 * here.line.size);
  return distance > 0 && distance <= most * usual;
}

/** Whether a line had to be broken: the first word of the next one would not have fitted into it. */
function isFull({ line, measure }: SetLine, next: TextLine): boolean {
  const word = WORD.exec(next.text)?.[0].length ?? 1;
  const edges = next.edges ?? [];
  const width = word > 0 && edges.length >= 2 * word ? edges[2 * word - 1] - edges[0] : next.size;
  return (line.box as Box)[2] + width > measure.right - SLACK * line.size;
}

function isWide({ line, measure }: SetLine): boolean {
  const [x0, , x1] = line.box as Box;
  return x1 - x0 >= BROKEN_HEADING * (measure.right - measure.left);
}

/** Where a line stands between its margins. */
function alignOf({ line, measure }: SetLine): Paragraph['align'] {
  if (line.angle !== 0) return 'left';
  const [x0, , x1] = line.box as Box;
  const [left, right] = [x0 - measure.left, measure.right - x1];
  const least = CENTRED_MARGIN * line.size;
  if (left >= least && right >= -SLACK * line.size && Math.abs(left - right) <= 2 * CENTRED_OFF * line.size) {
    if (right >= least || isWide({ line, measure })) return 'center';
  }
  if (right <= line.size && left >= RIGHT_ALIGNED_FREE * (measure.right - measure.left)) return 'right';
  return 'left';
}
