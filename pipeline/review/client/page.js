/** A page with all that was found on it: every number a mark that leads to it. */
import { ask, viewOf } from './api.js';
import { findingHref } from './checks.js';
import { strip } from './documents.js';
import { h } from './dom.js';
import { gravity } from './flags.js';
import { chips, factLink, inWords, meaning, memberOf, named, reportWord } from './format.js';
import { setKeys } from './keys.js';
import { viewer } from './viewer.js';
import { t } from './words.js';

export async function pageView(query, _started, { go }) {
  const page = Number(query.get('page') || 1);
  const id = query.get('document') ?? '';
  const got = await ask('api/page', { document: id, page });
  const { document: file, facts, aside, failed } = got;
  const href = (to) => viewOf('page', { document: id, page: to });
  const marks = [
    ...facts.map((row) => ({
      ...row,
      kind: gravity(row.flags),
      href: viewOf('fact', { id: row.fact_id }),
      title: `${row.raw}${row.raw_unit} ${named(row.concept)} ${memberOf(row)}`,
    })),
    ...aside.map((row) => ({ ...row, path: '', kind: 'aside', title: `${row.raw}: ${row.reason}` })),
  ];
  const pane = viewer({ document: file, page, row: { page: got.page, missing: got.missing }, marks, pageHref: href });
  setKeys({
    n: () => page < file.page_count && go(href(page + 1)),
    p: () => page > 1 && go(href(page - 1)),
    '+': () => pane.zoomBy(1.25),
    '=': () => pane.zoomBy(1.25),
    '-': () => pane.zoomBy(0.8),
  });
  const { numbers_found: seen, numbers_mapped: mapped, reason } = got.page;
  return {
    title: `${file.file} ${t('page', { n: page })}`,
    elements: h(
      'div.split',
      h(
        'div.summary',
        h('p.what', h('b', file.title || file.file)),
        h(
          'p.faint',
          [file.entity, file.region_name, file.fiscal_year, reportWord(file.report_type)].filter(Boolean).join(' · '),
        ),
        strip({ document_id: id, strip: got.strip }, page),
      ),
      pane.element,
      h(
        'div.side',
        reason && h('p.problem', reason),
        failed.length > 0 &&
          h(
            'section.box.checks',
            h('h2', t('findings')),
            failed.map((one) =>
              h(
                'article.check.failed',
                h(
                  'p',
                  h('span.chip.failed', one.check_id),
                  h('a', { href: findingHref({ ...one, document_id: id }) }, inWords(one.message)),
                ),
              ),
            ),
          ),
        aside.length > 0 &&
          h(
            'section.box',
            h('h2', t('quarantine')),
            h(
              'ul.plainlist',
              aside.map((one) => h('li', h('b', one.raw), ' ', one.reason, h('span.faint', ' ', one.context))),
            ),
          ),
        h(
          'section.box',
          h('h2', t('facts_here'), h('span.figure', seen ? `${mapped} / ${seen}` : String(facts.length))),
          h(
            'ul.numbers',
            facts.map((row) =>
              h(
                'li',
                { 'data-row': '' },
                h(`span.dot.${gravity(row.flags)}`, { 'aria-hidden': 'true' }),
                factLink(row),
                meaning(row),
                chips(row.flags, row.review),
              ),
            ),
          ),
        ),
      ),
    ),
    after: () => pane.show(),
  };
}
