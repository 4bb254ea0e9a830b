/** The table of contents: which paragraphs belong to it, so that its lines are taken neither for headings nor for facts. */
import type { Block, Paragraph } from '../../extractors/document.ts';
import type { LineWords } from '../../schemas/sections.ts';
import { compact, headingKey, paragraphText, readOrdinal } from './plain.ts';

const LEADER = /[.．·…‥_]{3,}\s*-?\s*\d{0,4}\s*-?$|PAGEREF/u;

/**
 * Finds the table of contents: its title, then entries (numbered, or with dot leaders) up to the place where the first
 * entry is printed again as a heading, or where running text begins. Lines with leaders count wherever they stand.
 * @returns the paragraphs of the contents, title included
 */
export function findContents(blocks: readonly Block[], { contents }: LineWords): Set<Paragraph> {
  const found = new Set<Paragraph>();
  const paragraphs = blocks.filter((block): block is Paragraph => block.kind === 'paragraph' && block.role === 'body');
  for (const paragraph of paragraphs) {
    if (paragraph.leader || LEADER.test(paragraphText(paragraph).trim())) found.add(paragraph);
  }
  const start = paragraphs.findIndex((paragraph) => contents.test(compact(paragraphText(paragraph))));
  if (start < 0) return found;
  found.add(paragraphs[start]);
  const entries = new Set<string>();
  let first: Paragraph | undefined;
  for (const paragraph of paragraphs.slice(start + 1)) {
    const text = paragraphText(paragraph).trim();
    const key = entryKey(text);
    if (key === '') continue;
    const isEntry = found.has(paragraph) || (readOrdinal(text) !== null && text.length <= 80 && !/[。；]$/.test(text));
    if (!isEntry || entries.has(key)) break;
    // A contents page holds only its entries: a numbered line on a later page with leaders gone is a heading.
    if (first && isNumberedAgain(first, paragraph) && pageOf(paragraph) !== pageOf(first)) break;
    first ??= paragraph;
    entries.add(key);
    found.add(paragraph);
  }
  return found;
}

function entryKey(text: string): string {
  return headingKey(text.replace(/[.．·…‥_]{2,}.*$/u, '').replace(/\s+\d{1,3}$/, ''));
}

/** The numbering begins anew: the entry has the kind and value of the first one. */
function isNumberedAgain(first: Paragraph, paragraph: Paragraph): boolean {
  const a = readOrdinal(paragraphText(first));
  const b = readOrdinal(paragraphText(paragraph));
  return a !== null && b !== null && a.kind === b.kind && a.value === b.value;
}

function pageOf(paragraph: Paragraph): number {
  return paragraph.lines[0]?.page ?? 0;
}
