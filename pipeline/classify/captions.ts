/** What belongs to a table: its title, unit, body and notes, printed above it, in its first rows, or below it. */
import type { Block, Cell, Paragraph, Table, TextLine } from '../../extractors/document.ts';
import { cellText } from '../../extractors/text.ts';
import type { ReportType } from '../../schemas/datasets.ts';
import type { Form } from '../../schemas/forms.ts';
import type { IdentityWords } from '../../schemas/identity.ts';
import type { PlacedBlock, PlacedTable } from '../classified.ts';
import { bracketedUnit, readCaptionLine } from './caption-lines.ts';
import type { FormTitles } from './form-titles.ts';
import { compact, paragraphText, readOrdinal } from './plain.ts';

/** How many paragraphs above a table may belong to it. */
const REACH_ABOVE = 7;
/** How many rows at the top of a grid may hold its title and unit line. */
const REACH_INSIDE = 4;
const LONGEST_TITLE = 70;

export interface Caption {
  title: string;
  /** The lines of the title, for its place. */
  titleLines: readonly TextLine[];
  form: Form | null;
  unit: string;
  unitPlace?: PlacedTable['unitPlace'];
  entity: string;
  captionRows: number[];
  /** Paragraphs that belong to the table, with what they are. */
  parts: Map<Paragraph, PlacedBlock['role']>;
}

export interface CaptionContext {
  words: IdentityWords;
  forms: FormTitles;
  names: readonly string[];
  reportType: ReportType | '';
  /** Paragraphs of the contents: they are nobody's title. */
  contents: ReadonlySet<Paragraph>;
}

/**
 * Reads the surroundings of the table at `index`. Above it the nearest title wins; a title of a known form wins over
 * any other line.
 */
export function readCaption(blocks: readonly Block[], index: number, context: CaptionContext): Caption {
  const table = blocks[index] as Table;
  const caption: Caption = {
    title: '',
    titleLines: [],
    form: null,
    unit: '',
    entity: '',
    captionRows: [],
    parts: new Map(),
  };
  readInside(table, caption, context);
  readAbove(blocks, index, caption, context);
  readNotes(blocks, index, caption, context.words.captions.note);
  if (caption.unit === '') readHeaderUnit(table, caption, context);
  caption.form ??= context.forms.bySignature(table, context.reportType);
  return caption;
}

/** The first rows of a grid that hold a title, a unit or an entity line and nothing else. */
function readInside(table: Table, caption: Caption, context: CaptionContext): void {
  for (let row = 0; row < Math.min(REACH_INSIDE, table.rows - 1); row++) {
    const cells = table.cells.filter((cell) => cell.row === row && compact(cellText(cell)) !== '');
    if (cells.length === 0) continue;
    const lines = cells.map((cell) => readCaptionLine(cell.lines, context.words));
    const others = cells.filter((_, i) => lines[i]?.rest !== '');
    const isCaption =
      others.length === 0 || (lines.some((line) => line?.unit) && others.every((cell) => isBody(cell, context)));
    if (cells.length <= 3 && isCaption) {
      for (const line of lines) takeLine(caption, line);
    } else if (cells.length === 1 && caption.form === null && spans(table, cells[0].colSpan)) {
      // A title may have its unit below it in the same cell.
      const text = lines[0]?.unit ? lines[0].rest : cellText(cells[0]);
      const joined = compact(caption.title + text);
      const form =
        context.forms.byTitle(text, context.names, context.reportType) ??
        context.forms.byTitle(joined, context.names, context.reportType);
      const goesOn = row === 0 && isTitle(acrossRow(table, 1), context);
      if (form === null && !(isTitle(text, context) && row < 2) && !goesOn) return;
      caption.title = caption.title === '' ? text.trim() : joined;
      caption.titleLines = cells[0].lines;
      caption.form = form;
      takeLine(caption, lines[0]);
    } else return;
    caption.captionRows.push(row);
  }
}

/** The text of a row that is one cell across the table, else empty. */
function acrossRow(table: Table, row: number): string {
  const cells = table.cells.filter((cell) => cell.row === row && compact(cellText(cell)) !== '');
  return cells.length === 1 && spans(table, cells[0].colSpan) ? cellText(cells[0]) : '';
}

/** The name of a public body and nothing else. */
function isBody(cell: Cell, { words }: CaptionContext): boolean {
  const text = compact(cellText(cell));
  return text.length >= 4 && words.entity_endings.some((ending) => text.endsWith(ending));
}

function spans(table: Table, colSpan: number): boolean {
  return table.cols > 1 && colSpan >= Math.max(2, table.cols - 1);
}

function readAbove(blocks: readonly Block[], index: number, caption: Caption, context: CaptionContext): void {
  let fallback: Paragraph | null = null;
  let seen = 0;
  for (let i = index - 1; i >= 0 && seen < REACH_ABOVE; i--) {
    const block = blocks[i];
    if (block.kind === 'table') break;
    if (block.role !== 'body' || compact(paragraphText(block)) === '') continue;
    seen++;
    const text = paragraphText(block).trim();
    if (context.contents.has(block) || context.words.captions.note.test(text)) break;
    const line = readCaptionLine(block.lines, context.words);
    if (line?.rest === '') {
      takeLine(caption, line);
      caption.parts.set(block, line.unit !== '' ? 'table-unit' : line.entity !== '' ? 'table-entity' : 'table-title');
      continue;
    }
    if (text.length > LONGEST_TITLE) break;
    const title = line ? line.rest : text.replace(context.words.captions.unit_behind, '');
    const form = caption.form ? null : context.forms.byTitle(title, context.names, context.reportType);
    if (form) {
      takeLine(caption, line);
      takeTitle(caption, block, form, context, line ? title : text);
      return;
    }
    const among = caption.form ? undefined : titleAmong(block, context);
    if (among) {
      takeLine(caption, line);
      takeTitle(caption, block, among.form, context, among.title);
      return;
    }
    if (line !== null && line.unit !== '') {
      takeLine(caption, line);
      caption.parts.set(block, 'table-unit');
      // Title, body and unit at equal distances are one paragraph.
      const own = caption.title === '' ? block.lines.findLast((each) => isTitle(each.text, context)) : undefined;
      if (own) Object.assign(caption, { title: own.text.trim(), titleLines: [own] });
      continue;
    }
    if (/[。；]$/.test(text)) break;
    if (!fallback && isTitle(text, context)) fallback = block;
  }
  if (fallback && caption.title === '') takeTitle(caption, fallback, null, context, paragraphText(fallback).trim());
}

/** A title on a line of its own in a paragraph that took in the heading above and the unit below it. */
function titleAmong(block: Paragraph, { forms, names, reportType }: CaptionContext) {
  if (block.lines.length < 2) return undefined;
  for (const { text } of block.lines.toReversed()) {
    const form = text.length <= LONGEST_TITLE ? forms.byTitle(text, names, reportType) : null;
    if (form) return { form, title: text.trim() };
  }
  return undefined;
}

function isTitle(text: string, { words: { captions } }: CaptionContext): boolean {
  const plain = compact(text);
  return (
    plain.length <= 50 &&
    (captions.title_end.test(plain) || (captions.topic_end.test(plain) && readOrdinal(text) === null)) &&
    !/[。；，：:]/.test(plain.replace(captions.number_before, ''))
  );
}

function takeTitle(
  caption: Caption,
  block: Paragraph,
  form: Form | null,
  context: CaptionContext,
  title: string,
): void {
  caption.title = title;
  caption.titleLines = block.lines;
  caption.form = form;
  caption.parts.set(block, 'table-title');
  const unit = caption.unit === '' ? bracketedUnit(block.lines, context.words) : null;
  if (unit) takeUnit(caption, unit);
}

function takeLine(caption: Caption, line: ReturnType<typeof readCaptionLine>): void {
  if (!line) return;
  if (caption.unit === '' && line.unit !== '') {
    caption.unit = line.unit;
    caption.unitPlace = line.unitPlace;
  }
  if (caption.entity === '') caption.entity = line.entity;
}

function takeUnit(caption: Caption, { unit, ...place }: NonNullable<ReturnType<typeof bracketedUnit>>): void {
  caption.unit = unit;
  caption.unitPlace = place;
}

/** A unit in the header cells, where all of them agree. */
function readHeaderUnit(table: Table, caption: Caption, context: CaptionContext): void {
  const found = table.cells
    .filter((cell) => cell.header || cell.row < 6)
    .map((cell) => bracketedUnit(cell.lines, context.words))
    .filter((unit) => unit !== null);
  if (found.length > 0 && found.every(({ unit }) => unit === found[0].unit)) takeUnit(caption, found[0]);
}

function readNotes(blocks: readonly Block[], index: number, caption: Caption, note: RegExp): void {
  for (let i = index + 1; i < Math.min(blocks.length, index + 5); i++) {
    const block = blocks[i];
    if (block.kind === 'table') return;
    if (block.role !== 'body') continue;
    if (!note.test(paragraphText(block))) return;
    caption.parts.set(block, 'table-note');
  }
}
