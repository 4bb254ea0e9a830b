/** The classify stage: from a Document to its sections, its tables with their captions, and who reports what. */
import type { Block, Cell, Document, Paragraph, Table, TextLine } from '../../extractors/document.ts';
import { boxOf, cellText } from '../../extractors/text.ts';
import type { ReportType } from '../../schemas/datasets.ts';
import type { Pack } from '../../schemas/pack.ts';
import type { Classified, PlacedBlock, PlacedTable, Section } from '../classified.ts';
import { nameBodies } from './bodies.ts';
import { type Caption, readCaption } from './captions.ts';
import { findContents } from './contents.ts';
import { createEntityReader } from './entity.ts';
import { compileForms, type FormTitles } from './form-titles.ts';
import { type Heading, readHeading } from './headings.ts';
import { type Identified, identify } from './identity.ts';
import { createOutline } from './outline.ts';
import { compact, type Ordinal, paragraphText, readOrdinal } from './plain.ts';
import { projectOf } from './project.ts';
import { compileSections, type SectionPatterns } from './section-patterns.ts';
import { reportTypeOf } from './title.ts';

/** Longer lines are no lines of a cover, in characters. */
const COVER_LINE = 60;

type Place = (role: PlacedBlock['role'], section?: Section) => unknown;

interface PackIndex {
  forms: FormTitles;
  sections: SectionPatterns;
}
const indexes = new WeakMap<Pack, PackIndex>();

function indexOf(pack: Pack): PackIndex {
  const known = indexes.get(pack);
  if (known) return known;
  const index = { forms: compileForms(pack.forms), sections: compileSections(pack.sections, pack.lines) };
  indexes.set(pack, index);
  return index;
}

/**
 * Classifies a document. Nothing is thrown away: every block comes back with its role and its place in the heading
 * tree. A blank template has the flag `template`, and all of its sections are free of facts.
 */
export function classify(document: Document, pack: Pack): Classified {
  const contents = findContents(document.blocks, pack.lines);
  const identified = identify(document, contents, pack);
  const walk = createWalk(document, pack, contents, identified);
  for (let index = 0; index < document.blocks.length; index++) walk.take(index);
  const isReport = (title: string) => reportTypeOf(title, pack.identity) !== '';
  nameBodies(walk.blocks, identified.identity, createEntityReader(pack.identity), pack.identity.bodies, isReport);
  return { document, identity: identified.identity, sections: walk.sections, blocks: walk.blocks };
}

function createWalk(document: Document, pack: Pack, contents: ReadonlySet<Paragraph>, identified: Identified) {
  const { forms, sections: patterns } = indexOf(pack);
  const { names, identity } = identified;
  const outline = createOutline();
  const sections: Section[] = [];
  const blocks: Classified['blocks'] = [];
  const captions = captionsOf();
  const parts = new Map([...captions.values()].flatMap((caption) => [...caption.parts]));
  const cover = coverParagraphs(document, identified);
  let reportType: ReportType | '' = identity.report_type;
  let tableCount = 0;
  const title = identified.title?.paragraphs ?? [];
  let front: Section | undefined;
  const blankSection: Section | undefined = identified.isTemplate
    ? { sectionId: '', level: 0, number: '', title: identity.title, page: 1, reportType, factFree: true }
    : undefined;

  /** The innermost section; in a template everything stands in one that is free of facts. */
  function here(): Section | undefined {
    return outline.current ?? blankSection;
  }

  /** A known form is no part of the definitions or duties that happen to be printed before it. */
  function aroundFreeText(section: Section | undefined): Section | undefined {
    let at = section;
    while (at?.factFree && !identified.isTemplate) at = at.parent;
    return at;
  }

  function captionsOf(): Map<Table, Caption> {
    const context = { words: pack.identity, forms, names, reportType: identity.report_type, contents };
    const found = new Map<Table, Caption>();
    document.blocks.forEach((block, i) => {
      if (block.kind === 'table') found.set(block, readCaption(document.blocks, i, context));
    });
    return found;
  }

  function open(heading: Heading, lines: Paragraph['lines']): Section {
    const known = heading.match?.section;
    const opens = known?.opens ?? '';
    if (opens !== '') reportType = opens;
    const parent = outline.current;
    const momentary = known?.line === true && heading.ordinal === null;
    const fields = {
      sectionId: known?.id ?? '',
      number: heading.ordinal?.text ?? '',
      title: known?.personal ? withoutNames(heading.title) : heading.title,
      page: lines[0]?.page ?? 1,
      ...placeOfHeading(lines, heading),
      reportType,
      factFree: identified.isTemplate || (known?.fact_free ?? false),
      ...(known?.personal && { personal: true }),
    };
    const section: Section = momentary
      ? { ...fields, level: (parent?.level ?? 0) + 1, ...(parent && { parent }) }
      : outline.open(fields, heading.ordinal, opens !== '' && heading.ordinal?.kind !== 'part');
    // Below duties and definitions everything is free of facts, whatever its own heading says.
    if (section.parent?.factFree && known === undefined) section.factFree = true;
    sections.push(section);
    return section;
  }

  function takeTable(table: Table): void {
    const caption = captions.get(table)!;
    const inside =
      caption.titleLines.length > 0 &&
      ![...caption.parts.keys()].some((paragraph) => paragraph.lines === caption.titleLines);
    if (inside) openTitle(caption.title, caption.titleLines);
    // A part of the document may be a report of another kind, with forms of its own.
    caption.form ??= forms.bySignature(table, reportType);
    const type = caption.form?.report_type ?? reportType;
    const placed: PlacedTable = {
      block: table,
      section: caption.form ? aroundFreeText(here()) : here(),
      reportType: type,
      role: 'table',
      tableId: `t${++tableCount}`,
      formId: caption.form?.id ?? '',
      title: caption.title,
      captionRows: caption.captionRows,
      unit: caption.unit,
      ...(caption.unitPlace && { unitPlace: caption.unitPlace }),
      entity: caption.entity,
      project: type === 'perf_project' ? projectOf(table, caption.title, pack.identity) : '',
    };
    blocks.push(placed);
    for (const cell of titlesBelow(table)) openTitle(cellText(cell).trim(), cell.lines);
  }

  /** A table's title that is also the heading of a section: 附件3 …绩效自评表. */
  function openTitle(title: string, lines: readonly TextLine[]): void {
    const match = patterns.match(title.replace(pack.identity.captions.attachment, ''), names, {
      part: true,
      previous: sections.at(-1)?.sectionId ?? '',
      reportType,
    });
    if (match?.section.opens?.startsWith('perf')) {
      open({ ordinal: null, title, match, whole: true }, [...lines]);
    }
  }

  function takeParagraph(paragraph: Paragraph): void {
    const place = (role: PlacedBlock['role'], section = here()) =>
      blocks.push({ block: paragraph, section, reportType: section?.reportType ?? reportType, role });
    if (paragraph.role !== 'body') return void place('furniture');
    if (cover.includes(paragraph)) return void takeCover(paragraph, place);
    if (contents.has(paragraph)) return void takeContents(paragraph, place);
    const part = parts.get(paragraph);
    // The title on top of running text is a heading of the whole document, not of a section in it.
    const isTitle = part === undefined && title.includes(paragraph) && readOrdinal(titleOf(paragraph)) === null;
    if (isTitle) return void place('heading');
    if (part === 'table-note' || part === 'table-unit' || part === 'table-entity') return void place(part);
    const heading = readHeading(paragraph, {
      lines: pack.lines,
      patterns,
      names,
      previous: sections.at(-1)?.sectionId ?? '',
      reportType,
      factFree: outline.current?.factFree === true && !identified.isTemplate,
      above: numbersAbove(outline.current),
    });
    // Titles of forms, also of such that stand without their table, are no sections; titles of evaluations are.
    const isFormTitle =
      part === 'table-title' ||
      (pack.identity.captions.form_end.test(compact(titleOf(paragraph))) &&
        forms.byTitle(titleOf(paragraph), names, reportType) !== null);
    if (isFormTitle && !opensReport(heading, part !== undefined)) return void place('table-title');
    if (!heading) return void place('text');
    const section = open(heading, paragraph.lines);
    place(heading.whole ? 'heading' : 'text', section);
  }

  function takeCover(paragraph: Paragraph, place: Place): void {
    front ??= openFront(
      'cover',
      identity.title,
      title.flatMap((part) => part.lines),
    );
    place(title.includes(paragraph) ? 'heading' : 'text', front);
  }

  function takeContents(paragraph: Paragraph, place: Place): void {
    const title = paragraphText(paragraph).trim();
    if (pack.lines.contents_word.test(compact(title)) && front?.sectionId !== 'toc')
      front = openFront('toc', title, paragraph.lines);
    place('contents', front);
  }

  /** A section of the front matter: it holds only its own lines. */
  function openFront(id: string, title: string, lines: Paragraph['lines']): Section | undefined {
    const section = pack.sections.find((known) => known.id === id);
    return section && open({ ordinal: null, title, match: { section, literal: 1, wild: false }, whole: true }, lines);
  }

  return {
    sections,
    blocks,
    take(index: number) {
      const block: Block = document.blocks[index];
      if (block.kind === 'table') takeTable(block);
      else takeParagraph(block);
    },
  };
}

/** A title of a table that is the heading of a report too: that of an evaluation, or that of a part without its tables. */
function opensReport(heading: Heading | null, hasTable: boolean): boolean {
  const opens = heading?.match?.section.opens ?? '';
  return hasTable
    ? opens.startsWith('perf')
    : opens !== '' && (opens.startsWith('perf') || heading?.ordinal?.kind === 'part');
}

function titleOf(paragraph: Paragraph): string {
  return paragraphText(paragraph).trim();
}

/** The paragraphs of the first page, when it holds the title and hardly more. */
function coverParagraphs(document: Document, { title }: Identified): Paragraph[] {
  const page = title?.paragraphs[0]?.lines[0]?.page;
  if (page !== 1 || document.pages.length < 2) return [];
  const blocks = document.blocks.filter((block) =>
    block.kind === 'table' ? block.parts[0]?.page === 1 : block.lines[0]?.page === 1,
  );
  const paragraphs = blocks.filter((block): block is Paragraph => block.kind === 'paragraph' && block.role === 'body');
  const texts = paragraphs.map((paragraph) => titleOf(paragraph));
  const isBare = texts.every(
    (text) =>
      text.length <= COVER_LINE && !/[。；]$/.test(text) && !/^(?:part|chinese)/.test(readOrdinal(text)?.kind ?? ''),
  );
  return isBare && blocks.every((block) => block.kind === 'paragraph') ? paragraphs : [];
}

/** A line of signatures as printed while it is blank; filled in, only its first label. */
function withoutNames(title: string): string {
  const filled = /[：:][\s_]*([^：:\s_]+)(?=\s|$)/u.test(title);
  return filled ? title.slice(0, title.search(/[：:]/) + 1) : title;
}

/** The box of the heading: its first line, up to the end of the heading where text follows on it. */
function placeOfHeading(lines: Paragraph['lines'], heading: Heading): { box?: Section['box'] } {
  const first = lines[0];
  const length = heading.whole ? first?.text.length : heading.title.length;
  const box = first && boxOf(first, 0, Math.min(length, first.text.length));
  return box ? { box } : {};
}

/** Cells that fill a row below the first: sheets that follow each other in one table each begin with their title. */
function titlesBelow(table: Table): Cell[] {
  const rows = Map.groupBy(
    table.cells.filter((cell) => compact(cellText(cell)) !== ''),
    (cell) => cell.row,
  );
  return [...rows].flatMap(([row, cells]) =>
    row > 0 && cells.length === 1 && table.cols > 1 && cells[0].colSpan >= table.cols - 1 ? cells : [],
  );
}

/** The numbers of a section and of those around it. */
function numbersAbove(section: Section | undefined): Ordinal[] {
  const numbers: Ordinal[] = [];
  for (let at = section; at; at = at.parent) {
    const number = readOrdinal(at.number);
    if (number) numbers.push(number);
  }
  return numbers;
}
