/** The documents of the run and what became of each of their pages: what is wrong, and where, at one look. */
import { ask, viewOf } from './api.js';
import { h } from './dom.js';
import { reportWord } from './format.js';
import { setKeys } from './keys.js';
import { pager } from './lists.js';
import { t } from './words.js';

const SIZE = 30;

export async function documentsView(query, { totals }) {
  const listing = await ask('api/documents', { ...Object.fromEntries(query), limit: SIZE });
  setKeys({});
  return {
    title: t('overview'),
    elements: [
      figures(totals),
      h('div.head', h('h2', t('what_wrong')), legend()),
      h('div.documents', listing.rows.map(card)),
      pager(query, listing, SIZE),
    ],
  };
}

/** The run in figures; those that want a look lead there. */
function figures({ documents, pages, facts, flagged, failed, aside, unread, passed }) {
  const figure = (n, key, kind = '', href = '') => {
    const words = t(key, { n: '' }).trim();
    const parts = [h('b', n.toLocaleString('en')), h('span', words)];
    return href && n > 0
      ? h(`a.figurebox.${kind || 'plain'}`, { href }, parts)
      : h(`div.figurebox.${n > 0 && kind ? kind : 'plain'}`, parts);
  };
  return h(
    'div.figures',
    figure(documents, 'n_documents'),
    figure(pages, 'n_pages'),
    figure(facts, 'n_facts', '', viewOf('facts')),
    figure(passed, 'n_passed', 'good'),
    figure(failed, 'n_failed', 'failed', viewOf('findings')),
    figure(flagged, 'n_flagged', 'flagged', viewOf('facts', { state: 'flagged', sort: 'need' })),
    figure(aside, 'n_aside', 'aside', viewOf('quarantine')),
    unread > 0 && figure(unread, 'n_unread', 'failed'),
  );
}

function legend() {
  const one = (kind, key) => h('span', h(`i.cell.${kind}`, { 'aria-hidden': 'true' }), t(key));
  return h(
    'p.legend',
    h('span.faint', `${t('each_square')}:`),
    ['failed', 'flagged', 'aside', 'clean', 'empty', 'unread'].map((kind) => one(kind, `page_${kind}`)),
  );
}

function card(row) {
  const wrong = row.failed > 0 || ['failed', 'skipped'].includes(row.status);
  const counts = [
    row.facts > 0 &&
      h(
        'a',
        { href: viewOf('facts', { document: row.document_id }) },
        t('n_facts', { n: row.facts.toLocaleString('en') }),
      ),
    row.failed > 0 &&
      h('a.failed', { href: viewOf('findings', { document: row.document_id }) }, t('n_failed', { n: row.failed })),
    row.flagged > 0 &&
      h(
        'a.flagged',
        { href: viewOf('facts', { document: row.document_id, state: 'flagged' }) },
        t('n_flagged', { n: row.flagged }),
      ),
    row.aside > 0 &&
      h('a.aside', { href: viewOf('quarantine', { document: row.document_id }) }, t('n_aside', { n: row.aside })),
  ];
  const first = row.strip.find(({ failed }) => failed > 0) ?? row.strip.find(({ facts }) => facts > 0) ?? row.strip[0];
  const name = first
    ? h('a.filename', { href: viewOf('page', { document: row.document_id, page: first.page }) }, row.file)
    : h('span.filename', row.file);
  return h(
    `article.card${wrong ? '.wrong' : ''}`,
    { 'data-row': '' },
    h(
      'div.cardhead',
      h('h3', name),
      row.status !== 'ok' &&
        h(
          `span.chip.${row.status === 'partial' ? 'flagged' : row.status === 'duplicate' ? 'mild' : 'failed'}`,
          row.status,
        ),
    ),
    h(
      'p.faint',
      [
        row.entity,
        row.region_name,
        row.fiscal_year,
        reportWord(row.report_type),
        row.page_count && t('n_pages', { n: row.page_count }),
      ]
        .filter(Boolean)
        .join(' · '),
    ),
    row.reason && h('p.reason', row.reason),
    strip(row),
    h('p.counts', counts),
  );
}

/** One square a page. */
export function strip({ document_id, strip: pages }, current = 0) {
  if (pages.length === 0) return null;
  return h(
    'div.strip',
    pages.map((page) => {
      const kind = kindOf(page);
      const words = [
        t('page', { n: page.page }),
        page.facts > 0 && t('n_facts', { n: page.facts }),
        page.failed > 0 && `${page.failed} ${t('page_failed')}`,
        page.flagged > 0 && t('n_flagged', { n: page.flagged }),
        page.aside > 0 && t('n_aside', { n: page.aside }),
        page.reason,
      ]
        .filter(Boolean)
        .join(', ');
      return h(`a.cell.${kind}`, {
        href: viewOf('page', { document: document_id, page: page.page }),
        title: words,
        'aria-label': words,
        'aria-current': page.page === current ? 'page' : null,
      });
    }),
  );
}

function kindOf({ status, failed, flagged, aside, facts }) {
  if (status === 'failed') return 'unread';
  if (failed > 0) return 'failed';
  if (flagged > 0) return 'flagged';
  if (aside > 0) return 'aside';
  return facts > 0 ? 'clean' : 'empty';
}
