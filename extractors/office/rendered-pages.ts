/**
 * Which page of a rendering each paragraph and table row stands on.
 *
 * The rendering holds the same words in the same order, page by page, with headers and numbers between them. So each
 * piece of text gets a page such that pages never go back and as many pairs of neighbouring characters as possible are
 * found on the page they are put on.
 */
import type { Cell, Document, Paragraph, Table, TablePart, TextLine } from '../document.ts';
import { cellText } from '../text.ts';

export interface RenderedPage {
  /** Points. */
  width: number;
  height: number;
  /** The text of its lines from top to bottom. */
  lines: readonly string[];
}

/** A line of a paragraph or a row of a table: what is put on a page as a whole at first. */
interface Piece {
  text: string;
  paragraph?: { owner: Paragraph; line: TextLine };
  row?: { table: Table; row: number; cells: Cell[] };
}

/** How many characters at the head of a page tell where a paragraph was cut. */
const CUT_CONTEXT = 10;
/** A header may stand above the first line of text. */
const LINES_TRIED = 3;

const plain = (text: string) => text.replace(/\s/g, '');

/**
 * Replaces the page numbers of a document by those of a rendering. Changes the given document's lines and cells.
 * @param document as read from a DOCX
 * @param pages of the rendering, in order
 */
export function placeOnPages(document: Document, pages: readonly RenderedPage[]): Document {
  if (pages.length === 0) return document;
  const pieces = piecesOf(document);
  const texts = pages.map(({ lines }) => plain(lines.join('')));
  const onPage = texts.map(pairsOf);
  const scores = pieces.map(({ text }) => onPage.map((pairs) => matches(text, pairs)));
  const placed = bestPages(scores, pages.length);
  settleTies(placed, pieces, scores, texts);
  for (const [i, piece] of pieces.entries()) {
    const neighbours = [placed[i - 1], placed[i + 1]].filter((page) => page !== undefined && page !== placed[i]);
    if (piece.row) placeRow(piece.row.cells, placed[i], neighbours, onPage);
    if (piece.paragraph) piece.paragraph.line.page = placed[i] + 1;
  }
  for (const [i, piece] of pieces.entries()) {
    if (piece.paragraph) cutAtPageEnd(piece.paragraph.owner, piece.paragraph.line, placed[i], placed[i + 1], pages);
  }
  for (const table of tablesOf(pieces)) table.parts = partsOf(table, pieces, placed);
  const used = new Set(placed);
  return {
    ...document,
    pageMethod: 'rendered',
    messages: document.messages.filter(({ code }) => code !== 'no-page-layout' && code !== 'page-count-differs'),
    pages: pages.map(({ width, height }, i) => ({
      number: i + 1,
      width,
      height,
      rotation: 0,
      kind: used.has(i) ? 'native' : 'blank',
      status: 'ok',
      rulings: [],
      images: [],
    })),
  };
}

function piecesOf(document: Document): Piece[] {
  const pieces: Piece[] = [];
  for (const block of document.blocks) {
    if (block.kind === 'paragraph') {
      if (block.role !== 'body') continue;
      for (const line of block.lines) pieces.push({ text: plain(line.text), paragraph: { owner: block, line } });
      continue;
    }
    for (let row = 0; row < block.rows; row++) {
      const cells = block.cells.filter((cell) => cell.row === row);
      pieces.push({ text: plain(cells.map(cellText).join('')), row: { table: block, row, cells } });
    }
  }
  return pieces;
}

/** Pairs of neighbouring characters; a single character stands for itself. */
function pairsOf(text: string): Set<string> {
  const pairs = new Set<string>(text);
  for (let i = 0; i + 1 < text.length; i++) pairs.add(text.slice(i, i + 2));
  return pairs;
}

function matches(text: string, page: ReadonlySet<string>): number {
  if (text.length === 1) return page.has(text) ? 1 : 0;
  let found = 0;
  for (let i = 0; i + 1 < text.length; i++) if (page.has(text.slice(i, i + 2))) found++;
  return found;
}

/**
 * The page of each piece (from 0) with the greatest sum of scores among all that never go back; of equal ones that which
 * stays longest on a page.
 */
function bestPages(scores: readonly (readonly number[])[], pages: number): number[] {
  const from: Int32Array[] = [];
  let sums = new Float64Array(pages).fill(Number.NEGATIVE_INFINITY);
  sums[0] = 0;
  for (const score of scores) {
    const next = new Float64Array(pages);
    const origin = new Int32Array(pages);
    let best = 0;
    for (let page = 0; page < pages; page++) {
      if (sums[page] >= sums[best]) best = page;
      next[page] = sums[best] + score[page];
      origin[page] = best;
    }
    from.push(origin);
    sums = next;
  }
  let page = sums.indexOf(Math.max(...sums));
  const result: number[] = [];
  for (let i = scores.length - 1; i >= 0; i--) {
    result[i] = page;
    page = from[i][page];
  }
  return result;
}

/**
 * Words that stand on both sides of a page's end (the same label in every table) leave open where it is. There the end
 * is put where the page holds as many characters as its rendering.
 */
function settleTies(
  placed: number[],
  pieces: readonly Piece[],
  scores: readonly (readonly number[])[],
  texts: readonly string[],
): void {
  for (let end = 1; end < placed.length; end++) {
    const page = placed[end - 1];
    if (placed[end] === page) continue;
    const isTie = (i: number) => scores[i][page] === scores[i][placed[end]];
    let low = end;
    while (low > 1 && placed[low - 1] === page && isTie(low - 1)) low--;
    let high = end;
    while (high < placed.length && placed[high] === placed[end] && isTie(high)) high++;
    const first = placed.indexOf(page);
    const excess = (cut: number) => {
      const length = pieces.slice(first, cut).reduce((sum, { text }) => sum + text.length, 0);
      return Math.abs(length - texts[page].length);
    };
    let best = end;
    for (let cut = low; cut <= high; cut++) if (excess(cut) < excess(best)) best = cut;
    const next = placed[end];
    for (let i = low; i < high; i++) placed[i] = i < best ? page : next;
    end = Math.max(end, best);
  }
}

/**
 * A row stands where most of it stands. Where a page ends beside it, the row may be broken, and a cell of it stands on
 * the other page if its text is found there and not here.
 */
function placeRow(
  cells: readonly Cell[],
  page: number,
  neighbours: readonly number[],
  onPage: readonly ReadonlySet<string>[],
): void {
  for (const cell of cells) {
    const text = plain(cellText(cell));
    const pairs = text.length - 1;
    const elsewhere = neighbours.find(
      (other) => pairs >= 5 && matches(text, onPage[page]) < 0.5 * pairs && matches(text, onPage[other]) > 0.8 * pairs,
    );
    const chosen = (elsewhere ?? page) + 1;
    cell.page = chosen;
    for (const line of cell.lines) line.page = chosen;
  }
}

/** Cuts a line that runs on to the next page where that page's text begins. */
function cutAtPageEnd(
  paragraph: Paragraph,
  line: TextLine,
  page: number,
  nextPage: number | undefined,
  pages: readonly RenderedPage[],
): void {
  // Most of it may stand on the page before the break, or on the page after it.
  for (const begun of nextPage === page ? [page - 1] : [page, page - 1]) {
    const at = cutOf(line.text, pages[begun], pages[begun + 1]);
    if (at === undefined) continue;
    const rest = { ...line, text: line.text.slice(at).trim(), page: begun + 2 };
    line.text = line.text.slice(0, at).trim();
    line.page = begun + 1;
    paragraph.lines.splice(paragraph.lines.indexOf(line) + 1, 0, rest);
    return;
  }
}

/** Where in `text` a page ends: its head stands at the end of that page, what follows at the head of the next. */
function cutOf(text: string, before: RenderedPage | undefined, after: RenderedPage | undefined): number | undefined {
  if (!before || !after || before.lines.length === 0) return undefined;
  const foot = before.lines.slice(-LINES_TRIED).map(plain);
  for (const line of after.lines.slice(0, LINES_TRIED)) {
    const head = plain(line).slice(0, CUT_CONTEXT);
    if (head.length < 2) continue;
    for (let at = 1; at < text.length; at++) {
      if (/\s/.test(text[at]) || !plain(text.slice(at)).startsWith(head)) continue;
      const ahead = plain(text.slice(0, at)).slice(-CUT_CONTEXT);
      if (foot.some((last) => last.endsWith(ahead) || ahead.endsWith(last))) return at;
    }
  }
  return undefined;
}

function tablesOf(pieces: readonly Piece[]): Set<Table> {
  return new Set(pieces.flatMap(({ row }) => (row ? [row.table] : [])));
}

function partsOf(table: Table, pieces: readonly Piece[], placed: readonly number[]): TablePart[] {
  const parts: TablePart[] = [];
  for (const [i, { row }] of pieces.entries()) {
    if (row?.table !== table) continue;
    const page = placed[i] + 1;
    const part = parts.at(-1);
    if (part?.page === page) part.lastRow = row.row;
    else parts.push({ page, firstRow: row.row, lastRow: row.row });
  }
  return parts;
}
