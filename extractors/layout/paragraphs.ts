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
/** The same within a sentence, where little else speaks against its going on. */
const LOOSE_SLACK = 1.3;
/** Lines of a paragraph are at most so many usual distances apart; with no doubt otherwise, twice as many. */
const MOST_LEADING = 1.5;
const MOST_LEADING_SURE = 3.2;
/** A line of this share of the measure is nearly full; lines of a paragraph follow each other this closely. */
const NEARLY_FULL = 0.75;
const CLOSE_LEADING = 1.15;
/** Both margins of a centred line are at least this wide, in times its size (half of it if it is larger than text), and differ by at most so much. */
const CENTRED_MARGIN = 1;
const CENTRED_OFF = 1.2;
/** The usual first-line indent, in times the size: text that begins there is centred only by chance. */
const INDENT = 2;
const AT_INDENT = 0.4;
/** A heading that was broken covers this share of the measure; its rest leaves so much free on both sides. */
const BROKEN_HEADING = 0.75;
const REST_OF_HEADING = 0.3;
/** A right-aligned line leaves free this share of the measure. */
const RIGHT_ALIGNED_FREE = 0.35;

/** Dots in a row, with or without spaces between them, and a number at the end; very many dots need no number. */
const LEADER = /(?:(?:[.·…‥．・⋯]\s?){3,}\p{P}?\s*\d{1,4}\s*\p{P}?|(?:[.·…‥．・⋯]\s?){10,})$/u;
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
    if (current && before && continues(before, here, current)) {
      current.align = isRestOfHeading(before, here) ? 'center' : 'left';
      current.lines.push(here.line);
    } else paragraphs.push({ kind: 'paragraph', role: 'body', lines: [here.line], align: alignOf(here) });
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
  if (isRestOfHeading(before, here)) return true;
  const [left] = b.box as Box;
  const outdented = isOutdented(paragraph, here);
  if (Math.abs(left - here.measure.left) > AT_MARGIN * b.size && !outdented) return false;
  // Where paragraphs are not indented, a full line that ends a sentence may well be the last of its paragraph.
  const indented = outdented || (paragraph.lines[0].box as Box)[0] - before.measure.left > AT_MARGIN * a.size;
  const ended = SENTENCE_END.test(a.text);
  const broken = isFull(before, b, ended ? SLACK : LOOSE_SLACK) || (indented && !ended && isNearlyFull(before, here));
  if (!broken) return false;
  if (ORDINAL.test(b.text) && (ended || !indented || !isFull(before, b, SLACK))) return false;
  return a.page !== b.page || follows(before, here, ended ? MOST_LEADING : MOST_LEADING_SURE);
}

/**
 * Whether a line begins left of the measure, an indent before the paragraph's first line: where nearly all paragraphs
 * have one line, their indents are the outermost edge that lines share.
 */
function isOutdented({ lines }: Paragraph, { line, measure }: SetLine): boolean {
  const left = (line.box as Box)[0];
  const indent = (lines[0].box as Box)[0] - left;
  return left < measure.left && Math.abs(indent - INDENT * line.size) <= AT_INDENT * line.size;
}

/** Whether a line stands below the one before at no more than so many usual distances. */
function follows(before: SetLine, here: SetLine, most: number): boolean {
  const distance = (here.line.box as Box)[1] - (before.line.box as Box)[1];
  const usual = Math.max(before.measure.leading, 1.2 * here.line.size);
  return distance > 0 && distance <= most * usual;
}

/** Whether a line had to be broken: the first word of the next one would not have fitted into it. */
function isFull({ line, measure }: SetLine, next: TextLine, slack: number): boolean {
  const word = WORD.exec(next.text)?.[0].length ?? 1;
  const edges = next.edges ?? [];
  const width = edges.length >= 2 * word ? edges[2 * word - 1] - edges[0] : next.size;
  return (line.box as Box)[2] + width > measure.right - slack * line.size;
}

/** Whether a line that ends within a sentence is long, and the next looks the same and stands close below. */
function isNearlyFull(before: SetLine, here: SetLine): boolean {
  const [a, b] = [before.line, here.line];
  if (a.page !== b.page || a.bold !== b.bold || !follows(before, here, CLOSE_LEADING)) return false;
  const { left, right } = before.measure;
  return (a.box as Box)[2] - left >= NEARLY_FULL * (right - left);
}

/** A heading broken over two lines: the first is wide, the second short and in the middle; both larger or bolder than text. */
function isRestOfHeading(before: SetLine, here: SetLine): boolean {
  const [a, b] = [before.line, here.line];
  const width = here.measure.right - here.measure.left;
  const [x0, , x1] = a.box as Box;
  const [left, right] = marginsOf(here);
  return (
    a.page === b.page &&
    a.bold === b.bold &&
    (a.bold || a.size > 1.15 * here.measure.size) &&
    x1 - x0 >= BROKEN_HEADING * width &&
    Math.min(left, right) >= REST_OF_HEADING * width &&
    Math.abs(left - right) <= 2 * CENTRED_OFF * b.size &&
    follows(before, here, MOST_LEADING)
  );
}

/** Where a line stands between its margins. */
function alignOf(set: SetLine): Paragraph['align'] {
  const { line, measure } = set;
  if (line.angle !== 0) return 'left';
  const [left, right] = marginsOf(set);
  const width = measure.right - measure.left;
  const indented = Math.abs(left - INDENT * line.size) < AT_INDENT * line.size && line.size <= 1.15 * measure.size;
  const least = (line.size > 1.15 * measure.size ? 0.5 : 1) * CENTRED_MARGIN * line.size;
  if (Math.min(left, right) >= least && Math.abs(left - right) <= 2 * CENTRED_OFF * line.size && !indented)
    return 'center';
  return right <= line.size && left >= RIGHT_ALIGNED_FREE * width ? 'right' : 'left';
}

/** What a line leaves free of the measure on its left and right; a line broader than the measure, none. */
function marginsOf({ line, measure }: SetLine): [left: number, right: number] {
  const [x0, , x1] = line.box as Box;
  return [Math.max(0, x0 - measure.left), Math.max(0, measure.right - x1)];
}
