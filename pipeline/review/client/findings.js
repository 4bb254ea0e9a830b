/** Failed checks, and one of them with both of its sides as they are printed. */
import { address, ask, viewOf } from './api.js';
import { findingHref, numberLink, sidesOf } from './checks.js';
import { h } from './dom.js';
import { grouped, inWords } from './format.js';
import { setKeys } from './keys.js';
import { choice, pager } from './lists.js';
import { t } from './words.js';

const SIZE = 50;

export async function findingsView(query, { facets }, { go }) {
  const listing = await ask('api/findings', { ...Object.fromEntries(query), limit: SIZE });
  setKeys({});
  const states = ['pass', 'not_applicable'].map((value) => ({
    value,
    label: t(value === 'pass' ? 'holds' : 'excused'),
  }));
  return {
    title: t('findings'),
    elements: [
      h('div.head', h('p.lead', { 'aria-hidden': 'true' }, t('findings'))),
      h(
        'div.row.filters',
        choice('check', t('check'), facets.check, query, go),
        choice('status', t('state'), states, query, go, t('fails')),
        query.get('document') && h('a.button', { href: viewOf('findings') }, `× ${t('file')}`),
      ),
      listing.total === 0 ? h('p.nothing', t('none_found')) : h('div.findings', listing.rows.map(card)),
      pager(query, listing, SIZE),
    ],
  };
}

function card(row) {
  const failed = row.status === 'fail';
  return h(
    `article.card.finding${failed ? '.wrong' : ''}`,
    { 'data-row': '' },
    h(
      'div.cardhead',
      h('h2', h('a', { href: findingHref(row) }, about(row.message) || row.formula)),
      h(`span.chip.${failed ? 'failed' : 'good'}`, row.check_id),
    ),
    failed && row.difference && balance(row),
    h('p.formula', inWords(row.formula)),
    h('p.faint', [row.file, pagesOf(row.message)].filter(Boolean).join(', ')),
  );
}

/** The pages that a message names, each once. */
const pagesOf = (message) => {
  const pages = [...new Set([...message.matchAll(/page (\d+)/g)].map(([, page]) => page))];
  return pages.length > 0 ? t('page', { n: pages.join(', ') }) : '';
};

/** What the check is about: its message up to the figures. */
const about = (message) => inWords(message.split(/: -?\d/)[0]);

/** Both sides and what lies between them. */
function balance({ left, right, difference, tolerance }) {
  return h(
    'p.balance',
    h('span.amount', grouped(left)),
    h('span.unequal', '≠'),
    h('span.amount', grouped(right)),
    h('b.off', t('off_by', { n: grouped(difference.replace(/^-/, '')) })),
    tolerance && h('span.faint', t('rounding', { n: grouped(tolerance) })),
  );
}

export async function findingView(query) {
  const {
    finding,
    numbers,
    document: file,
  } = await ask('api/finding', { document: query.get('document'), key: query.get('key') });
  setKeys({});
  const { left, right } = sidesOf(finding, numbers);
  const listed = finding.fact_ids.split(';').filter(Boolean).length;
  const more = listed - left.length - right.length;
  const column = (word, side) => h('section.box', h('h2', t(word)), h('ul.numbers.pictured', side.map(pictured)));
  return {
    title: `${finding.check_id} ${file.file}`,
    elements: [
      h(
        'div.summary',
        h(
          'p.what',
          h(
            `span.chip.${finding.status === 'fail' ? 'failed' : 'good'}`,
            `${finding.check_id} ${t(finding.status === 'fail' ? 'fails' : 'holds')}`,
          ),
          h('b', about(finding.message) || finding.formula),
        ),
        finding.difference && balance(finding),
        h('p.formula', inWords(finding.formula)),
        h('p.faint', inWords(finding.message)),
        h('p', h('a', { href: viewOf('findings', { document: file.document_id }) }, file.file)),
      ),
      right.length > 0
        ? h('div.sides', column('left_side', left), column('right_side', right))
        : left.length > 0 && h('div.sides.one', column('stated_numbers', left)),
      more > 0 && h('p.faint', t('and_more', { n: more })),
    ],
  };
}

/** A number with the picture of its place. */
function pictured(number) {
  const picture = number.bbox
    ? h(
        'a.crop',
        {
          href:
            number.kind === 'fact'
              ? viewOf('fact', { id: number.id })
              : viewOf('page', { document: number.document_id, page: number.page }),
        },
        h('img', {
          src: address('crop', { document: number.document_id, page: number.page, bbox: number.bbox }),
          alt: `${number.raw}, ${t('page', { n: number.page })}`,
          loading: 'lazy',
        }),
      )
    : null;
  return h('li', { 'data-row': '' }, numberLink(number), picture);
}
