/** The project that a table is about. */
import type { Table } from '../../extractors/document.ts';
import { cellText } from '../../extractors/text.ts';
import type { IdentityWords } from '../../schemas/identity.ts';
import { compact } from './plain.ts';

/** Labels of a project stand at the top of its table; further down they head columns. */
const REACH_PROJECT = 6;

/**
 * The name of the project that a table is about: the cell to the right of its label, the rest of that cell behind a
 * colon, or what the table's title says before 项目绩效自评表.
 */
export function projectOf(table: Table, title: string, words: IdentityWords): string {
  const labels = new Set(words.project_labels.map(compact));
  for (const cell of table.cells.filter((candidate) => candidate.row < REACH_PROJECT)) {
    const text = compact(cellText(cell));
    if (labels.has(text.replace(/[：:]$/, ''))) {
      const next = table.cells.find((other) => other.row === cell.row && other.col === cell.col + cell.colSpan);
      const name = next ? compact(cellText(next)) : '';
      return words.no_project.test(name) || !/\p{Script=Han}/u.test(name) ? '' : name;
    }
    const [label, ...rest] = text.split(/[：:]/);
    if (rest.length > 0 && labels.has(label)) return rest.join('：');
  }
  const named = words.project_title.exec(compact(title))?.[1] ?? '';
  return words.no_project.test(named) ? '' : named;
}
