/** Facts by filters and search; with `open` and the order `need` the queue of what wants a look. */
import { ask, viewOf } from './api.js';
import { h } from './dom.js';
import { flagWords, gravity } from './flags.js';
import { chips, factLink, meaning, reportWord, valueWords } from './format.js';
import { setKeys } from './keys.js';
import { choice, pager, table } from './lists.js';
import { inChinese, t } from './words.js';

const SIZE = 50;

export async function factsView(query, { facets }, { go }) {
  const queue = query.get('view') === 'queue';
  const asked = Object.fromEntries(query);
  if (queue) Object.assign(asked, { open: '1', sort: 'need' });
  const listing = await ask('api/facts', { ...asked, limit: SIZE });
  setKeys({});
  const title = t(queue ? 'queue' : 'facts');
  const place = (index) => (queue ? { queue: listing.offset + index } : {});
  const columns = [
    [
      t('number'),
      (row, index) => [
        h(`span.dot.${gravity(row.flags)}`, { 'aria-hidden': 'true' }),
        factLink(row, place(index)),
        h('span.value', valueWords(row)),
      ],
      'num',
    ],
    [t('meaning'), (row) => meaning(row)],
    [
      t('entity'),
      (row) =>
        h(
          'span.who',
          row.entity,
          h('span.measure', [row.fiscal_year, reportWord(row.report_type)].filter(Boolean).join(' ')),
        ),
    ],
    [
      t('place'),
      (row) =>
        h(
          'a.place',
          { href: viewOf('page', { document: row.document_id, page: row.page }) },
          h('span.filename', row.file),
          row.page && h('span.measure', t('page', { n: row.page })),
        ),
    ],
    [t('flags'), (row) => chips(row.flags, row.decision || row.review)],
  ];
  const empty = h('p.nothing', t(queue && query.size <= 1 ? 'nothing_open' : 'none_found'));
  return {
    title,
    elements: [
      h(
        'div.head',
        h('p.lead', { 'aria-hidden': 'true' }, title),
        queue &&
          listing.total > 0 &&
          h(
            'a.button.primary',
            { href: viewOf('fact', { id: listing.rows[0].fact_id, queue: listing.offset }) },
            t('begin'),
          ),
      ),
      filters(query, facets, go, queue),
      !listing.context && query.get('q') && h('p.faint', t('not_searched_yet')),
      listing.total === 0 ? empty : table(columns, listing.rows, title),
      pager(query, listing, SIZE),
    ],
  };
}

function filters(query, facets, go, queue) {
  const withWords = facets.flag.map((item) => ({ ...item, label: flagWords(item.value) }));
  const labelled = (items) =>
    items.map((item) => ({ ...item, label: inChinese() ? item.label || item.value : item.value }));
  const reports = facets.report.map((item) => ({ ...item, label: reportWord(item.value) }));
  const states = ['failed', 'flagged', 'clean'].map((value) => ({ value, label: t(`state_${value}`) }));
  const orders = ['need', 'amount', 'confidence'].map((value) => ({ value, label: t(`sort_${value}`) }));
  const named = facets.region.map((item) => ({ ...item, label: [item.label, item.value].filter(Boolean).join(' ') }));
  const set = [
    'region',
    'entity',
    'year',
    'report',
    'concept',
    'measure',
    'flag',
    'state',
    'q',
    'document',
    'ids',
    'page',
    'table',
    'decided',
    'period',
  ].filter((name) => query.get(name));
  return h(
    'details.filters',
    { open: innerWidth > 700 || set.length > 0 },
    h('summary', t('filters')),
    h(
      'div.row',
      choice('region', t('region'), named, query, go),
      choice('entity', t('entity'), facets.entity, query, go),
      choice('year', t('year'), facets.year, query, go),
      choice('report', t('report'), reports, query, go),
      choice('concept', t('concept'), labelled(facets.concept), query, go),
      choice('measure', t('measure'), labelled(facets.measure), query, go),
      choice('flag', t('flag'), withWords, query, go),
      !queue && choice('state', t('state'), states, query, go),
      !queue && choice('sort', t('sort'), orders, query, go, t('sort_')),
      set.length > 0 && h('a.button', { href: viewOf(query.get('view')) }, `× ${t('clear')}`),
    ),
    (query.get('q') || query.get('document') || query.get('ids')) &&
      h(
        'p.faint',
        [
          query.get('q') && `${t('search')}: “${query.get('q')}”`,
          query.get('document') && `${t('file')}: ${query.get('document')}`,
          query.get('ids') && t('n_facts', { n: query.get('ids').split(',').length }),
        ]
          .filter(Boolean)
          .join(' · '),
      ),
  );
}
