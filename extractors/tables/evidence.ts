/** How sure it is that rows of text are a table, and not prose, a list or a table of contents. */
import { alignedShare } from './aligned.ts';
import type { Column, Placed } from './alignment.ts';
import type { Judgement } from './candidates.ts';
import { isNumeric, isPlaceholder } from './segments.ts';
import { unwrappedShare } from './wrapping.ts';
import type { PlacedRow } from './wraps.ts';

/** Longest usual text of a table cell, in characters; longer ones are prose. */
const CELL_TEXT = 40;
/** Dots that lead to a figure are no text. */
const LEADERS = /[.…·]{2,}/g;
/** So many lines of running text begin with a capital or below a short line. */
const ANYWAY = 0.3;
/** Least share of filled positions. */
const LEAST_FILLED = 0.4;
/** Least share of the texts that stand in line; the labels of charts stand where their values are. */
const LEAST_ALIGNED = 0.65;
/** What ragged texts in columns count for; prose is hardly ever set in more than three. */
const TWO_COLUMNS = 0.2;
const THREE_COLUMNS = 0.35;
const MANY_COLUMNS = 0.5;

/**
 * Weighs the evidence for a table.
 * @param rows of the table
 * @param lines of text with their columns, of which the rows are made
 * @param rules number of rules drawn across the rows
 * @returns confidence 0 (none) to 0.9
 */
export function judgeRows(
  rows: readonly PlacedRow[],
  lines: readonly PlacedRow[],
  columns: readonly Column[],
  rules: number,
): Judgement {
  const body = rows.filter((row) => !row.header);
  const apart = body.filter((row) => row.cells.length > 1);
  const later = apart.flatMap((row) => row.cells.filter((cell) => cell.from > 0));
  const numbers = later.filter(({ segment }) => isNumeric(segment.text) || isPlaceholder(segment.text)).length;
  const figures: Record<string, number> = { rows: rows.length, columns: columns.length, rules, apart: apart.length };
  const none = (because: string): Judgement => ({ confidence: 0, because, figures });
  if (apart.length < (rules >= 2 ? 1 : 2) || apart.length * 2 < body.length)
    return none('few rows with texts in several columns');
  figures.numeric = numbers / later.length;
  figures.filled = (later.length + apart.length) / (apart.length * columns.length);
  if (rules === 0 && isContents(apart, columns.length)) return none('a table of contents');
  if (rules === 0 && isList(apart, columns.length)) return none('a list');
  if (isForm(later)) return none('the fields of a form');
  if (isAxis(apart, rules)) return none('the axes of a chart');
  if (figures.filled < LEAST_FILLED) return none('most positions are empty');
  figures.aligned = alignedShare(
    apart.flatMap((row) => row.cells),
    columns.length,
  );
  if (figures.aligned < LEAST_ALIGNED) return none('texts that keep to no line of their columns');
  const texts = lines.flatMap((line) => (line.header || line.cells.length < 2 ? [] : line.cells));
  const lengths = texts.map(({ segment }) => segment.text.replace(LEADERS, '').length).sort((a, b) => a - b);
  const prose = lengths[lengths.length >> 1] > CELL_TEXT;
  const ruled = rules >= 3 ? 0.35 : rules === 2 ? 0.2 : 0;
  figures.crossing = apart.filter((row) => row.cells.some((cell) => cell.to > cell.from)).length / apart.length;
  const size = Math.min(0.15, 0.02 * apart.length) + Math.min(0.15, 0.05 * (columns.length - 1));
  const weight = columns.length > 3 ? MANY_COLUMNS : columns.length > 2 ? THREE_COLUMNS : TWO_COLUMNS;
  figures.ragged = columns.length > 2 && apart.length > 3 ? raggedShare(apart, columns) : 0;
  const inside = lines.filter((line) => !line.header);
  figures.unwrapped =
    figures.numeric < 1 && apart.length > 3
      ? unwrappedShare(
          inside.map(({ row }) => row),
          columns,
        )
      : 0;
  const words =
    weight * (1 - figures.numeric) * Math.max(figures.ragged, Math.min(1, (figures.unwrapped - ANYWAY) / (1 - ANYWAY)));
  const headed = hasBoldHeading(rows) ? BOLD_HEADING : 0;
  const sum = ruled + 0.5 * figures.numeric + words + headed + size - 0.6 * figures.crossing - (prose ? 0.5 : 0);
  const read = shareRead(apart);
  if (read < 1) figures.read = read;
  const confidence = Math.max(0, Math.min(0.9, Math.round(sum * Math.min(1, read / MOSTLY_READ) * 100) / 100));
  return { confidence, because: prose ? 'texts as long as lines of prose' : 'texts that keep to columns', figures };
}

/** What headings in bold above texts that are not count for. */
const BOLD_HEADING = 0.15;

/** Whether of the rows with texts in several columns the first alone is in bold. */
function hasBoldHeading(rows: readonly PlacedRow[]): boolean {
  const [first, ...rest] = rows.filter(({ cells }) => cells.length > 1);
  const isBold = ({ cells }: PlacedRow) => cells.every(({ segment }) => segment.glyphs.every(({ bold }) => bold));
  return first !== undefined && isBold(first) && rest.filter(isBold).length * 4 <= rest.length;
}

/** Characters of a picture that are read below this are hardly ever print that can be read: see `label_uncertain`. */
const DOUBTFUL = 0.95;
/** Where fewer texts than this share are read without doubt, what was read as texts is more likely a map or a drawing. */
const MOSTLY_READ = 2 / 3;

/** Share of the texts without a doubtful character; 1 where all are as sure: of text layers. */
function shareRead(rows: readonly PlacedRow[]): number {
  const texts = rows.flatMap((row) => row.cells.map(({ segment }) => segment));
  const first = texts[0]?.glyphs[0].confidence;
  if (texts.every(({ glyphs }) => glyphs.every(({ confidence }) => confidence === first))) return 1;
  const sure = texts.filter(({ glyphs }) => glyphs.every(({ confidence }) => confidence >= DOUBTFUL));
  return sure.length / texts.length;
}

/**
 * Share of the texts after the first column that leave much of their column free. Lines of prose fill their column, all
 * but the last of each paragraph.
 */
function raggedShare(rows: readonly PlacedRow[], columns: readonly Column[]): number {
  const texts = rows.flatMap((row) => row.cells.filter((cell) => cell.from > 0 && cell.from === cell.to));
  const words = texts.filter(({ segment }) => !isNumeric(segment.text));
  const short = words.filter(({ segment, from }) => {
    const column = columns[from];
    return segment.x1 - segment.x0 < SHORT * (column.x1 - column.x0);
  });
  return words.length === 0 ? 0 : short.length / words.length;
}

const SHORT = 0.75;

/** Names that end in a colon, beside each other: what is to be filled in. */
const isForm = (later: readonly Placed[]): boolean =>
  later.filter(({ segment }) => /[:：]$/u.test(segment.text)).length * 2 > later.length;

/** So many rows of a list of contents stand between two that begin counting anew, of which there are few. */
const PER_LIST = 8;

/** Titles with rising page numbers at the end. */
function isContents(rows: readonly PlacedRow[], cols: number): boolean {
  const last = rows.map((row) => row.cells[row.cells.length - 1]).filter((cell) => cell.to === cols - 1);
  const pages = last.map(({ segment }) => segment.text);
  if (!pages.every((text) => /^\d{1,4}$/.test(text))) return false;
  const falls = pages.filter((text, i) => i > 0 && Number(text) < Number(pages[i - 1])).length;
  return falls * PER_LIST <= pages.length && cols <= 3 && pages.length >= rows.length - 1;
}

/** Items behind bullets or numbers: a narrow first column with nothing else in it. */
function isList(rows: readonly PlacedRow[], cols: number): boolean {
  if (cols > 2) return false;
  const first = rows.map((row) => row.cells[0]);
  const marks = first.filter(({ segment }) =>
    /^([^\p{L}\p{N}]{1,2}|[([（]?[\p{L}\p{N}]{1,4}[.)\]）、:：]+)$/u.test(segment.text),
  );
  return marks.length * 2 > rows.length;
}

/**
 * The figures of the axes of charts side by side: every column counts in equal steps. Between rules they count down, as
 * axes do from top to bottom.
 */
function isAxis(rows: readonly PlacedRow[], rules: number): boolean {
  const columns = new Map<number, number[]>();
  for (const { segment, from } of rows.flatMap((row) => row.cells)) {
    if (!isNumeric(segment.text)) continue;
    const values = columns.get(from) ?? [];
    values.push(Number.parseFloat(segment.text.replaceAll(',', '')));
    columns.set(from, values);
  }
  const counted = [...columns.values()].filter((values) => values.length >= LEAST_STEPS);
  if (rules < 2 && counted.some(endsAtZero)) return true;
  return counted.length > 1 && columns.has(0) && counted.every((values) => inEqualSteps(values, rules > 1));
}

const LEAST_STEPS = 4;

/** One axis beside other text: from its top down to zero in equal steps, which are more than one. */
function endsAtZero(values: readonly number[]): boolean {
  const zero = values.indexOf(0);
  if (zero < LEAST_STEPS - 1) return false;
  const step = values[zero - 1];
  return step > 1 && values.slice(0, zero + 1).every((value, i) => i === 0 || values[i - 1] - value === step);
}

/** Most steps are equal: charts below each other begin anew. */
function inEqualSteps(values: readonly number[], downwards: boolean): boolean {
  const steps = values.slice(1).map((value, i) => value - values[i]);
  const step = steps.toSorted((a, b) => a - b)[steps.length >> 1];
  const equal = steps.filter((other) => Math.abs(other - step) < 1e-6 * Math.abs(step) + 1e-9);
  return (downwards ? step < 0 : step !== 0) && equal.length >= EQUAL_STEPS * steps.length;
}

const EQUAL_STEPS = 0.8;
