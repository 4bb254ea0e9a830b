/** Pages of glyphs to a Document: tables first, then lines and paragraphs from what is left, all in reading order. */
import type { PageContent } from './content.ts';
import type { Block, Box, Document, Message, Page, Paragraph, Table, TextLine } from './document.ts';
import { type Furniture, furniture } from './layout/furniture.ts';
import { buildLines } from './layout/lines.ts';
import { type Measure, measureOf } from './layout/measure.ts';
import { type SetLine, toParagraphs } from './layout/paragraphs.ts';
import { regionsOf } from './layout/regions.ts';
import { turnBlocksBack, upright } from './layout/sideways.ts';
import { LIMITS, pastLimit } from './limits.ts';
import type { PageFindings } from './tables/candidates.ts';
import { findPageTables, joinContinuations } from './tables/index.ts';
import { type TableOptions, tableDefaults } from './tables/settings.ts';

export interface AssembleOptions {
  tables?: TableOptions;
  /** Told what the table engine weighed on each page. */
  observe?: (page: number, findings: PageFindings) => void;
}

const NO_SETTINGS: TableOptions = { native: tableDefaults, scans: tableDefaults };

/** What stands on a page outside running heads and feet, from top to bottom. */
interface Item {
  top: number;
  /** A line, a table that begins here, or `going-on`: a later part of a table, which stands at its first part. */
  content: SetLine | Table | 'going-on';
}

/** One page's lines and its share of the tables. */
interface Sheet {
  page: PageContent;
  lines: TextLine[];
  parts: { table: Table; box: Box; first: boolean }[];
}

/**
 * @param contents every page of the document, in order
 * @param base what is known of the document besides its pages
 * @param options tolerances of the table engine, and who watches it
 * @returns the document; `blocks` in reading order, a table once, at its first part
 * @throws ReadError `limit` for a table past `tableCells`, with all its pages
 */
export function assemble(
  contents: readonly PageContent[],
  base: Omit<Document, 'pages' | 'blocks'>,
  { tables: settings = NO_SETTINGS, observe }: AssembleOptions = {},
): Document {
  const { pages, turns } = upright(contents);
  const found: Table[] = [];
  const rests = pages.map((page) => {
    const { tables, rest, findings } = findPageTables(page, page.kind === 'scan' ? settings.scans : settings.native);
    observe?.(page.number, findings);
    for (const digits of findings.cut) base.messages.push(cutNumber(digits, page.number));
    found.push(...tables);
    return rest;
  });
  const tables = joinContinuations(found, pages, settings.native);
  for (const { rows, cols, parts } of tables)
    if (rows * cols > LIMITS.tableCells)
      throw pastLimit('tableCells', `the table on page ${parts[0].page} has ${rows * cols} cells`, LIMITS);
  const sheets = pages.map((page, i) => ({
    page,
    lines: regionsOf(rests[i]).flatMap((region) => buildLines(region, page.number)),
    parts: partsOn(page.number, tables),
  }));
  const blocks = blocksOf(sheets);
  turnBlocksBack(blocks, turns);
  return { ...base, pages: contents.map(withoutContent), blocks };
}

const cutNumber = (digits: string, page: number): Message => ({
  code: 'number-over-ruling',
  text: `page ${page}: digits run over a ruling and were cut there (${digits}); they may be one number`,
  page,
});

function partsOn(page: number, tables: readonly Table[]): Sheet['parts'] {
  const parts: Sheet['parts'] = [];
  for (const table of tables) {
    table.parts.forEach((part, i) => {
      if (part.page === page) parts.push({ table, box: part.box ?? [0, 0, 0, 0], first: i === 0 });
    });
  }
  return parts;
}

function withoutContent({ glyphs: _glyphs, fills: _fills, illegible: _illegible, ...page }: PageContent): Page {
  return page;
}

function blocksOf(sheets: readonly Sheet[]): Block[] {
  const aside = furniture(
    sheets.map(({ page, lines, parts }) => ({
      number: page.number,
      width: page.width,
      height: page.height,
      lines,
      others: parts.map(({ box }) => ({ y0: box[1], y1: box[3] })),
    })),
  );
  const bodies = sheets.map(({ lines }) => lines.filter((line) => !aside.has(line)));
  const measures = measuresOf(sheets, bodies);
  const blocks: Block[] = [];
  let flow: SetLine[] = [];
  const closeFlow = () => {
    for (const paragraph of toParagraphs(flow)) blocks.push(paragraph);
    flow = [];
  };
  sheets.forEach((sheet, i) => {
    for (const { content } of itemsOf(sheet, bodies[i], measures[i])) {
      if (content !== 'going-on' && !('kind' in content)) {
        flow.push(content);
        continue;
      }
      closeFlow();
      if (content !== 'going-on') blocks.push(content);
    }
  });
  closeFlow();
  return withFurniture(blocks, aside);
}

/**
 * Puts heads before and feet after the blocks that begin on their page. They do not tear a paragraph that runs over
 * the page break.
 */
function withFurniture(blocks: readonly Block[], aside: ReadonlyMap<TextLine, Furniture>): Block[] {
  const feet: Paragraph[] = [];
  const heads: Paragraph[] = [];
  for (const [line, { role, zone }] of aside) {
    (zone === 'header' ? heads : feet).push({ kind: 'paragraph', role, lines: [line], align: 'left' });
  }
  const ranked = [
    ...heads.map((block) => ({ block, page: pageOf(block), rank: 0 })),
    ...blocks.map((block) => ({ block, page: pageOf(block), rank: 1 })),
    ...feet.map((block) => ({ block, page: pageOf(block), rank: 2 })),
  ];
  return ranked.sort((a, b) => a.page - b.page || a.rank - b.rank).map(({ block }) => block);
}

const pageOf = (block: Block) => (block.kind === 'table' ? block.parts[0].page : block.lines[0].page);

/** Lines keep the order of their regions; a table comes before the first line of its region that is below its top. */
function itemsOf(sheet: Sheet, body: readonly TextLine[], measure: Measure): Item[] {
  const tables: Item[] = sheet.parts.map(({ table, box, first }) => ({
    top: box[1],
    content: first ? table : 'going-on',
  }));
  tables.sort((a, b) => a.top - b.top);
  const items: Item[] = [];
  for (const line of body) {
    const top = (line.box as Box)[1];
    while (tables.length > 0 && tables[0].top <= top) items.push(tables.shift() as Item);
    items.push({ top, content: { line, measure } });
  }
  return items.concat(tables);
}

/** The measure of every page: its own where it keeps one, else that of all pages of its width. */
function measuresOf(sheets: readonly Sheet[], bodies: readonly (readonly TextLine[])[]): Measure[] {
  const common = new Map<number, Measure>();
  const widths = sheets.map(({ page }) => Math.round(page.width));
  for (const width of new Set(widths)) {
    const lines = bodies.filter((_, i) => widths[i] === width).flat();
    common.set(width, measureOf(lines.filter((line) => line.angle === 0)));
  }
  return bodies.map((lines, i) =>
    measureOf(
      lines.filter((line) => line.angle === 0),
      common.get(widths[i]),
    ),
  );
}
