/** What a document prints beside its numbers: its tables, their titles, and its running text. */
import type { Paragraph } from '../../extractors/document.ts';
import { cellText } from '../../extractors/text.ts';
import type { Classified, PlacedBlock, PlacedTable } from '../classified.ts';
import { compact, paragraphText } from '../classify/plain.ts';

/** A stretch of text with its page (null in formats without pages). */
export interface PrintedText {
  text: string;
  page: number;
  /** How the paragraph after it begins: an item that breaks off is told from one that goes on. */
  next?: string;
}

export const tablesOf = ({ blocks }: Classified): PlacedTable[] =>
  blocks.filter((block): block is PlacedTable => block.role === 'table');

/** Lines of the contents and titles of forms that stand without their table. */
export function namedTitles({ blocks }: Classified): PrintedText[] {
  return blocks.flatMap((block) =>
    block.role === 'contents' || block.role === 'table-title' ? [printed(block as PlacedBlock<Paragraph>)] : [],
  );
}

/** How much of the next paragraph is looked at. */
const BEGINNING = 6;

/** Paragraphs of running text, without white space; definitions and duties are left out. */
export function runningText({ blocks }: Classified): PrintedText[] {
  return blocks.flatMap((block, i) => {
    if (block.role !== 'text' || block.section?.factFree) return [];
    const after = blocks.slice(i + 1).find(({ role }) => role !== 'furniture');
    const next =
      !after || after.role === 'table' ? '' : printed(after as PlacedBlock<Paragraph>).text.slice(0, BEGINNING);
    return [{ ...printed(block as PlacedBlock<Paragraph>), next }];
  });
}

/** Longer cells hold running text. */
const SENTENCE = 40;

/** Running text and the long cells of tables. */
export function allText(classified: Classified): PrintedText[] {
  const cells = tablesOf(classified).flatMap(({ block, section }) =>
    section?.factFree
      ? []
      : block.cells
          .map((cell) => ({ text: compact(cellText(cell)), page: cell.page }))
          .filter(({ text }) => text.length >= SENTENCE),
  );
  return [...runningText(classified), ...cells];
}

/** How many paragraphs below a table may be a note to it. */
const BELOW = 2;

/** What stands in a table and just below it. */
export function aroundTable(table: PlacedTable, { blocks }: Classified): PrintedText[] {
  const inside = table.block.cells.map((cell) => ({ text: compact(cellText(cell)), page: cell.page }));
  const at = blocks.indexOf(table);
  const below = blocks.slice(at + 1, at + 1 + BELOW);
  const end = below.findIndex(({ role }) => role === 'table' || role === 'table-title' || role === 'heading');
  const notes = below.slice(0, end < 0 ? BELOW : end) as PlacedBlock<Paragraph>[];
  return [...inside, ...notes.map(printed)];
}

const printed = ({ block }: PlacedBlock<Paragraph>): PrintedText => ({
  text: compact(paragraphText(block)),
  page: block.lines[0]?.page ?? 0,
});
