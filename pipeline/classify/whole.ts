/** Accounts of a whole county or city: they look like a department's, and are none. */
import type { IdentityWords } from '../../schemas/identity.ts';
import { compact } from './plain.ts';
import type { RegionFinder } from './region.ts';

/**
 * Whether a title announces the accounts of a government: its final accounts, a report to its congress, or the 三公 expenses of
 * all of its departments together.
 * @param entity the body that the title names, empty when none
 */
export function isWholeGovernment(title: string, entity: string, words: IdentityWords, regions: RegionFinder): boolean {
  const { titles, places, not } = words.whole_government;
  const plain = compact(title);
  if (not.some((word) => plain.includes(word))) return false;
  if (titles.some((pattern) => pattern.test(plain))) return true;
  const named = plain.replace(/^(?:关于)?(?:20\d{2}年度?)?/, '');
  const place = regions.prefixLength(named);
  return entity === '' && place > 0 && places.test(named.slice(place));
}
