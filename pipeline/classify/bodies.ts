/** Reports of several bodies in one file: which tables and parts are about another one than the file itself. */
import type { Paragraph } from '../../extractors/document.ts';
import type { IdentityWords } from '../../schemas/identity.ts';
import type { Classified, Identity, PlacedBlock, PlacedTable, Section } from '../classified.ts';
import type { EntityReader } from './entity.ts';
import { compact, paragraphText, readOrdinal } from './plain.ts';

const LONGEST_TITLE = 60;
const NUMERAL = /[一二三四五六七八九十\d]/;

/**
 * Gives each table and text the body that it is about, where that is surely another than the document's: forms print
 * their body above them, parts and reports carry it in their heading. Names count only where the file names at least
 * two bodies; a single one is the document's own in other words.
 */
export function nameBodies(
  blocks: Classified['blocks'],
  identity: Pick<Identity, 'entity' | 'scope'>,
  entities: EntityReader,
  words: IdentityWords['bodies'],
  isReport: (title: string) => boolean,
): void {
  const { entity } = identity;
  const isSame = (one: string, other: string) => areOne(one, other, words);
  if (entity === '') return;
  const titled = new Map<Section, { name: string; isReport: boolean }>();
  const reports = new Set<string>();
  const titles = blocks.map(inTitleLine);
  let report = '';
  /** The last numbered part of the file's own report, and of the one that is open within it. */
  let [ownPart, part] = [0, 0];
  const named = blocks.map((block, i) => {
    if (titles[i] !== '' && opensReport(i)) {
      report = titles[i];
      reports.add(report);
      part = 0;
    }
    const number = partNumber(block);
    // 第二部分 behind the own 第一部分: titles between the two, without parts of their own, were only listed.
    if (ownPart > 0 && part === 0 && number === ownPart + 1) report = '';
    if (number > 0) part = number;
    if (number > 0 && (report === '' || isSame(report, entity))) [ownPart, part] = [number, 0];
    const above = inHeadings(block.section);
    if (block.role !== 'table') return above?.isReport ? above.name : report;
    const table = block as PlacedTable;
    return bareName(table.entity) || entities.inTitle(table.title) || (above?.name ?? report);
  });
  const counted = reports.size > 1 ? named : named.filter((_, i) => blocks[i].role === 'table');
  const own = counted.filter((name) => name !== '' && isSame(name, entity));
  const hasWhole = own.some((name) => !words.office.test(name));
  const others = new Set(named.filter((name) => name !== '' && !isSame(name, entity)));
  if (own.length === 0 && others.size < 2) return;
  blocks.forEach((block, i) => {
    const name = named[i];
    const isOffice = words.office.test(name) && hasWhole && identity.scope !== '本级';
    if (name !== '' && (others.has(name) || isOffice)) block.body = name;
  });

  /** Whether a title begins a report. Titles below one another are a list, also the last of several bodies. */
  function opensReport(at: number): boolean {
    if (titles[at + 1]) return false;
    const first = titles.lastIndexOf('', at) + 1;
    const listed = titles.slice(first, at).filter((name) => !isSame(name, entity));
    return [entity, ...listed].some((name) => isSame(name, titles[at])) || listed.length === 0;
  }

  /** The body in a line that is the title of a report. */
  function inTitleLine(block: PlacedBlock<Paragraph> | PlacedTable): string {
    if (block.block.kind !== 'paragraph' || (block.role !== 'text' && block.role !== 'heading')) return '';
    const text = compact(paragraphText(block.block));
    return text.length <= LONGEST_TITLE && words.report_title.test(text) && isReport(text)
      ? entities.inTitle(text)
      : '';
  }

  function inHeadings(section: Section | undefined): { name: string; isReport: boolean } | undefined {
    for (let at = section; at; at = at.parent) {
      const known = titled.get(at) ?? inHeading(at);
      titled.set(at, known);
      if (known.name !== '') return known;
    }
    return undefined;
  }

  function inHeading({ title }: Section): { name: string; isReport: boolean } {
    const text = compact(title.slice(readOrdinal(title)?.end ?? 0));
    if (isReport(text)) return { name: entities.inTitle(text), isReport: true };
    return { name: entities.isName(text.replace(words.scope, '')) ? text : '', isReport: false };
  }

  function bareName(text: string): string {
    const name = entities.bare(compact(text));
    const level = words.office.exec(compact(text))?.[0] ?? '';
    // Behind a label, a name that begins as the document's own does (same place) is one whatever it ends in: 某某县公路段.
    const isBody = entities.isName(name) || (SHORT_OF_NAME.test(name) && name.slice(0, 2) === entity.slice(0, 2));
    return isBody ? (name.endsWith(level) ? name : name + level) : '';
  }
}

/** Nothing but Chinese words, as long as the name of a body. */
const SHORT_OF_NAME = /^\p{Script=Han}{4,24}$/u;

/** A second name in brackets. */
const SECOND = /[（(][^（）()]*[）)]$/;

/** 第二部分: 2; 0 where no part begins. */
function partNumber({ block, role }: PlacedBlock<Paragraph> | PlacedTable): number {
  if (block.kind !== 'paragraph' || (role !== 'text' && role !== 'heading')) return 0;
  const ordinal = readOrdinal(paragraphText(block));
  return ordinal?.kind === 'part' ? ordinal.value : 0;
}

/** Whether two names are of one body: one is the end of the other, or an office's name shortened. */
export function areOne(one: string, other: string, { scope, shortened }: IdentityWords['bodies']): boolean {
  const names = [one, other].map((name) => compact(name).replace(scope, ''));
  const [short, long] = names
    .map((name) => (names.every((each) => SECOND.test(each)) ? name : name.replace(SECOND, '')))
    .sort((a, b) => a.length - b.length);
  return long.endsWith(short) || (shortened.test(short) && short.at(-1) === long.at(-1) && shortens(short, long));
}

function shortens(short: string, long: string): boolean {
  let at = 0;
  for (const c of long) {
    if (c === short[at]) at++;
    else if (NUMERAL.test(c)) return false;
  }
  return at === short.length;
}
