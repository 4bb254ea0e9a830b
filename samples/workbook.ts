/** Lays a story out as a workbook: each table on a sheet of its own with title and unit above it, text on sheets of text. */
import { type BookType, utils, type WorkSheet, write } from '@e965/xlsx';
import type { Story, StoryBlock, StoryCell } from './story.ts';

type Table = Extract<StoryBlock, { kind: 'table' }>;

const NUMBER = /^-?[\d,]+(\.\d+)?$/;

/** @returns the file's bytes; numbers are stored as numbers with a format that shows them as the story prints them */
export function writeWorkbook(story: Story, bookType: BookType): Uint8Array {
  const book = utils.book_new();
  let texts: string[] = [];
  const closeTexts = () => {
    if (texts.length > 0)
      utils.book_append_sheet(book, utils.aoa_to_sheet(texts.map((text) => [text])), nextName('说明'));
    texts = [];
  };
  const nextName = (name: string) => `${name}${book.SheetNames.length + 1}`;
  for (const block of story.blocks) {
    if (block.kind === 'table') {
      closeTexts();
      utils.book_append_sheet(book, sheetOf(block), nextName('表'));
    } else texts.push(...textsOf(block));
  }
  closeTexts();
  return new Uint8Array(write(book, { type: 'array', bookType, compression: true }));
}

function textsOf(block: Exclude<StoryBlock, Table>): string[] {
  if (block.kind === 'cover') return block.lines;
  if (block.kind === 'heading') return [block.text];
  return block.kind === 'paragraph' ? [block.runs.map(({ text }) => text).join('')] : [];
}

function sheetOf(table: Table): WorkSheet {
  const width = table.grid[0].length;
  const sheet: WorkSheet = {};
  const merges = [{ s: { r: 0, c: 0 }, e: { r: 0, c: width - 1 } }];
  const put = (r: number, c: number, text: string) => {
    const digits = text.replaceAll(',', '');
    const format = `${text.includes(',') ? '#,##0' : '0'}${digits.includes('.') ? `.${'0'.repeat(digits.length - digits.indexOf('.') - 1)}` : ''}`;
    const number = NUMBER.test(text) && !/^0\d/.test(text);
    sheet[utils.encode_cell({ r, c })] = number ? { t: 'n', v: Number(digits), z: format } : { t: 's', v: text };
  };
  put(0, 0, table.title);
  if (table.left) put(1, 0, table.left);
  if (table.right) put(1, width - 1, table.right);
  table.grid.forEach((row, y) => {
    row.forEach((cell, c) => {
      if (!cell) return;
      const text = cell.runs.map((run) => run.text).join('');
      if (text !== '') put(y + 2, c, text);
      if (cell.rowSpan > 1 || cell.colSpan > 1) merges.push(spanOf(cell, y + 2, c));
    });
  });
  const last = table.grid.length + 2;
  if (table.note) put(last, 0, table.note);
  sheet['!ref'] = utils.encode_range({ s: { r: 0, c: 0 }, e: { r: last, c: width - 1 } });
  sheet['!merges'] = merges;
  return sheet;
}

const spanOf = ({ rowSpan, colSpan }: StoryCell, r: number, c: number) => ({
  s: { r, c },
  e: { r: r + rowSpan - 1, c: c + colSpan - 1 },
});
