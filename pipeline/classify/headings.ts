/** Whether a paragraph is a heading, or begins with one. */
import type { Paragraph } from '../../extractors/document.ts';
import type { ReportType } from '../../schemas/datasets.ts';
import type { LineWords } from '../../schemas/sections.ts';
import { compact, type Ordinal, paragraphText, readOrdinal } from './plain.ts';
import type { SectionMatch, SectionPatterns } from './section-patterns.ts';

export interface Heading {
  ordinal: Ordinal | null;
  /** The heading as printed, with its ordinal, without text that follows on the same line. */
  title: string;
  /** The known section that it opens, if any. */
  match: SectionMatch | null;
  /** The paragraph holds nothing but the heading. */
  whole: boolean;
}

/** What is known where a paragraph stands. */
export interface HeadingContext {
  lines: LineWords;
  patterns: SectionPatterns;
  /** Names of the reporting body, the longest first. */
  names: readonly string[];
  /** Id of the section before. */
  previous: string;
  reportType: ReportType | '';
  /** The text around lists definitions or duties: numbered lines are their items. */
  factFree: boolean;
  /** Numbers of the section where it stands and of those around it. */
  above: readonly Ordinal[];
}

const LONGEST = 80;
const SENTENCE_INSIDE = /[。；;!！?？].*\S/s;
const LONGEST_TOPIC = 25;

/** Reads a paragraph as a heading; null when it is running text. */
export function readHeading(paragraph: Paragraph, context: HeadingContext): Heading | null {
  const text = paragraphText(paragraph).trim();
  if (text === '' || context.lines.reference.test(text)) return null;
  const ordinal = readOrdinal(text);
  const start = ordinal?.end ?? 0;
  const rest = text.slice(start);
  const isPart = ordinal?.kind === 'part' || ordinal?.kind === 'attachment';
  const stands = isPart || (ordinal === null && standsOut(paragraph, text));
  const find = (words: string) => context.patterns.match(words, context.names, { part: stands, ...context });

  if (isPart && compact(rest) === '')
    return {
      ordinal,
      title: text,
      match: find(compact(ordinal.text).replace(/[\d一二三四五六七八九十-]+$/, '')),
      whole: true,
    };
  if (rest.length <= LONGEST && !SENTENCE_INSIDE.test(rest)) {
    const match = find(rest);
    if (match && isHeadingHere(match, ordinal, stands, rest, context))
      return { ordinal, title: text, match, whole: true };
    if (match === null && isUnknownHeading(ordinal, rest, isPart, context))
      return { ordinal, title: text, match, whole: true };
  }
  if (context.factFree && !goesOn(ordinal, context)) return null;
  return readRunIn(text, start, ordinal, find, context.lines);
}

/** The number is the next one of a section above: behind （二）机构职能 with items 1. to 9., （三） ends the duties. */
function goesOn(ordinal: Ordinal | null, { above }: HeadingContext): boolean {
  const same = above.find(({ kind }) => kind === ordinal?.kind);
  return same !== undefined && ordinal?.value === same.value + 1;
}

/** `（一）自评得分：100 分。`: a known heading with its text on the same line. */
function readRunIn(
  text: string,
  start: number,
  ordinal: Ordinal | null,
  find: (words: string) => SectionMatch | null,
  { definition }: LineWords,
): Heading | null {
  for (const stop of ['：', ':', '。']) {
    const end = text.indexOf(stop, start);
    if (end <= start || end - start > 60 || end === text.length - 1) continue;
    if (definition.test(text.slice(end + 1))) continue;
    const match = find(text.slice(start, end));
    if (!match || (ordinal === null && (match.wild || match.literal < 4 || stop === '。'))) continue;
    return { ordinal, title: text.slice(0, end), match, whole: false };
  }
  return null;
}

/** A phrase that fits may still be a list item: in duties and glossaries only what stands out ends them. */
function isHeadingHere(
  match: SectionMatch,
  ordinal: Ordinal | null,
  stands: boolean,
  rest: string,
  context: HeadingContext,
): boolean {
  const isItem = ordinal !== null && /^(?:arabic|arabic-brackets|circled)$/.test(ordinal.kind);
  if (context.factFree && isItem && (match.wild || !goesOn(ordinal, context))) return false;
  if (match.wild && context.lines.amount.test(rest)) return false;
  if (ordinal !== null || stands) return true;
  // Unnumbered: the phrase is the whole line, or announces what follows.
  return !match.wild || /[：:]$/.test(rest) || match.section.opens !== undefined || match.section.line;
}

/** A short numbered line that names a topic and states no number. */
function isUnknownHeading(ordinal: Ordinal | null, rest: string, isPart: boolean, context: HeadingContext): boolean {
  if (ordinal === null) return false;
  const title = compact(rest).replace(/[：:]$/, '');
  if (title.length < 2 || title.length > 40) return false;
  if (isPart) return !/[。；，]/.test(title);
  const bare = title.replace(/[(（][^()（）]*[)）]$/, '');
  // Duties and definitions end where the numbers around them go on and a topic is named.
  if (
    context.factFree &&
    !(goesOn(ordinal, context) && title.length <= LONGEST_TOPIC && context.lines.topic.test(bare))
  )
    return false;
  if (/[，,；;：:]|\d(?!\d{3}年)/.test(title.replace(/20\d{2}年?/g, ''))) return false;
  return !/[。.]$/.test(title) || context.lines.named_topic.test(title);
}

/** Set apart by the layout: in the middle of the line, bold, or marked as a heading by the file. */
function standsOut(paragraph: Paragraph, text: string): boolean {
  if (text.length > LONGEST || /[。；]$/.test(text)) return false;
  return (
    paragraph.align === 'center' || paragraph.outlineLevel !== undefined || paragraph.lines.every((line) => line.bold)
  );
}
