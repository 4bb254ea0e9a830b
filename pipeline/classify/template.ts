/** Blank templates: forms that a finance bureau hands out, with XX where names and amounts will stand. */
import type { IdentityWords } from '../../schemas/identity.ts';
import { compact } from './plain.ts';

/** A filled report may keep a few blanks of its template. */
const FEWEST_BLANKS = 5;

/**
 * Whether a document is a blank template: the body's name is a placeholder where titles print it, and more amounts
 * are placeholders than numbers.
 * @param titles title and headings of parts
 * @param text the whole document
 */
export function isTemplate(titles: readonly string[], text: string, words: IdentityWords): boolean {
  const holders = words.placeholders.map((word) => word.replace(/[*+?.]/g, '\\$&')).join('|');
  const nameless = titles.some((title) =>
    new RegExp(`(?:${holders})(?:${[...words.entity_endings, ...words.template_bodies].join('|')})`).test(
      compact(title),
    ),
  );
  const called = titles.some((title) => words.template_words.some((word) => title.includes(word)));
  if (!nameless && !called) return false;
  const plain = compact(text);
  const units = `(?:${words.template_units.join('|')})`;
  const blanks = plain.match(new RegExp(`(?:${holders})+${units}`, 'g'))?.length ?? 0;
  if (blanks < FEWEST_BLANKS) return false;
  // Only where a number begins: tried at each of its digits, a number as long as a page takes time that grows with the
  // square of its length.
  const amounts = plain.match(new RegExp(`(?<!\\d[,.]*)\\d[\\d,.]*${units}`, 'g'))?.length ?? 0;
  return blanks > amounts;
}
