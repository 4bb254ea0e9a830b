/** The pictures themselves, by Observable Plot. Heights and positions use numbers; what is printed stays the text. */
import { viewOf } from './api.js';
import { grouped, named, unitWord } from './format.js';
import { amounts, COLOURS, clipped, href, number, plot, told } from './plotting.js';
import { t } from './words.js';

/** In the order in which they are made. */
const MEASURES = [
  'prior_year_actual',
  'prior_year_budget',
  'budget_current',
  'initial_budget',
  'full_year_budget',
  'execution_amount',
  'final_actual',
];
const FINAL = ['final_actual', 'execution_amount'];
/** The parts of 三公 money that add up to it. */
const PARTS = [
  'three_public.overseas',
  'three_public.vehicle',
  'three_public.vehicle.purchase',
  'three_public.vehicle.operation',
  'three_public.reception',
];

export const drawings = { coverage, years, 'three-public': threePublic, spread };

function coverage(rows, width) {
  const { Plot } = /** @type {any} */ (globalThis);
  const cells = rows.map((row) => ({
    ...row,
    place: clipped(row.name || row.region || '?', 14),
    when: row.year ?? '?',
  }));
  const link = (row) => viewOf('facts', { region: row.region, year: row.year });
  const places = new Set(cells.map(({ place }) => place)).size;
  return plot({
    width: Math.min(width, 900),
    height: 60 + places * 38,
    marginLeft: 130,
    x: { label: null, tickFormat: String, axis: 'top' },
    y: { label: null },
    color: { scheme: 'blues', domain: [0, Math.max(2, ...cells.map(({ documents }) => documents)) * 1.25] },
    marks: [
      Plot.cell(cells, {
        x: 'when',
        y: 'place',
        fill: 'documents',
        inset: 1.5,
        rx: 4,
        href: link,
        title: (row) =>
          `${row.name} ${row.year}\n${t('n_documents', { n: row.documents })}, ${t('n_facts', { n: row.facts ?? 0 })}, ${t('n_flagged', { n: row.flagged ?? 0 })}`,
      }),
      Plot.text(cells, {
        x: 'when',
        y: 'place',
        text: (row) => String(row.documents),
        fill: (row) =>
          row.documents > Math.max(2, ...cells.map(({ documents }) => documents)) * 0.6 ? 'white' : '#123',
        pointerEvents: 'none',
        fontWeight: 600,
      }),
    ],
  });
}

function years(rows, width, chinese) {
  const { Plot } = /** @type {any} */ (globalThis);
  const series = rows.map((row) => ({
    ...row,
    series: FINAL.includes(row.measure) ? t('final') : t('budget'),
    kind: named(row.measure).replaceAll('_', ' '),
  }));
  const kinds = [
    ...new Set(
      series.toSorted((a, b) => MEASURES.indexOf(a.measure) - MEASURES.indexOf(b.measure)).map(({ kind }) => kind),
    ),
  ];
  const room = width / (new Set(series.map(({ period }) => period)).size * kinds.length);
  const figure = (row) => amounts(chinese)(Number(row.value));
  return plot({
    width: Math.min(width, 160 + 150 * series.length),
    height: 400,
    marginLeft: 64,
    marginBottom: room < 110 ? 110 : 40,
    fx: { label: null, axis: 'top', tickFormat: String },
    x: { label: null, domain: kinds, tickRotate: room < 110 ? -50 : 0 },
    y: { label: unitWord('CNY'), grid: true, insetTop: 24, zero: true, nice: true, tickFormat: amounts(chinese) },
    color: { domain: [t('budget'), t('final')], range: [COLOURS.budget, COLOURS.final] },
    marks: [
      Plot.barY(series, {
        fx: 'period',
        x: 'kind',
        y: number,
        fill: 'series',
        inset: 3,
        rx: 2,
        stroke: (row) => (row.flags ? COLOURS.out : 'none'),
        strokeWidth: 2.5,
        href,
        title: told,
      }),
      Plot.text(series, {
        fx: 'period',
        x: 'kind',
        y: number,
        text: figure,
        dy: -9,
        fill: 'currentColor',
        fontWeight: 600,
        pointerEvents: 'none',
      }),
      Plot.ruleY([0], { strokeOpacity: 0.5 }),
    ],
  });
}

function threePublic(rows, width, chinese) {
  const { Plot } = /** @type {any} */ (globalThis);
  const totals = rows.filter(({ concept }) => concept === 'three_public.total');
  const parts = withoutSums(rows.filter(({ concept }) => PARTS.includes(concept)));
  const body = (row) =>
    clipped(
      [row.region_name, row.entity.replace(row.region_name ?? '', '')].filter(Boolean).join(' ') +
        (row.period ? ` ${row.period}` : ''),
      width < 600 ? 10 : 26,
    );
  const order = [
    ...new Set(
      [...totals]
        .sort((a, b) => Number(b.value) - Number(a.value))
        .concat(parts)
        .map(body),
    ),
  ];
  const labels = [...new Set(parts.filter(({ value }) => Number(value) !== 0).map(({ concept }) => concept))].sort();
  return plot({
    width,
    height: 90 + order.length * 30,
    marginLeft: width < 600 ? 150 : 290,
    marginRight: 50,
    marginBottom: 56,
    x: {
      label: unitWord('CNY'),
      grid: true,
      axis: 'top',
      tickFormat: amounts(chinese),
      ticks: width < 600 ? 3 : 7,
    },
    y: { label: null, domain: order },
    marks: [
      Plot.barX(
        parts.filter(({ value }) => Number(value) !== 0),
        {
          x: number,
          y: body,
          fill: (row) => COLOURS.part[labels.indexOf(row.concept)],
          inset: 3,
          href,
          title: told,
          order: labels,
        },
      ),
      Plot.tickX(totals, { x: number, y: body, stroke: 'currentColor', strokeWidth: 2.5, href, title: told }),
      Plot.dot(totals, {
        x: number,
        y: body,
        fill: (row) => (row.flags ? COLOURS.out : 'currentColor'),
        r: 4.5,
        href,
        title: told,
      }),
      Plot.text(
        labels.map((concept, i) => ({ concept, i })),
        {
          frameAnchor: 'bottom-left',
          text: ({ concept }) => `■ ${named(concept)}`,
          fill: ({ i }) => COLOURS.part[i],
          textAnchor: 'start',
          render: spaced,
        },
      ),
      Plot.ruleX([0], { strokeOpacity: 0.4 }),
    ],
  });
}

/** The words of a legend one after the other. */
function spaced(index, scales, values, dimensions, context, next) {
  const group = next(index, scales, values, dimensions, context);
  const words = [...group.querySelectorAll('text')];
  const room = dimensions.width - 20;
  const widths = words.map(({ textContent }) => [...textContent].reduce((sum, c) => sum + (c > '\u2e7f' ? 13 : 7), 14));
  let [x, y] = [10, dimensions.height - 34];
  for (const [i, word] of words.entries()) {
    if (x + widths[i] > room && x > 10) [x, y] = [10, y + 16];
    word.setAttribute('transform', `translate(${x},${y})`);
    x += widths[i];
  }
  return group;
}

/** A part and its own parts are not stacked on each other. */
function withoutSums(parts) {
  const has = new Set(parts.map((row) => `${row.entity} ${row.period} ${row.concept}`));
  const split = (row) =>
    ['purchase', 'operation'].some((own) => has.has(`${row.entity} ${row.period} three_public.vehicle.${own}`));
  return parts.filter((row) => row.concept !== 'three_public.vehicle' || !split(row));
}

function spread(rows, width, chinese) {
  const { Plot } = /** @type {any} */ (globalThis);
  const values = rows.map(number).sort((a, b) => a - b);
  const out = outside(values);
  const positive = values[0] > 0 && values.at(-1) / values[0] > 50;
  const points = rows.map((row) => ({ ...row, out: out(Number(row.value)) }));
  const when = (row) => String(row.fiscal_year ?? '?');
  const place = { x: number, fy: when };
  return plot({
    width,
    height: 60 + new Set(points.map(when)).size * 96,
    marginLeft: 56,
    marginRight: 60,
    marginBottom: 40,
    x: {
      label: unitWord(rows[0].unit),
      grid: true,
      type: positive ? 'log' : 'linear',
      nice: true,
      tickFormat: amounts(chinese),
      ticks: width < 600 ? 4 : 8,
    },
    fy: { label: null },
    marks: [
      Plot.ruleX(
        points,
        Plot.groupZ({ x: 'median' }, { ...place, stroke: 'currentColor', strokeOpacity: 0.35, strokeDasharray: '4 3' }),
      ),
      Plot.dot(
        points,
        Plot.dodgeY({
          ...place,
          anchor: 'middle',
          padding: 1,
          r: 6,
          fill: (row) => (row.out ? 'transparent' : COLOURS.point),
          fillOpacity: 0.8,
          stroke: (row) => (row.out || row.flags ? COLOURS.out : 'transparent'),
          strokeWidth: 2.5,
          href,
          title: told,
        }),
      ),
      Plot.text(
        points.filter((row) => row.out),
        {
          ...place,
          frameAnchor: 'top',
          text: (row) => `${clipped(row.entity, 14)} ${grouped(row.value)}`,
          fill: 'currentColor',
          pointerEvents: 'none',
        },
      ),
    ],
  });
}

/** Tukey's fences on logarithms where all are positive, else on the values. Fewer than five values have no outliers. */
function outside(sorted) {
  if (sorted.length < 5) return () => false;
  const scale = sorted[0] > 0 ? Math.log : (n) => n;
  const at = (q) => scale(sorted[Math.round((sorted.length - 1) * q)]);
  const [low, high] = [at(0.25), at(0.75)];
  const reach = 1.5 * (high - low);
  return (n) => scale(n) < low - reach || scale(n) > high + reach;
}
