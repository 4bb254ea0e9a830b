/** One number: its page with the number marked, what it is, how it came about, and what is decided about it. */
import { ask, viewOf } from './api.js';
import { checksOf, firstOther } from './checks.js';
import { decisionPanel } from './decide.js';
import { strip } from './documents.js';
import { h } from './dom.js';
import { gravity } from './flags.js';
import { chips, grouped, labelOf, memberOf, named, reportWord, unitWord, valueWords } from './format.js';
import { setKeys } from './keys.js';
import { viewer } from './viewer.js';
import { inChinese, t } from './words.js';

export async function factView(query, started, { go, told, refresh }) {
  const id = query.get('id') ?? '';
  const got = await ask('api/fact', { id });
  const { fact, document: file, record, near, missing } = got;
  const page = Number(query.get('page') ?? fact.page ?? 1);
  const around = await ask('api/page', { document: fact.document_id, page });
  const queue = query.get('queue');
  const more = queue === null ? {} : { queue };
  const pane = viewer({
    document: file,
    page,
    row: { page: around.page, missing },
    marks: marksOf(around, fact, record),
    pageHref: (to) => viewOf('fact', { id, page: to === fact.page ? '' : to, ...more }),
    quiet: true,
  });
  const next = await neighbours(queue, near, id);
  const panel = decisionPanel(got, started, {
    told,
    refresh,
    done: () => queue !== null && go(next.after ?? viewOf('queue')),
  });
  const other = firstOther(got);
  setKeys({
    n: () => next.after && go(next.after),
    p: () => next.before && go(next.before),
    f: () => other && go(other),
    c: panel.confirm,
    e: panel.edit,
    x: panel.reject,
    u: panel.undo,
    '+': () => pane.zoomBy(1.25),
    '=': () => pane.zoomBy(1.25),
    '-': () => pane.zoomBy(0.8),
    0: () => pane.toNumber('smooth'),
  });
  return {
    title: `${fact.raw}${fact.raw_unit} ${named(fact.concept)}`,
    elements: h(
      'div.split',
      head(fact, got, next, queue),
      pane.element,
      h(
        'div.side',
        panel.element,
        checksOf(got),
        story(fact, record, pane),
        strip({ document_id: file.document_id, strip: around.strip }, page),
      ),
    ),
    after: () => pane.show(),
  };
}

/** The facts before and after: in the queue those that want a look, else those of the document. */
async function neighbours(queue, near, id) {
  if (queue === null)
    return {
      before: near.before && viewOf('fact', { id: near.before }),
      after: near.after && viewOf('fact', { id: near.after }),
    };
  const at = Number(queue);
  const { rows } = await ask('api/facts', { open: '1', sort: 'need', offset: Math.max(0, at - 1), limit: 3 });
  const own = rows.findIndex((row) => row.fact_id === id);
  const first = Math.max(0, at - 1);
  const to = (index) => rows[index] && viewOf('fact', { id: rows[index].fact_id, queue: first + index });
  // One that was decided is not in the queue any more: the one that took its place comes next.
  if (own < 0)
    return { before: to(0), after: rows[at - first] && viewOf('fact', { id: rows[at - first].fact_id, queue: at }) };
  // What follows moves up by one place as soon as this one is decided, so its place in the queue stays open.
  const after = rows[own + 1] && viewOf('fact', { id: rows[own + 1].fact_id, queue: first + own + 1 });
  return { before: own > 0 ? to(own - 1) : undefined, after };
}

function head(fact, { decision }, next, queue) {
  const state = decision?.action ?? fact.review;
  const turn = (href, word, sign) =>
    href
      ? h('a.button', { href, 'aria-label': t(word), title: t(word) }, sign)
      : h('span.button', { 'aria-hidden': 'true' }, sign);
  return h(
    'div.summary',
    h(
      'div.summaryhead',
      h(`p.big.${gravity(fact.flags)}`, fact.raw, h('span.rawunit', fact.raw_unit)),
      h('p.equals', '= ', h('b', grouped(fact.value)), ` ${unitWord(fact.unit)}`),
      h(
        'div.turns',
        queue !== null && h('span.faint', t('in_queue', { n: Number(queue) + 1 })),
        turn(next.before, 'previous_number', '‹'),
        turn(next.after, 'next_number', '›'),
      ),
    ),
    h(
      'p.what',
      h('b', named(fact.concept)),
      h('span.faint', inChinese() ? fact.concept : labelOf(fact.concept)),
      memberOf(fact) && h('span.member', memberOf(fact)),
    ),
    h(
      'p.faint',
      [fact.entity, named(fact.measure), fact.period, reportWord(fact.report_type), fact.fund]
        .filter(Boolean)
        .join(' · '),
    ),
    chips(fact.flags, state),
  );
}

function marksOf(around, fact, record) {
  const prefix = record?.target.selector.find(({ type }) => type === 'TextQuoteSelector')?.prefix ?? '';
  const place = around.facts.find(({ fact_id }) => fact_id === fact.fact_id);
  const others = around.facts.flatMap((row) => {
    const own = row.fact_id === fact.fact_id;
    // A number that says two things has one mark.
    if (!own && place && row.bbox === place.bbox && row.path === place.path && row.raw === place.raw) return [];
    const title = `${row.raw}${row.raw_unit} ${named(row.concept)} ${memberOf(row)}`;
    return [
      {
        ...row,
        prefix: own ? prefix : '',
        kind: own ? 'now' : gravity(row.flags),
        href: viewOf('fact', { id: row.fact_id }),
        title,
      },
    ];
  });
  const aside = around.aside.map((row) => ({ ...row, path: '', kind: 'aside', title: `${row.raw}: ${row.reason}` }));
  return [...others, ...aside];
}

/** How the number came about. */
function story(fact, record, pane) {
  const row = (word, ...value) => [h('dt', t(word)), h('dd', value)];
  const selectors = record?.target.selector ?? [];
  const quote = selectors.find(({ type }) => type === 'TextQuoteSelector');
  const made = record?.wasGeneratedBy;
  const evidence = (made?.used ?? []).map((one) => {
    const here = one.bbox && one.page === fact.page;
    const on = () => here && pane.point(one.bbox);
    const off = () => pane.point('');
    return h(
      'li',
      h('span.role', one.role),
      here
        ? h(
            'button.linklike',
            { type: 'button', onmouseenter: on, onfocus: on, onmouseleave: off, onblur: off },
            one.text,
          )
        : h('span', one.text),
    );
  });
  return h(
    'section.box',
    h('h2', t('printed')),
    quote &&
      h('p.quote', h('span.faint', quote.prefix, ' '), h('mark', quote.exact), h('span.faint', ' ', quote.suffix)),
    h(
      'dl',
      row('value', valueWords(fact)),
      row('confidence', fact.confidence === null ? '' : `${Math.round(fact.confidence * 100)} %`),
      row('method', [fact.method, made?.read.engine].filter(Boolean).join(', ')),
      made && row('rule', h('code', made.rule)),
      row('place', [t('page', { n: fact.page }), fact.table_id, fact.section_id, fact.path].filter(Boolean).join(', ')),
    ),
    evidence.length > 0 && [h('h3', t('evidence')), h('ul.evidence', evidence)],
    made && [
      h('h3', t('steps')),
      h(
        'ol.steps',
        made.steps.map((step) => h('li', step)),
      ),
    ],
  );
}
