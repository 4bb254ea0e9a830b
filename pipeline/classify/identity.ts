/** Who reports what about which year: the columns of `documents` that are read from the text. */
import type { Document, Paragraph, Table } from '../../extractors/document.ts';
import { cellText } from '../../extractors/text.ts';
import type { ReportType } from '../../schemas/datasets.ts';
import type { IdentityWords } from '../../schemas/identity.ts';
import type { Pack } from '../../schemas/pack.ts';
import type { Identity } from '../classified.ts';
import { readCaptionLine } from './caption-lines.ts';
import { createEntityReader, type EntityReader, expandName, namesOf } from './entity.ts';
import { compact, paragraphText, readOrdinal, YEAR } from './plain.ts';
import { createRegionFinder, type Region, type RegionFinder } from './region.ts';
import { isTemplate } from './template.ts';
import { findTitle, ONLY_YEAR, readTitle, type Title } from './title.ts';
import { isWholeGovernment } from './whole.ts';

const LONGEST_HEADING = 70;
/** Lines at the beginning among which the title stands. */
const FRONT_LINES = 8;

export interface Identified {
  identity: Identity;
  title: Title | null;
  /** The body's name in its forms, the longest first. */
  names: string[];
  isTemplate: boolean;
}

/** What the lines of the document say one by one. */
interface Evidence {
  title: Title | null;
  /** The first lines. */
  front: string[];
  /** Headings of parts and titles of tables. */
  headings: (Pick<Title, 'type' | 'year' | 'entity'> & { text: string })[];
  labels: { name: string; rank: number }[];
  /** Lines that are the name of a body and nothing else: signatures. */
  signatures: string[];
  /** Bodies that a sentence says to report. */
  sentences: string[];
  text: string;
}

/** Reads the identity of a document. @param contents paragraphs of the table of contents */
export function identify(document: Document, contents: ReadonlySet<Paragraph>, pack: Pack): Identified {
  const words = pack.identity;
  const evidence = gather(document, contents, words, createEntityReader(words));
  const { type, year, disagrees } = typeAndYear(evidence, words);
  const flags = disagrees ? ['title_disagrees'] : [];
  const titles = [...evidence.front, ...evidence.headings.map((heading) => heading.text)];
  const base = { title: evidence.title?.text.trim() ?? '', report_type: type };
  if (isTemplate(titles, evidence.text, words)) {
    const nobody = {
      entity: '',
      scope: '',
      region_name: '',
      region_code: '',
      region_level: '',
      fiscal_year: null,
    } as const;
    return {
      identity: { ...nobody, ...base, flags: [...flags, 'template'].join(';') },
      title: evidence.title,
      names: [],
      isTemplate: true,
    };
  }
  const regions = createRegionFinder(pack.divisions, year, words);
  const short = entityOf(evidence, regions);
  const long =
    short === ''
      ? ''
      : regions.prefixLength(bare(short, words)) > 0
        ? short
        : expandName(short, evidence.text, regions);
  const isWhole = isWholeGovernment(evidence, long, words, regions);
  // The bureau that signs the accounts of a government is not the one whose money it is.
  const entity = isWhole ? '' : evidence.title?.entity ? short : long;
  if (isWhole) flags.push('whole_government');
  else if (entity === '') flags.push('entity_unknown');
  if (year === null) flags.push('fiscal_year_unknown');
  const region = regionOf(bare(long, words), evidence, regions);
  if (region.flag !== '') flags.push(region.flag);
  return {
    identity: {
      entity,
      scope: scopeOf(evidence, words),
      region_name: region.name,
      region_code: region.code,
      region_level: region.level,
      fiscal_year: year,
      ...base,
      flags: flags.join(';'),
    },
    title: evidence.title,
    names: [...new Set([entity, long].flatMap((name) => namesOf(name, regions, words)))].sort(
      (a, b) => b.length - a.length,
    ),
    isTemplate: false,
  };
}

function gather(
  document: Document,
  contents: ReadonlySet<Paragraph>,
  words: IdentityWords,
  entities: EntityReader,
): Evidence {
  const paragraphs = document.blocks.filter(
    (block): block is Paragraph => block.kind === 'paragraph' && block.role === 'body' && !contents.has(block),
  );
  const texts = paragraphs.map((paragraph) => paragraphText(paragraph).trim());
  const headings = [...texts, ...titlesAmongCaptions(paragraphs, words), ...titlesInTables(document)]
    .filter(
      (text) =>
        text.length <= LONGEST_HEADING &&
        !/[。；]/.test(text) &&
        (readOrdinal(text)?.kind === 'part' || words.heading_ends.test(compact(text))),
    )
    .map((text) => ({ text, ...readTitle(text.slice(readOrdinal(text)?.end ?? 0), words, entities) }));
  const labels = texts.map((text) => entities.behindLabel(text)).filter((label) => label !== null);
  const plainTexts = texts.map(compact);
  let text = plainTexts.join('\n');
  for (const block of document.blocks) {
    if (block.kind !== 'table') continue;
    for (const cell of block.cells) {
      const plain = compact(cellText(cell));
      text += `\n${plain}`;
      const label = labelInCells(
        plain,
        () => block.cells.find((next) => next.row === cell.row && next.col === cell.col + cell.colSpan),
        words,
        entities,
      );
      if (label) labels.push(label);
    }
  }
  const front = texts.slice(0, FRONT_LINES).filter((line) => line.length <= LONGEST_HEADING);
  const signatures = plainTexts.filter((line) => line.length <= 40 && entities.isName(line));
  const sentences = texts.map((line) => entities.inSentence(line)).filter((name) => name !== '');
  return { title: findTitle(paragraphs, words, entities), front, headings, labels, signatures, sentences, text };
}

/** Lines of paragraphs that hold the title of a table with its body and unit below it. */
function titlesAmongCaptions(paragraphs: readonly Paragraph[], words: IdentityWords): string[] {
  return paragraphs.flatMap(({ lines }) =>
    lines.length > 1 && (readCaptionLine(lines, words)?.unit ?? '') !== '' ? lines.map(({ text }) => text.trim()) : [],
  );
}

/** Texts that fill the first row of a table, with the year from the row below: titles are printed there too. */
function titlesInTables(document: Document): string[] {
  return document.blocks.flatMap((block) => {
    if (block.kind !== 'table' || block.cols < 2) return [];
    const title = acrossRow(block, 0);
    const below = title === '' ? '' : acrossRow(block, 1);
    return title === '' ? [] : [ONLY_YEAR.test(compact(below)) ? title + below : title];
  });
}

/** The text of a row that is one cell across the table. */
function acrossRow(table: Table, row: number): string {
  const printed = table.cells.filter((cell) => cell.row === row && compact(cellText(cell)) !== '');
  return printed.length === 1 && printed[0].colSpan >= table.cols - 1 ? cellText(printed[0]).trim() : '';
}

/**
 * A label in a cell and the name beside it, or both in one cell.
 * @param plain the cell's text, compact
 */
function labelInCells(
  plain: string,
  next: () => { lines: Paragraph['lines'] } | undefined,
  words: IdentityWords,
  entities: EntityReader,
) {
  const inside = entities.behindLabel(plain);
  if (inside) return inside;
  const rank = words.entity_labels.indexOf(plain.replace(/[：:（(].*$/, ''));
  const beside = rank < 0 ? undefined : next();
  const name = beside ? entities.bare(compact(beside.lines.map((line) => line.text).join(''))) : '';
  return name !== '' && entities.isName(name) ? { name, rank } : null;
}

/** The title decides, unless headings and table titles agree on something else. */
function typeAndYear(
  evidence: Evidence,
  words: IdentityWords,
): { type: ReportType | ''; year: number | null; disagrees: boolean } {
  const dated = evidence.headings.filter((heading) => heading.type !== '' && heading.year !== null);
  const voted = mostFrequent(dated.map((heading) => `${heading.type} ${heading.year}`));
  const [votedType, votedYear] = voted.value.split(' ');
  const title = evidence.title;
  const first = evidence.headings.find((heading) => heading.type !== '');
  if (!title) {
    const type = (first?.type || votedType || '') as ReportType | '';
    return { type, year: votedYear ? Number(votedYear) : yearInText(evidence.text, words), disagrees: false };
  }
  const disagrees =
    title.year !== null &&
    voted.count >= 3 &&
    voted.count === dated.length &&
    ((title.type !== '' && votedType !== title.type) || Number(votedYear) !== title.year);
  if (disagrees) return { type: votedType as ReportType, year: Number(votedYear), disagrees };
  return {
    type: title.type || first?.type || '',
    year: title.year ?? (votedYear ? Number(votedYear) : yearInText(evidence.text, words)),
    disagrees,
  };
}

/** The year most often printed directly before the words of the report. */
function yearInText(text: string, words: IdentityWords): number | null {
  const found = [
    ...text.matchAll(
      new RegExp(`(?<!${words.comparing.join('|')})(20\\d{2})年度?(?:${words.year_cues.join('|')})`, 'g'),
    ),
  ].map((match) => match[1]);
  const { value } = mostFrequent(found);
  return value === '' ? null : Number(value);
}

/**
 * The title's body first, then the surest label, a signature with its place, headings, sentences. A label with a short
 * name, of which the document prints no longer one, says less than a signature with its place.
 */
function entityOf(evidence: Evidence, regions: RegionFinder): string {
  const names = labelled(evidence.labels);
  const signed = evidence.signatures.filter((name) => regions.prefixLength(name) > 0);
  const label = mostFrequent(names).value;
  const isShort = label !== '' && regions.prefixLength(expandName(label, evidence.text, regions)) === 0;
  const choices = [
    [evidence.title?.entity ?? ''],
    ...(isShort ? [signed, names] : [names, signed]),
    evidence.headings.map((heading) => heading.entity),
    evidence.sentences,
  ];
  for (const names of choices) {
    const { value } = mostFrequent(names.filter((name) => name !== ''));
    if (value !== '') return value;
  }
  return '';
}

/** The names behind the surest label of which all agree, else behind the surest: sheets of many units have one department. */
function labelled(labels: Evidence['labels']): string[] {
  const byRank = [...Map.groupBy(labels, ({ rank }) => rank)].sort(([a], [b]) => a - b);
  const names = byRank.map(([, group]) => group.map(({ name }) => name));
  return names.find((group) => new Set(group).size === 1) ?? names[0] ?? [];
}

function bare(name: string, words: IdentityWords): string {
  const prefix = words.entity_prefixes.find((word) => name.startsWith(word));
  return prefix ? name.slice(prefix.length) : name;
}

/** The place in front of the body's name; where the name has none, the place that the title names. */
function regionOf(entity: string, evidence: Evidence, regions: RegionFinder): Region {
  const own = regions.find(entity, evidence.text);
  if (own.flag !== 'region_unknown' || !evidence.title) return own;
  return regions.find(compact(evidence.title.text).replace(new RegExp(`^${YEAR}`), ''), evidence.text);
}

function scopeOf(evidence: Evidence, words: IdentityWords): Identity['scope'] {
  // 总工会本级2024年度决算 is 本级决算.
  const plain = (text: string) => compact(text).replace(new RegExp(YEAR, 'g'), '');
  const title = plain(evidence.title?.text ?? '');
  const headings = evidence.headings.map((heading) => plain(heading.text)).join('\n');
  for (const text of [title, headings, evidence.text]) {
    for (const { scope, cues } of words.scopes) {
      // Running text mentions other scopes; only titles and headings state one of these.
      if (text === evidence.text && (scope === '汇总' || scope === '本级')) continue;
      if (cues.some((cue) => text.includes(cue)) && !(text === title && scope === '部门' && headings.includes('汇总')))
        return scope;
    }
  }
  return '';
}

function mostFrequent(values: readonly string[]): { value: string; count: number } {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const [value, count] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? ['', 0];
  return { value, count };
}
