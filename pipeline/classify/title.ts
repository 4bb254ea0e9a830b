/** The title of a document and what it says: kind of report, year, body. */
import type { Paragraph } from '../../extractors/document.ts';
import type { ReportType } from '../../schemas/datasets.ts';
import type { IdentityWords } from '../../schemas/identity.ts';
import { readCaptionLine } from './caption-lines.ts';
import type { EntityReader } from './entity.ts';
import { compact, paragraphText, readOrdinal, YEAR } from './plain.ts';

/** How many paragraphs at the beginning may hold the title. */
const REACH = 12;
const LONGEST_LINE = 70;

/** A year on a line of its own, as forms print it below their title: （2023年度）. */
export const ONLY_YEAR = new RegExp(`^[（(]?${YEAR}[）)]?$`);

export interface Title {
  /** As printed, lines of a title joined. */
  text: string;
  paragraphs: Paragraph[];
  type: ReportType | '';
  year: number | null;
  entity: string;
}

/** The kind of report that a title names: the first whose words all stand in it, in their order. */
export function reportTypeOf(title: string, words: IdentityWords): ReportType | '' {
  const plain = words.not_cues.reduce((text, name) => text.replaceAll(name, ''), compact(title));
  for (const { type, cues, not } of words.report_types) {
    if (not.some((word) => plain.includes(word))) continue;
    if (cues.some((group) => inOrder(plain, group))) return type;
  }
  return '';
}

function inOrder(text: string, words: readonly string[]): boolean {
  let at = 0;
  for (const word of words) {
    const found = text.indexOf(word, at);
    if (found < 0) return false;
    at = found + word.length;
  }
  return true;
}

/** The year of a report in a title: the one directly before the words of the report, else the only one. */
export function yearOf(title: string, words: IdentityWords): number | null {
  // 今年“三公”经费预算较2014年下降: a year of a comparison is not the report's.
  const plain = compact(title).replace(new RegExp(`(?:${words.comparing.join('|')})${YEAR}`, 'g'), '');
  const near = new RegExp(`(${YEAR})(?=[（(]?(?:${words.year_cues.join('|')}))`).exec(plain);
  if (near) return Number.parseInt(near[1], 10);
  const all = new Set([...plain.matchAll(/(20\d{2})年/g)].map((match) => match[1]));
  return all.size === 1 ? Number([...all][0]) : null;
}

/**
 * Finds the title among the first paragraphs: the shortest run of at most three short lines that says most of kind,
 * year and body.
 */
export function findTitle(
  paragraphs: readonly Paragraph[],
  words: IdentityWords,
  entities: EntityReader,
): Title | null {
  const lines: { paragraph: Paragraph; text: string }[] = [];
  for (const paragraph of paragraphs.slice(0, REACH)) {
    const text = paragraphText(paragraph).trim();
    if (compact(text) === '' || isBeside(text, paragraph, words)) continue;
    const ordinal = readOrdinal(text);
    if (text.length > LONGEST_LINE || /[。；]$/.test(text) || (ordinal && /^(?:chinese|arabic)/.test(ordinal.kind)))
      break;
    lines.push({ paragraph, text });
  }
  let best: Title | null = null;
  let bestScore = 0;
  for (let size = 1; size <= 3; size++) {
    for (let start = 0; start + size <= lines.length; start++) {
      const run = lines.slice(start, start + size);
      const text = run.map((line) => line.text).join('');
      const title = { text, paragraphs: run.map((line) => line.paragraph), ...readTitle(text, words, entities) };
      const said = (title.year === null ? 0 : 1) + (title.entity === '' ? 0 : 1);
      const isTopic = title.year !== null && words.title_cues.some((cue) => text.includes(cue));
      const score = title.type !== '' ? 3 + said : isTopic ? said : 0;
      if (score > bestScore) [best, bestScore] = [title, score];
    }
  }
  return best;
}

/** Lines that stand near a title and are no part of it: a labelled body, a day, the number of an annex. */
function isBeside(text: string, paragraph: Paragraph, words: IdentityWords): boolean {
  const line = readCaptionLine(paragraph.lines, words);
  return line !== null && (line.unit !== '' || line.entity !== '' || !ONLY_YEAR.test(compact(text)));
}

/** What one title says. */
export function readTitle(
  text: string,
  words: IdentityWords,
  entities: EntityReader,
): Pick<Title, 'type' | 'year' | 'entity'> {
  const type = reportTypeOf(text, words);
  const entity = entities.inTitle(text) || (type === 'perf_project' ? entities.beforeProject(text) : '');
  return { type, year: yearOf(text, words), entity };
}
