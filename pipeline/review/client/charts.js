/** Pictures of what the run found. Each point leads to its number and page; what is shown can be taken along. */
import { ask, viewOf } from './api.js';
import { fill, h } from './dom.js';
import { grouped, named, valueWords } from './format.js';
import { setKeys } from './keys.js';
import { choice } from './lists.js';
import { drawings } from './plots.js';
import { plotting } from './plotting.js';
import { csvOf, pngOf, save } from './take.js';
import { inChinese, t } from './words.js';

const KINDS = ['coverage', 'years', 'three-public', 'spread'];

export async function picturesView(query, { facets }, { go }) {
  const of = KINDS.includes(query.get('of')) ? query.get('of') : 'coverage';
  const { rows: choices } = of === 'coverage' ? { rows: [] } : await ask('api/chart', { of: 'choices' });
  const chosen = chosenOf(of, query, choices);
  const [{ rows }] = await Promise.all([ask('api/chart', { of, ...chosen }), plotting()]);
  setKeys({});
  const drawn = h('div.drawn');
  const title = [
    t(`${of}_what`),
    chosen.entity,
    chosen.concept && named(chosen.concept),
    chosen.measure && named(chosen.measure),
    chosen.year,
  ]
    .filter(Boolean)
    .join(' · ');
  const draw = () => {
    const made = rows.length === 0 ? null : drawings[of](rows, Math.max(320, drawn.clientWidth), inChinese());
    fill(drawn, made ?? h('p.nothing', t('too_few')));
    return made;
  };
  let size = 0;
  const onResize = new ResizeObserver(() => {
    if (Math.abs(drawn.clientWidth - size) < 8) return;
    size = drawn.clientWidth;
    draw();
  });
  const name = `pagefact-${of}`;
  return {
    title: t(of),
    elements: [
      h(
        'nav.tabs',
        { 'aria-label': t('pictures') },
        KINDS.map((kind) =>
          h('a', { href: viewOf('pictures', { of: kind }), 'aria-current': kind === of ? 'page' : null }, t(kind)),
        ),
      ),
      h('div.row.filters', controls(of, query, chosen, choices, facets, go)),
      h(
        'figure.picture',
        h(
          'figcaption',
          h('span', title),
          h(
            'span.row',
            h('button', { type: 'button', onclick: () => save(`${name}.csv`, csvOf(rows)) }, t('save_csv')),
            h(
              'button',
              {
                type: 'button',
                onclick: async () => save(`${name}.png`, await pngOf(drawn.querySelector('svg'), title)),
              },
              t('save_png'),
            ),
          ),
        ),
        drawn,
      ),
      rows.length > 0 && h('details', h('summary', t('as_table')), tableOf(rows)),
    ],
    after: () => onResize.observe(drawn),
    leave: () => onResize.disconnect(),
  };
}

/** What is asked for, or what there is most of. */
function chosenOf(of, query, choices) {
  const get = (name) => query.get(name) ?? '';
  if (of === 'years') {
    // Where budget and final stand beside each other there is most to see.
    const rich = [...Map.groupBy(choices, (one) => `${one.entity}\n${one.concept}`).values()]
      .map((own) => ({ ...own[0], amounts: own.reduce((sum, { periods }) => sum + periods, 0) }))
      .sort(
        (a, b) =>
          b.amounts - a.amounts ||
          Number(b.concept === 'expenditure.total') - Number(a.concept === 'expenditure.total'),
      );
    const entity = get('entity') || rich[0]?.entity;
    const concept = get('concept') || rich.find((one) => one.entity === entity)?.concept;
    return { entity, concept };
  }
  if (of === 'three-public') {
    const own = choices.filter(({ concept }) => concept.startsWith('three_public.'));
    return { measure: get('measure') || mostOf(own, 'measure') || 'final_actual', year: get('year') };
  }
  if (of === 'spread') {
    const concept = get('concept') || 'expenditure.total';
    return {
      concept,
      measure:
        get('measure') ||
        mostOf(
          choices.filter((one) => one.concept === concept),
          'measure',
        ) ||
        'final_actual',
    };
  }
  return {};
}

function mostOf(rows, name) {
  const counts = new Map();
  for (const row of rows) counts.set(row[name], (counts.get(row[name]) ?? 0) + row.facts);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}

function controls(of, query, chosen, choices, facets, go) {
  const now = new URLSearchParams({
    ...Object.fromEntries(query),
    ...Object.fromEntries(Object.entries(chosen).filter(([, value]) => value)),
  });
  const values = (name, rows = choices) =>
    [...new Set(rows.map((row) => row[name]))]
      .sort()
      .map((value) => ({ value, label: name === 'entity' ? value : named(value) }));
  const select = (name, word, options, nothing = null) => choice(name, t(word), options, now, go, nothing);
  if (of === 'years')
    return [
      select('entity', 'entity', values('entity')),
      select(
        'concept',
        'concept',
        values(
          'concept',
          choices.filter(({ entity }) => entity === chosen.entity),
        ),
      ),
    ];
  if (of === 'three-public')
    return [
      select(
        'measure',
        'measure',
        values(
          'measure',
          choices.filter(({ concept }) => concept.startsWith('three_public.')),
        ),
      ),
      select('year', 'year', facets.year, t('any')),
    ];
  if (of === 'spread')
    return [
      select('concept', 'concept', values('concept')),
      select(
        'measure',
        'measure',
        values(
          'measure',
          choices.filter(({ concept }) => concept === chosen.concept),
        ),
      ),
    ];
  return [];
}

function tableOf(rows) {
  const linked = rows[0].fact_id !== undefined;
  const cells = (row) =>
    linked
      ? [
          h('a', { href: viewOf('fact', { id: row.fact_id }) }, row.raw),
          valueWords(row),
          named(row.concept),
          row.period,
          row.entity,
          `${row.file} ${row.page ? t('page', { n: row.page }) : ''}`,
        ]
      : [
          h('a', { href: viewOf('facts', { region: row.region, year: row.year }) }, row.name || row.region || '?'),
          row.year,
          grouped(row.documents),
          grouped(row.facts ?? 0),
        ];
  const heads = linked
    ? ['number', 'value', 'concept', 'period', 'entity', 'place']
    : ['region', 'year', 'overview', 'facts'];
  return h(
    'div.tablewrap',
    { tabindex: 0, role: 'region', 'aria-label': t('as_table') },
    h(
      'table.list.small',
      h(
        'thead',
        h(
          'tr',
          heads.map((word) => h('th', { scope: 'col' }, t(word))),
        ),
      ),
      h(
        'tbody',
        rows.slice(0, 500).map((row) =>
          h(
            'tr',
            cells(row).map((cell) => h('td', cell)),
          ),
        ),
      ),
    ),
  );
}
