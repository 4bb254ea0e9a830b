/** What was set aside, with the reason. */
import { ask, viewOf } from './api.js';
import { h } from './dom.js';
import { setKeys } from './keys.js';
import { choice, pager, table } from './lists.js';
import { t } from './words.js';

const SIZE = 50;

export async function quarantineView(query, { facets }, { go }) {
  const listing = await ask('api/quarantine', { ...Object.fromEntries(query), limit: SIZE });
  setKeys({});
  const columns = [
    [
      t('number'),
      (row) =>
        h(
          'a.raw',
          { href: viewOf('page', { document: row.document_id, page: row.page }) },
          row.raw.slice(0, 120) || '—',
        ),
    ],
    [t('reason'), (row) => row.reason],
    [t('context'), (row) => h('span.faint.clip', row.context.slice(0, 300))],
    [
      t('place'),
      (row) => h('span.place', h('span.filename', row.file), row.page && h('span.measure', t('page', { n: row.page }))),
    ],
  ];
  return {
    title: t('quarantine'),
    elements: [
      h('div.head', h('p.lead', { 'aria-hidden': 'true' }, t('quarantine'))),
      h(
        'div.row.filters',
        choice('reason', t('reason'), facets.reason, query, go),
        query.get('document') && h('a.button', { href: viewOf('quarantine') }, `× ${t('file')}`),
      ),
      listing.total === 0 ? h('p.nothing', t('none_found')) : table(columns, listing.rows, t('quarantine')),
      pager(query, listing, SIZE),
    ],
  };
}
