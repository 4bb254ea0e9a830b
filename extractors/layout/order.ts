/** Sorting what mostly is in order: characters as they are drawn. Sorting would take room for a copy each time. */

type Compare<T> = (a: T, b: T) => number;

export function isOrdered<T>(items: readonly T[], compare: Compare<T>): boolean {
  for (let i = 1; i < items.length; i++) if (compare(items[i - 1], items[i]) > 0) return false;
  return true;
}

/** Sorts in place, if need be. */
export function ordered<T>(items: T[], compare: Compare<T>): T[] {
  return isOrdered(items, compare) ? items : items.sort(compare);
}

/** The items in order, without a change to the list. */
export function inOrder<T>(items: readonly T[], compare: Compare<T>): readonly T[] {
  return isOrdered(items, compare) ? items : items.toSorted(compare);
}
