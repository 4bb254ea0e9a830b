/** What was decided, the newest first. */
import { ask } from './api.js';
import { h } from './dom.js';
import { factLink, grouped, named } from './format.js';
import { setKeys } from './keys.js';
import { table } from './lists.js';
import { t } from './words.js';

export async function decisionsView() {
  const { rows } = await ask('api/decisions');
  setKeys({});
  const change = (row) =>
    ['value', 'unit', 'concept', 'measure']
      .filter((name) => row[`new_${name}`])
      .map((name) => h('span.change', h('s', grouped(row[`old_${name}`])), ' → ', h('b', grouped(row[`new_${name}`]))));
  const columns = [
    [t('when'), (row) => row.when.slice(0, 16).replace('T', ' ')],
    [t('who'), (row) => row.who],
    [t('action'), (row) => h('span.chip.decided', t(`did_${row.action}`))],
    [t('number'), (row) => factLink(row), 'num'],
    [t('meaning'), (row) => [named(row.old_concept), change(row)]],
    [t('note'), (row) => row.why],
    [t('place'), (row) => h('span.filename', row.file)],
  ];
  return {
    title: t('decisions'),
    elements: [
      h('div.head', h('p.lead', { 'aria-hidden': 'true' }, t('decisions')), h('p.faint', t('next_run'))),
      rows.length === 0 ? h('p.nothing', t('none_found')) : table(columns, rows, t('decisions')),
    ],
  };
}
