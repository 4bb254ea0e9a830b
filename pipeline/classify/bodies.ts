/** Reports of several bodies in one file: which tables and parts are about another one than the file itself. */
import type { Paragraph } from '../../extractors/document.ts';
import type { Classified, Identity, PlacedBlock, PlacedTable, Section } from '../classified.ts';
import type { EntityReader } from './entity.ts';
import { compact, paragraphText, readOrdinal } from './plain.ts';

/** The body itself without those below it. */
const HEAD_OFFICE = /(?:[（(](?:本级|机关)[）)]|本级|机关)$/;
const SCOPE = /(?:[（(](?:本级|机关|汇总|合并|部门|单位)[）)]|本级|机关|汇总|部门|单位)$/;
/** Offices whose long names are shortened to some of their characters: 科经局. */
const SHORTENED = /[局委办部厅]$/;
const LONGEST_TITLE = 60;
/** 某某站2023年度单位决算公开说明: a body, the year and what is reported; no sentence. */
const REPORT_TITLE = /^[^。，；：]*20\d{2}年度?[^。，；：]*(?:决算|预算|公开|说明|报告|情况)$/;
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
  isReport: (title: string) => boolean,
): void {
  const { entity } = identity;
  if (entity === '') return;
  const titled = new Map<Section, { name: string; isReport: boolean }>();
  const reports = new Set<string>();
  let report = '';
  const named = blocks.map((block, i) => {
    const opened = inTitleLine(block);
    // Titles below one another are a list of reports, not their beginnings.
    if (opened !== '' && !(blocks[i + 1] && inTitleLine(blocks[i + 1]) !== '')) {
      report = opened;
      reports.add(opened);
    }
    const above = inHeadings(block.section);
    if (block.role !== 'table') return above?.isReport ? above.name : report;
    const table = block as PlacedTable;
    return bareName(table.entity) || entities.inTitle(table.title) || (above?.name ?? report);
  });
  const counted = reports.size > 1 ? named : named.filter((_, i) => blocks[i].role === 'table');
  const own = counted.filter((name) => name !== '' && isSame(name, entity));
  const hasWhole = own.some((name) => !HEAD_OFFICE.test(name));
  const others = new Set(named.filter((name) => name !== '' && !isSame(name, entity)));
  if (own.length === 0 && others.size < 2) return;
  blocks.forEach((block, i) => {
    const name = named[i];
    const isOffice = HEAD_OFFICE.test(name) && hasWhole && identity.scope !== '本级';
    if (name !== '' && (others.has(name) || isOffice)) block.body = name;
  });

  /** The body in a line that is the title of a report. */
  function inTitleLine(block: PlacedBlock<Paragraph> | PlacedTable): string {
    if (block.block.kind !== 'paragraph' || (block.role !== 'text' && block.role !== 'heading')) return '';
    const text = compact(paragraphText(block.block));
    return text.length <= LONGEST_TITLE && REPORT_TITLE.test(text) && isReport(text) ? entities.inTitle(text) : '';
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
    return { name: entities.isName(text.replace(SCOPE, '')) ? text : '', isReport: false };
  }

  function bareName(text: string): string {
    const name = entities.bare(compact(text));
    const level = HEAD_OFFICE.exec(compact(text))?.[0] ?? '';
    return entities.isName(name) ? (name.endsWith(level) ? name : name + level) : '';
  }
}

/** A second name in brackets. */
const SECOND = /[（(][^（）()]*[）)]$/;

/** Whether two names are of one body: one is the end of the other, or an office's name shortened. */
export function isSame(one: string, other: string): boolean {
  const names = [one, other].map((name) => compact(name).replace(SCOPE, ''));
  const [short, long] = names
    .map((name) => (names.every((each) => SECOND.test(each)) ? name : name.replace(SECOND, '')))
    .sort((a, b) => a.length - b.length);
  return long.endsWith(short) || (SHORTENED.test(short) && short.at(-1) === long.at(-1) && shortens(short, long));
}

function shortens(short: string, long: string): boolean {
  let at = 0;
  for (const c of long) {
    if (c === short[at]) at++;
    else if (NUMERAL.test(c)) return false;
  }
  return at === short.length;
}
