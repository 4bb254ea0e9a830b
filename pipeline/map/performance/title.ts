/** What the title of a performance table says: about the department, or about which project. */
import type { PerformanceLayout } from '../../../schemas/performance.ts';
import { labelText, plain, wordKey } from '../forms/normal.ts';

export interface TableTitle {
  scope: 'overall' | 'project';
  /** Name of the project, empty where the title has none. */
  project: string;
}

const UNIT_NOTE = /[（(]?(?:金额)?单位[:：].*$/;
const YEAR = /[（(]?20\d{2}年度?[）)]?/g;
const ATTACHMENT = /^附(?:件|表)?\d*(?:[-—]\d+)?[:：.、]?/;
/** 项目支出绩效目标表（本次下达） */
const REMARK = /(?<=表)[（(][^（）()]{2,8}[）)]$/;
/** A name that ends like this is a body, not a project. */
const BODY = /[局委办院所站厅会部处镇乡县市区]$/;

/**
 * Reads a title.
 * @returns nothing when the text is no title of a performance table
 */
export function readTitle(text: string, layout: PerformanceLayout): TableTitle | undefined {
  const title = plain(text).replace(UNIT_NOTE, '').replace(YEAR, '').replace(ATTACHMENT, '').replace(REMARK, '');
  const ends = [...layout.title_ends].sort((a, b) => b.length - a.length);
  const end = ends.map(plain).find((each) => title.endsWith(each) || title.endsWith(`${each}()`));
  if (!end) return undefined;
  const name = labelText(title.slice(0, title.lastIndexOf(end))).replace(/^[“"《]|[”"》]$/g, '');
  if (layout.overall.some((word) => wordKey(title).includes(wordKey(word)))) return { scope: 'overall', project: '' };
  return { scope: 'project', project: BODY.test(name) ? '' : name };
}
