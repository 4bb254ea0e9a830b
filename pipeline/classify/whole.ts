/** Accounts of a whole county or city: they look like a department's, and are none. */
import type { IdentityWords } from '../../schemas/identity.ts';
import { compact } from './plain.ts';
import type { RegionFinder } from './region.ts';

/** How far into a document without a body the words are looked for that say whose money it is. */
const REACH = 800;

/**
 * Whether a document holds the accounts of a government: by its title the final accounts, a report to its congress, or the
 * 三公 expenses of all departments together; or by its first words, where no body is named anywhere.
 * @param said title, with the body that it names, and the text without white space
 * @param body the body that the document names anywhere, empty when none
 */
export function isWholeGovernment(
  { title, text }: { title: { text: string; entity: string } | null; text: string },
  body: string,
  words: IdentityWords,
  regions: RegionFinder,
): boolean {
  const { titles, before_places, places, texts, reporters, not } = words.whole_government;
  const plain = compact(title?.text ?? '');
  if (not.some((word) => plain.includes(word))) return false;
  if (title && title.entity !== '' && !reporters.test(title.entity)) return false;
  if (titles.some((pattern) => pattern.test(plain))) return true;
  if (body === '' && texts.some((pattern) => pattern.test(text.slice(0, REACH)))) return true;
  const named = plain.replace(before_places, '');
  const place = regions.prefixLength(named);
  return title?.entity === '' && place > 0 && places.test(named.slice(place));
}
