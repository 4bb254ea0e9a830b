/** The project that a table is about. */
import type { Table } from '../../extractors/document.ts';
import { cellText } from '../../extractors/text.ts';
import type { IdentityWords } from '../../schemas/identity.ts';
import { compact } from './plain.ts';

/** Labels of a project stand at the top of its table; further down they head columns. */
const REACH_PROJECT = 6;
const TITLED =
  /^(?:附件[一二三四五六七八九十\d]*[：:]?)?(?:20\d{2}年度?)?(.+?)(?:预算)?(?:项目)?(?:支出)?(?:绩效)?(?:目标)?自评表$/;
const NO_PROJECT = /^(?:部门|单位|整体|预算|项目)*$|整体支出|数$|金额/;

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
      return NO_PROJECT.test(name) || !/\p{Script=Han}/u.test(name) ? '' : name;
    }
    const [label, ...rest] = text.split(/[：:]/);
    if (rest.length > 0 && labels.has(label)) return rest.join('：');
  }
  const named = TITLED.exec(compact(title))?.[1] ?? '';
  return NO_PROJECT.test(named) ? '' : named;
}
