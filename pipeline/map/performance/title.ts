/** What the title of a performance table says: about the department, or about which project. */
import type { PerformanceLayout } from '../../../schemas/performance.ts';
import { labelText, plain, wordKey } from '../forms/normal.ts';

export interface TableTitle {
  scope: 'overall' | 'project';
  /** Name of the project, empty where the title has none. */
  project: string;
}

/**
 * Reads a title.
 * @returns nothing when the text is no title of a performance table
 */
export function readTitle(text: string, layout: PerformanceLayout): TableTitle | undefined {
  const title = without(plain(text), layout.title_left_out);
  const ends = [...layout.title_ends].sort((a, b) => b.length - a.length);
  const end = ends.map(plain).find((each) => title.endsWith(each) || title.endsWith(`${each}()`));
  if (!end) return undefined;
  const name = labelText(title.slice(0, title.lastIndexOf(end))).replace(/^[“"《]|[”"》]$/g, '');
  if (layout.overall.some((word) => wordKey(title).includes(wordKey(word)))) return { scope: 'overall', project: '' };
  return { scope: 'project', project: layout.bodies.test(name) ? '' : name };
}

/** A text without all that fits some patterns, one after the other. */
export const without = (text: string, patterns: readonly RegExp[]): string =>
  patterns.reduce((rest, { source }) => rest.replace(new RegExp(source, 'gu'), ''), text);
