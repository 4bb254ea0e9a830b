/** The review page: its frame, and which view the address asks for. Every view is an address that can be passed on. */
import { start, viewOf } from './api.js';
import { picturesView } from './charts.js';
import { decisionsView } from './decisions.js';
import { documentsView } from './documents.js';
import { fill, h } from './dom.js';
import { factView } from './fact.js';
import { factsView } from './facts.js';
import { findingsView, findingView } from './findings.js';
import { setVocabulary } from './format.js';
import { onKey, showKeys } from './keys.js';
import { pageView } from './page.js';
import { quarantineView } from './quarantine.js';
import { inChinese, setLanguage, t } from './words.js';

const VIEWS = {
  overview: documentsView,
  queue: factsView,
  facts: factsView,
  findings: findingsView,
  finding: findingView,
  quarantine: quarantineView,
  pictures: picturesView,
  decisions: decisionsView,
  fact: factView,
  page: pageView,
};
/** In the order of the navigation, with the figure that stands beside each. */
const TABS = ['overview', 'queue', 'facts', 'findings', 'quarantine', 'pictures', 'decisions'];
const THEMES = ['auto', 'light', 'dark'];

const main = document.getElementById('main');
const top = document.getElementById('top');
let turn = 0;
let leave = () => {};

/** Goes to an address of this page. @param {string} href @param {boolean} replace leaves no step to go back to */
export function go(href, replace = false) {
  history[replace ? 'replaceState' : 'pushState']({}, '', href);
  return show();
}

async function show() {
  const own = ++turn;
  delete document.documentElement.dataset.shown;
  const query = new URLSearchParams(location.search);
  const view = Object.hasOwn(VIEWS, query.get('view') ?? '') ? query.get('view') : 'overview';
  document.body.dataset.view = view;
  leave();
  leave = () => {};
  try {
    const started = await start();
    if (own !== turn) return;
    setVocabulary(started);
    frame(view, started, query);
    const shown = await VIEWS[view](query, started, { go, told, refresh });
    if (own !== turn) return;
    leave = shown.leave ?? (() => {});
    document.title = `${shown.title} · Pagefact`;
    fill(main, h('h1.quiet', shown.title), shown.elements);
    if (!shown.keepScroll) scrollTo(0, 0);
    await shown.after?.();
    if (own === turn) document.documentElement.dataset.shown = location.search;
  } catch (error) {
    if (own !== turn) return;
    fill(main, h('p.problem', { role: 'alert' }, error.message));
    document.documentElement.dataset.shown = location.search;
  }
}

/** After a decision the figures beside the names are others. */
async function refresh() {
  const query = new URLSearchParams(location.search);
  frame(query.get('view') ?? 'overview', await start(true), query);
}

function frame(view, { totals, decisions }, query) {
  const figures = {
    overview: totals.documents,
    facts: totals.facts,
    findings: totals.failed,
    quarantine: totals.aside,
    decisions,
  };
  const current = { fact: query.has('queue') ? 'queue' : 'facts', finding: 'findings', page: 'overview' }[view] ?? view;
  const tabs = TABS.map((name) =>
    h(
      'a',
      {
        href: viewOf(name),
        'aria-current': name === current ? 'page' : null,
        class: name === 'findings' && totals.failed > 0 ? 'bad' : null,
      },
      t(name),
      figures[name] > 0 && h('span.figure', figures[name].toLocaleString('en')),
    ),
  );
  const search = h('input', {
    type: 'search',
    name: 'q',
    id: 'search',
    'aria-label': t('search'),
    placeholder: `${t('search')}: ${t('search_hint')}`,
    value: view === 'facts' ? (query.get('q') ?? '') : '',
  });
  const form = h(
    'form.search',
    {
      role: 'search',
      onsubmit: (event) => {
        event.preventDefault();
        go(viewOf('facts', { q: search.value.trim() }));
      },
    },
    search,
  );
  const act = (word, sign, onclick, label = t(word)) =>
    h('button.plain', { type: 'button', onclick, title: label, 'aria-label': label }, sign);
  fill(
    top,
    h('a.skip', { href: '#main' }, t('to_list')),
    h(
      'a.brand',
      { href: viewOf('overview') },
      h('img', { src: 'icon.svg', alt: '', width: 22, height: 22 }),
      'Pagefact',
    ),
    h('nav', { 'aria-label': 'Pagefact' }, tabs),
    form,
    h(
      'div.acts',
      act('language', t('language'), switchLanguage),
      act('theme', '◐', switchTheme),
      act('help', '?', showKeys),
    ),
  );
  top.querySelector('nav [aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
}

function switchLanguage() {
  setLanguage(inChinese() ? 'en' : 'zh');
  show();
}

function switchTheme() {
  const next = THEMES[(THEMES.indexOf(theme()) + 1) % THEMES.length];
  localStorage.setItem('pagefact-theme', next);
  document.documentElement.dataset.theme = next;
  told(next);
}
const theme = () =>
  THEMES.includes(localStorage.getItem('pagefact-theme')) ? localStorage.getItem('pagefact-theme') : 'auto';

/** Says something in passing, also to screen readers. */
function told(text) {
  const place = document.getElementById('told');
  fill(place, text);
  place.classList.add('shown');
  clearTimeout(Number(place.dataset.timer));
  place.dataset.timer = String(setTimeout(() => place.classList.remove('shown'), 2600));
}

document.addEventListener('click', (event) => {
  const link = /** @type {any} */ (event.target).closest?.('a');
  const target = link && (link.getAttribute('href') ?? link.getAttribute('xlink:href') ?? link.href?.baseVal);
  if (!target?.startsWith('?') || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  go(target);
});
addEventListener('popstate', show);
document.addEventListener('keydown', (event) => onKey(event, { go, tabs: TABS }));
document.documentElement.dataset.theme = theme();
setLanguage(inChinese() ? 'zh' : 'en');
show();
