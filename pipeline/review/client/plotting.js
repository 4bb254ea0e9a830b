/** What all pictures share: the library, how a point is told and where it leads. */
import { viewOf } from './api.js';
import { flagWords } from './flags.js';
import { named, valueWords } from './format.js';
import { t } from './words.js';

export const COLOURS = {
  budget: '#4c78a8',
  final: '#e07b1a',
  part: ['#4c78a8', '#e07b1a', '#54a24b', '#b279a2', '#8c6d3f'],
  out: '#c8371b',
  point: '#4c78a8',
};

let loading;
/** Loads the library: two plain scripts, as the page's policy wants them. */
export function plotting() {
  loading ??= script('d3.js').then(() => script('plot.js'));
  return loading;
}
function script(src) {
  return new Promise((resolve, reject) => {
    const element = document.createElement('script');
    element.src = src;
    element.onload = resolve;
    element.onerror = () => reject(new Error(`${src} could not be loaded`));
    document.head.append(element);
  });
}

export const plot = (options) => {
  const { Plot } = /** @type {any} */ (globalThis);
  const drawn = Plot.plot({
    marginTop: 28,
    ...options,
    style: { fontSize: '12px', background: 'transparent', overflow: 'visible' },
  });
  // Its style sheet is in ours: the policy forbids sheets inside the page.
  for (const sheet of drawn.querySelectorAll('style')) sheet.remove();
  // Its points are links: a picture may hold none, a group may.
  drawn.setAttribute('role', 'group');
  drawn.setAttribute('aria-label', t('pictures'));
  return drawn;
};
export const href = ({ fact_id }) => viewOf('fact', { id: fact_id });
export const told = (row) =>
  [
    row.entity,
    `${named(row.concept)} ${row.period}`,
    named(row.measure),
    valueWords(row),
    row.flags?.split(';').map(flagWords).join(', '),
    `${row.file} ${row.page ? t('page', { n: row.page }) : ''}`,
  ]
    .filter(Boolean)
    .join('\n');
export const number = ({ value }) => Number(value);
const short = (n) => (Math.abs(n) >= 1e8 ? `${n / 1e8}亿` : Math.abs(n) >= 1e4 ? `${n / 1e4}万` : String(n));
const shortWest = (n) =>
  Math.abs(n) >= 1e9
    ? `${n / 1e9}bn`
    : Math.abs(n) >= 1e6
      ? `${n / 1e6}m`
      : Math.abs(n) >= 1e3
        ? `${n / 1e3}k`
        : String(n);
export const clipped = (text, most = 16) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

/** Amounts at an axis: 万 and 亿 in Chinese, thousands and millions in English. */
export const amounts = (chinese) => (chinese ? short : shortWest);
