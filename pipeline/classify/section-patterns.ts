/** Which canonical section a heading opens. */
import type { ReportType } from '../../schemas/datasets.ts';
import type { LineWords, Section } from '../../schemas/sections.ts';
import { endingsOf } from './endings.ts';
import { headingKey } from './plain.ts';
import { spellingsOf } from './spellings.ts';

interface Pattern {
  section: Section;
  /** Its place among all of them: of equals the first counts. */
  index: number;
  regex: RegExp;
  /** What the expression says between what may stand before and behind any heading. */
  body: string;
  /** Characters that the phrase itself says: the more, the surer. */
  literal: number;
  wild: boolean;
  partsOnly: boolean;
  after?: readonly string[];
}

export interface SectionMatch {
  section: Section;
  /** How many characters of the heading the phrase names. */
  literal: number;
  /** Part of the heading was taken for any text. */
  wild: boolean;
}

/** What is known where a heading stands. */
export interface HeadingPlace {
  /** Title of a part: 第三部分, 附件1, or unnumbered in the middle of the page. */
  part: boolean;
  /** Id of the section before. */
  previous: string;
  reportType: ReportType | '';
}

export interface SectionPatterns {
  /**
   * @param heading text without its ordinal
   * @param names names of the reporting body, the longest first
   */
  match(heading: string, names: readonly string[], place: HeadingPlace): SectionMatch | null;
}

/** An expression with what may stand before and behind any heading. */
const whole = (body: string, { before, behind }: LineWords): RegExp =>
  new RegExp(`^(?:${before.join('|')})?(?:${body})(?:${behind.join('|')})?$`, 'u');

/** Compiles the headings of a pack. The phrases' notation is told in `schemas/sections.ts`. */
export function compileSections(sections: readonly Section[], lines: LineWords): SectionPatterns {
  const patterns = sections.flatMap((section) => [
    ...section.headings.map((phrase) => compile(section, phrase, false, lines)),
    ...section.parts.map((phrase) => compile(section, phrase, true, lines)),
    ...(section.after?.headings ?? []).map((phrase) => ({
      ...compile(section, phrase, false, lines),
      after: section.after?.sections,
    })),
  ]);
  for (const [i, pattern] of patterns.entries()) pattern.index = i;
  const spelled = new Map<string, Pattern[]>();
  const others: Pattern[] = [];
  for (const pattern of patterns) {
    const spellings = spellingsOf(pattern.body);
    if (!spellings) others.push(pattern);
    for (const text of new Set(spellings)) spelled.set(text, [...(spelled.get(text) ?? []), pattern]);
  }
  const isAny = anyOf(
    others.map(({ body }) => body),
    lines,
  );
  return {
    match(heading, names, place) {
      const key = headingKey(heading, names);
      if (key === '') return null;
      const fitting = stemsOf(key, lines).flatMap((stem) => spelled.get(stem) ?? []);
      if (isAny(key)) fitting.push(...others.filter(({ regex }) => regex.test(key)));
      let best: Pattern | null = null;
      for (const pattern of fitting.sort((a, b) => a.index - b.index)) {
        if (pattern.partsOnly && !place.part) continue;
        if (!belongs(pattern.section, place.reportType)) continue;
        if (pattern.after && !pattern.after.includes(place.previous)) continue;
        if (!best || rank(pattern, place) > rank(best, place)) best = pattern;
      }
      return best && { section: best.section, literal: best.literal, wild: best.wild };
    },
  };
}

/** A heading without what may stand before and behind any, in every way in which that can be taken off. */
function stemsOf(key: string, { before, behind }: LineWords): string[] {
  const ends = [key, ...behind.flatMap((words) => (key.endsWith(words) ? [key.slice(0, -words.length)] : []))];
  const begins = before.filter((words) => key.startsWith(words));
  const bare = begins.flatMap((words) =>
    ends.flatMap((end) => (end.length < words.length ? [] : end.slice(words.length))),
  );
  return [...ends, ...bare];
}

/**
 * Whether a text is a heading at all: most lines are none, and need not be held against every phrase. One expression for
 * all phrases, and only for texts whose last character ends one of them.
 */
function anyOf(bodies: readonly string[], lines: LineWords): (key: string) => boolean {
  const endings = bodies.map((body) => endingsOf(`${body}(?:${lines.behind.join('|')})?`));
  const expression = (open: boolean) => {
    const some = bodies.filter((_, i) => endings[i].open === open);
    return some.length === 0 ? undefined : whole(some.join('|'), lines);
  };
  const [closed, open] = [expression(false), expression(true)];
  const last = new Set(endings.flatMap(({ characters }) => [...characters]));
  return (key) => (last.has(key[key.length - 1]) && closed?.test(key)) || open?.test(key) || false;
}

/**
 * Whether a section occurs in this kind of report. What opens a report may stand anywhere; final accounts take
 * whole evaluations in.
 */
function belongs({ report_types: types, opens }: Section, type: ReportType | ''): boolean {
  if (types.length === 0 || opens !== undefined || type === '' || types.includes(type)) return true;
  return type === 'final' && types.some((other) => other.startsWith('perf'));
}

/** The longest phrase first; among equals the one for this kind of report, the one without a wildcard. */
function rank(pattern: Pattern, place: HeadingPlace): number {
  const types: readonly string[] = pattern.section.report_types;
  const fits = types.length === 0 ? 1 : types.includes(place.reportType) ? 2 : 0;
  return pattern.literal * 10 + (pattern.after ? 5 : 0) + fits * 1.5 + (pattern.wild ? 0 : 0.5);
}

function compile(section: Section, phrase: string, partsOnly: boolean, lines: LineWords): Pattern {
  // Behind a wildcard the last words are all that tells a heading from any line.
  const stem = phrase.includes('*') ? phrase : phrase.replace(lines.stem, '');
  const body = (stem.length >= 2 ? stem : phrase)
    .replace(/\[/g, '(?:')
    .replace(/\]/g, ')?')
    .replace(/\((?!\?)/g, '(?:')
    .replace(/\*/g, '.{0,60}');
  return {
    section,
    index: 0,
    regex: whole(body, lines),
    body,
    literal: phrase.replace(/\[[^\]]*\]|[*()|]/g, '').length,
    wild: phrase.includes('*'),
    partsOnly,
  };
}
