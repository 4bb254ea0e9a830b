/** Doubt about words that were read from pictures, brought to the facts that they name. */
import type { Block, Box, TextLine } from '../../../extractors/document.ts';
import type { Classified } from '../../classified.ts';
import type { Evidence, Mapped } from '../../draft.ts';
import { doubtfulParagraphs } from './paragraphs.ts';

/**
 * Words with a character that the reader is less sure of are doubtful. On clean print 98 of 100 characters are at 0.98 and
 * more; characters that were misread on damaged pages are mostly at 0.97 and less, those made of smears at 0.94 and less.
 */
const SURE_OF_WORDS = 0.95;
/**
 * A number that was not understood casts doubt on what follows where its line or the one before has a character below
 * this: there words may have been misread, while where all are surer its wording is just one that no rule knows.
 */
const SURELY_READ = 0.98;
const FLAG = 'label_uncertain';
/** Signs say nothing in a name, and are often specks. */
const SAYS_SOMETHING = /[\p{L}\p{N}]/u;
/** Points by which the middle of a character may lie outside of a box that was rounded. */
const NEAR = 1;

/**
 * Flags facts and indicators whose names stand on doubtful words, in place: words of their evidence of which a character is
 * uncertain; for running text also what stands around it, a heading above that is doubtful, a sentence whose beginning is
 * missing, a number before in the same paragraph that was not understood.
 */
export function flagDoubtfulWords(mapped: Mapped, { document, blocks }: Classified): void {
  const onPage = Map.groupBy(
    document.blocks.flatMap(linesOf).filter(({ confidence }) => confidence < SURE_OF_WORDS),
    ({ page }) => page,
  );
  const isDoubtful = (one: Evidence) =>
    one.page !== undefined && one.bbox !== undefined && hasDoubt(onPage.get(one.page) ?? [], boxOf(one.bbox));
  for (const { method, trace, flags } of [...mapped.facts, ...mapped.indicators]) {
    if (method === 'ocr' && trace.evidence.some(isDoubtful)) flags.push(FLAG);
  }
  const doubtful = doubtfulParagraphs(blocks, mapped.quarantine, {
    isDoubtful: (line) => hasBelow(line, SURE_OF_WORDS),
    mayBeMisread: (line) => hasBelow(line, SURELY_READ),
  });
  for (const { method, trace, flags, table_id } of mapped.facts) {
    const [first] = trace.at ?? [];
    if (method !== 'ocr' || table_id !== '' || !first || flags.includes(FLAG)) continue;
    if (doubtful(first)) flags.push(FLAG);
  }
}

const linesOf = (block: Block): TextLine[] =>
  block.kind === 'paragraph' ? block.lines : block.cells.flatMap(({ lines }) => lines);

const boxOf = (text: string) => text.split(',').map(Number) as unknown as Box;

/** Whether a character of one of the lines that stands inside a box is doubtful. */
function hasDoubt(lines: readonly TextLine[], [x0, y0, x1, y1]: Box): boolean {
  return lines.some((line) => {
    if (!line.box) return false;
    const middle = (line.box[1] + line.box[3]) / 2;
    if (middle < y0 - NEAR || middle > y1 + NEAR) return false;
    return hasBelow(line, SURE_OF_WORDS, (i) => {
      const at = line.edges ? (line.edges[2 * i] + line.edges[2 * i + 1]) / 2 : x0;
      return at >= x0 - NEAR && at <= x1 + NEAR;
    });
  });
}

/** Whether a letter or digit of a line, of those that are looked at, is less sure than a limit. */
function hasBelow({ text, confidence, confidences }: TextLine, limit: number, looked = (_: number) => true): boolean {
  if (confidence >= limit) return false;
  for (let i = 0; i < text.length; i++) {
    if (SAYS_SOMETHING.test(text[i]) && looked(i) && (confidences?.[i] ?? confidence) < limit) return true;
  }
  return false;
}
