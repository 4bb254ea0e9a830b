/** Lays a story out as a native PDF and notes on which page every number came to stand. */
import PDFDocument from 'pdfkit';
import { fontFile } from './font.ts';
import type { Run, Stated } from './marked.ts';
import type { Story, StoryBlock, StoryCell } from './story.ts';

export interface Placed extends Stated {
  page: number;
}

const FONT = fontFile();
const MARGIN = 64;
const NOT_AT_START = '，。；：、！？）】》”%';

/** One printed character with the facts of the number that it begins. */
interface Char {
  text: string;
  begins: Stated[];
  /** May a line end before this character? */
  breakable: boolean;
}

type Table = Extract<StoryBlock, { kind: 'table' }>;

/**
 * Writes a story as PDF.
 * @returns the file's bytes and every stated number with its page, from 1
 */
export async function writePdf(story: Story): Promise<{ bytes: Buffer; placed: Placed[] }> {
  const draft = await layOut(story, new Map());
  return layOut(story, draft.headingPages);
}

/** @param headingPages where every heading came to stand, for the contents: known from a first pass */
async function layOut(story: Story, headingPages: Map<StoryBlock, number>) {
  const size: [number, number] = story.look.page === 'portrait' ? [595.28, 841.89] : [841.89, 595.28];
  const doc = new PDFDocument({
    size,
    margin: 0,
    autoFirstPage: false,
    info: { CreationDate: new Date(0), Title: story.name },
  });
  const chunks: Buffer[] = [];
  doc.on('data', (chunk: Buffer) => chunks.push(chunk));
  const done = new Promise<void>((resolve) => doc.on('end', () => resolve()));
  doc.registerFont('body', FONT);
  const writer = new Writer(doc, story, size, headingPages);
  for (const block of story.blocks) writer.block(block);
  doc.end();
  await done;
  return { bytes: Buffer.concat(chunks), placed: writer.placed, headingPages: writer.headingPages };
}

class Writer {
  readonly placed: Placed[] = [];
  readonly headingPages = new Map<StoryBlock, number>();
  readonly #knownPages: Map<StoryBlock, number>;
  readonly #doc: PDFKit.PDFDocument;
  readonly #story: Story;
  readonly #width: number;
  readonly #height: number;
  #page = 0;
  #y = 0;

  constructor(doc: PDFKit.PDFDocument, story: Story, size: [number, number], knownPages: Map<StoryBlock, number>) {
    this.#knownPages = knownPages;
    this.#doc = doc;
    this.#story = story;
    [this.#width, this.#height] = size;
  }

  block(block: StoryBlock): void {
    if (this.#page === 0 || block.kind === 'page-break') this.#newPage();
    const size = this.#story.look.fontSize;
    if (block.kind === 'cover') this.#cover(block.lines);
    if (block.kind === 'contents') this.#contents();
    if (block.kind === 'heading') this.#heading(block);
    if (block.kind === 'paragraph') this.#paragraph(block.runs, size, 2 * size);
    if (block.kind === 'table') this.#table(block);
  }

  #newPage(): void {
    this.#page++;
    this.#doc.addPage();
    const label = this.#story.look.pageNumbers === 'n' ? `${this.#page}` : `- ${this.#page} -`;
    this.#centred(label, 9, this.#height - 40);
    this.#y = MARGIN;
  }

  #room(height: number): void {
    if (this.#y + height > this.#height - MARGIN) this.#newPage();
  }

  #cover(lines: string[]): void {
    this.#y = this.#height * 0.3;
    for (const line of lines) {
      this.#centred(line, 24, this.#y);
      this.#y += 44;
    }
    this.#newPage();
  }

  #contents(): void {
    this.#centred('目  录', 18, this.#y);
    this.#y += 40;
    for (const block of this.#story.blocks) {
      if (block.kind !== 'heading' || block.level > 2) continue;
      const left = MARGIN + (block.level - 1) * 20;
      this.#room(20);
      const dots = '.'.repeat(
        Math.max(
          3,
          Math.floor((this.#width - MARGIN - 30 - left - this.#measure(block.text, 11)) / this.#measure('.', 11)),
        ),
      );
      this.#text(`${block.text}${dots}${this.#knownPages.get(block) ?? 0}`, 11, left, this.#y);
      this.#y += 20;
    }
    this.#newPage();
  }

  #heading(block: Extract<StoryBlock, { kind: 'heading' }>): void {
    const { level, text } = block;
    const size = this.#story.look.fontSize + (level === 1 ? 6 : level === 2 ? 2 : 0);
    this.#room(size * 5);
    this.headingPages.set(block, this.#page);
    if (level === 1) this.#centred(text, size, this.#y + 6);
    else this.#text(text, size, MARGIN + 2 * this.#story.look.fontSize, this.#y + 4);
    this.#y += size * 2 + 4;
  }

  #paragraph(runs: Run[], size: number, indent: number): void {
    const lines = this.#wrap(toChars(runs), size, this.#width - 2 * MARGIN, indent);
    lines.forEach((line, i) => {
      this.#room(size * 1.7);
      this.#line(line, size, MARGIN + (i === 0 ? indent : 0), this.#y);
      this.#y += size * 1.7;
    });
    this.#y += 3;
  }

  /** Breaks characters into lines; a number is never torn, closing marks never begin a line. */
  #wrap(chars: Char[], size: number, width: number, indent: number): Char[][] {
    const lines: Char[][] = [];
    let line: Char[] = [];
    let used = indent;
    for (const char of chars) {
      const w = this.#measure(char.text, size);
      if (used + w > width && line.length > 0) {
        let cut = line.length;
        if (!char.breakable) while (cut > 1 && !line[--cut].breakable);
        const rest = line.splice(cut);
        lines.push(line);
        line = rest;
        used = rest.reduce((sum, c) => sum + this.#measure(c.text, size), 0);
      }
      line.push(char);
      used += w;
    }
    if (line.length > 0) lines.push(line);
    return lines;
  }

  #line(line: Char[], size: number, x: number, y: number): void {
    this.#text(line.map((char) => char.text).join(''), size, x, y);
    for (const char of line) for (const fact of char.begins) this.placed.push({ ...fact, page: this.#page });
  }

  #table(table: Table): void {
    const { look } = this.#story;
    const total = table.widths.reduce((a, b) => a + b, 0);
    const widths = table.widths.map((w) => ((this.#width - 2 * MARGIN) * w) / total);
    const heights = table.grid.map((row) => this.#rowHeight(row, widths));
    const headerHeight = heights.slice(0, table.headerRows).reduce((a, b) => a + b, 0);
    this.#room(headerHeight + 100);
    this.#centred(table.title, 15, this.#y);
    this.#y += 28;
    if (table.left) this.#text(table.left, 9, MARGIN, this.#y);
    this.#text(table.right, 9, this.#width - MARGIN - this.#measure(table.right, 9), this.#y);
    this.#y += 16;
    let from = 0;
    while (from < table.grid.length) {
      let to = from;
      let height = 0;
      while (to < table.grid.length && this.#y + height + heights[to] <= this.#height - MARGIN) height += heights[to++];
      if (to === from) throw new Error(`${table.title}: row ${from} does not fit on a page`);
      this.#rows(table, widths, heights, from, to);
      from = to;
      if (from < table.grid.length) {
        this.#newPage();
        if (look.repeatHeader) this.#rows(table, widths, heights, 0, table.headerRows);
      }
    }
    if (table.note) {
      this.#y += 4;
      this.#text(table.note, 9, MARGIN, this.#y);
    }
    this.#y += 24;
  }

  #rows(table: Table, widths: number[], heights: number[], from: number, to: number): void {
    for (let r = from; r < to; r++) {
      let x = MARGIN;
      table.grid[r].forEach((cell, c) => {
        if (cell) {
          const w = widths.slice(c, c + cell.colSpan).reduce((a, b) => a + b, 0);
          const h = heights.slice(r, r + cell.rowSpan).reduce((a, b) => a + b, 0);
          this.#cell(cell, x, w, h);
        }
        x += widths[c];
      });
      this.#y += heights[r];
    }
  }

  #cell(cell: StoryCell, x: number, width: number, height: number): void {
    const size = 9;
    const lines = this.#wrap(toChars(cell.runs), size, width - 6, 0);
    let y = this.#y + (height - lines.length * size * 1.35) / 2;
    for (const line of lines) {
      const w = line.reduce((sum, char) => sum + this.#measure(char.text, size), 0);
      const left = cell.align === 'left' ? x + 3 : cell.align === 'right' ? x + width - 3 - w : x + (width - w) / 2;
      this.#line(line, size, left, y);
      y += size * 1.35;
    }
    this.#frame(x, this.#y, width, height);
  }

  #frame(x: number, y: number, width: number, height: number): void {
    if (this.#story.look.rulings === 'strokes') {
      this.#doc.lineWidth(0.5).rect(x, y, width, height).stroke();
      return;
    }
    for (const [left, top, w, h] of [
      [x, y, width, 0.6],
      [x, y + height, width, 0.6],
      [x, y, 0.6, height],
      [x + width, y, 0.6, height + 0.6],
    ]) {
      this.#doc.rect(left, top, w, h).fill('black');
    }
  }

  #rowHeight(row: (StoryCell | null)[], widths: number[]): number {
    let lines = 1;
    row.forEach((cell, c) => {
      if (!cell || cell.rowSpan > 1) return;
      const w = widths.slice(c, c + cell.colSpan).reduce((a, b) => a + b, 0);
      lines = Math.max(lines, this.#wrap(toChars(cell.runs), 9, w - 6, 0).length);
    });
    return Math.max(this.#story.look.rowHeight, lines * 9 * 1.35 + 5);
  }

  #measure(text: string, size: number): number {
    return this.#doc.font('body').fontSize(size).widthOfString(text);
  }

  #centred(text: string, size: number, y: number): void {
    this.#text(text, size, (this.#width - this.#measure(text, size)) / 2, y);
  }

  #text(text: string, size: number, x: number, y: number): void {
    this.#doc.font('body').fontSize(size).fillColor('black').text(text, x, y, { lineBreak: false });
  }
}

function toChars(runs: Run[]): Char[] {
  return runs.flatMap((run) =>
    [...run.text].map((text, i) => ({
      text,
      begins: i === 0 ? run.facts : [],
      breakable: !(NOT_AT_START.includes(text) || (i > 0 && /[\d.,]/.test(text) && /[\d.,]/.test(run.text[i - 1]))),
    })),
  );
}
