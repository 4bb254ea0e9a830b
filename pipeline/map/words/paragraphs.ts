/** Paragraphs of scanned pages whose surroundings were not read well enough to say what their numbers are about. */
import type { Paragraph, TextLine } from '../../../extractors/document.ts';
import type { PlacedBlock, PlacedTable } from '../../classified.ts';
import type { Mapped, Printed } from '../../draft.ts';

/** A line alone of at most so many characters and without the end of a sentence may be a heading that is not known. */
const HEADING = 40;
/** What a sentence, a heading with an ordinal or a line before a list ends with. */
const ENDS = /[。！？!?；;：:.…)）】]\s*$/u;
const INSIDE = /[，,、；;。]/u;
/** Less than this is no text: what a speck or a crease is read as. */
const LETTER = /\p{Script=Han}|\p{L}{3}|\d/u;
const ORDINAL = /^\s*[（(]?[\d一二三四五六七八九十]{1,3}[)）、.．]/u;

/**
 * @param blocks all blocks of the document, in reading order
 * @param quarantine numbers that were not understood
 * @param reading whether a line has characters that the reader was not sure of, and whether some may be misread at all
 * @returns whether what is said at a place may be about something else than it seems
 */
export function doubtfulParagraphs(
  blocks: readonly (PlacedBlock<Paragraph> | PlacedTable)[],
  quarantine: Mapped['quarantine'],
  { isDoubtful, mayBeMisread }: Record<'isDoubtful' | 'mayBeMisread', (line: TextLine) => boolean>,
): (place: Printed) => boolean {
  const refused = new Map<TextLine, number>();
  for (const { at, reason } of quarantine) {
    const [first] = at ?? [];
    if (!first || !reason.startsWith('prose: ')) continue;
    refused.set(first.line, Math.min(first.start, refused.get(first.line) ?? Number.POSITIVE_INFINITY));
  }
  const whole = new Set<TextLine>();
  const from = new Map<TextLine, number>();
  let heading = false;
  let broken = false;
  for (const placed of blocks) {
    if (placed.block.kind !== 'paragraph' || placed.role === 'furniture') continue;
    const { lines } = placed.block;
    const text = lines.map((line) => line.text).join('');
    if (placed.role !== 'text') {
      broken = false;
      heading = placed.role === 'heading' && lines.some((line) => isDoubtful(line));
      continue;
    }
    if (heading || (broken && !ORDINAL.test(text)) || !isClosed(text)) for (const line of lines) whole.add(line);
    let start: number | undefined;
    for (const [i, line] of lines.entries()) {
      const misread = refused.has(line) && lines.slice(Math.max(0, i - 1), i + 1).some(mayBeMisread);
      start = start === undefined ? (misread ? refused.get(line) : undefined) : -1;
      if (start !== undefined) from.set(line, start);
    }
    if (isLikeHeading(text, lines)) heading = heading || lines.some((line) => isDoubtful(line));
    if (LETTER.test(text)) broken = !ENDS.test(text) && isSentence(text, lines);
  }
  return ({ line, start }) => whole.has(line) || start > (from.get(line) ?? Number.POSITIVE_INFINITY);

  /** Signs inside of it, a number that was not understood, or more than a heading's length. */
  function isSentence(text: string, lines: readonly TextLine[]): boolean {
    return INSIDE.test(text) || text.length > HEADING || lines.some((line) => refused.has(line));
  }
}

/** Whether every bracket has its other half, where the text does not break off: what is said inside of one ends there. */
function isClosed(text: string): boolean {
  let depth = 0;
  for (const [sign] of text.replace(ORDINAL, '').matchAll(/[（()）〔〕《》〈〉]/gu)) {
    depth += /[（(〔《〈]/u.test(sign) ? 1 : -1;
    if (depth < 0) return false;
  }
  const [round, closed] = [/[（(]/gu, /[）)]/gu].map((each) => text.replace(ORDINAL, '').match(each)?.length ?? 0);
  if (depth > 0 && !ENDS.test(text)) return round >= closed;
  return depth === 0 && round === closed;
}

const isLikeHeading = (text: string, lines: readonly TextLine[]) =>
  lines.length === 1 && text.length <= HEADING && !/[。；，]/u.test(text);
