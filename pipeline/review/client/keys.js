/** Doing everything by keyboard. */
import { viewOf } from './api.js';
import { fill, h } from './dom.js';
import { t } from './words.js';

/** What the view at hand does with a key. */
let own = {};
export function setKeys(keys) {
  own = keys;
}

export function onKey(event, { go, tabs }) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  const { key, target } = event;
  const dialog = /** @type {any} */ (document.getElementById('help'));
  if (dialog.open) return;
  if (key === 'Escape' && typing(target)) return target.blur();
  if (typing(target)) return;
  const act = own[key] ?? common(key, go, tabs);
  if (!act) return;
  event.preventDefault();
  act();
}

const typing = (target) => target.matches?.('input, select, textarea');

function common(key, go, tabs) {
  if (key === '?') return showKeys;
  if (key === '/') return () => document.getElementById('search').focus();
  if (/^[1-7]$/.test(key)) return () => go(viewOf(tabs[Number(key) - 1]));
  if (key === 'j') return () => step(1);
  if (key === 'k') return () => step(-1);
  return undefined;
}

/** From row to row of a list: each row has one link that stands for it. */
function step(by) {
  const rows = /** @type {HTMLElement[]} */ (
    [...document.querySelectorAll('[data-row] a')].filter(
      (link, i, all) => all.findIndex((other) => other.closest('[data-row]') === link.closest('[data-row]')) === i,
    )
  );
  if (rows.length === 0) return;
  const at = rows.findIndex((link) => link.closest('[data-row]').contains(document.activeElement));
  const next = rows[Math.max(0, Math.min(rows.length - 1, at < 0 ? 0 : at + by))];
  next.focus();
  next.scrollIntoView({ block: 'nearest' });
}

const KEYS = [
  ['j k', 'keys_move'],
  ['Enter', 'keys_open'],
  ['n p', 'keys_next'],
  ['c e x u', 'keys_decide'],
  ['f', 'keys_other'],
  ['+ − 0', 'keys_zoom'],
  ['1 … 7', 'keys_views'],
  ['/', 'keys_search'],
  ['?', 'keys_help'],
];

export function showKeys() {
  const dialog = /** @type {any} */ (document.getElementById('help'));
  dialog.setAttribute('aria-label', t('help'));
  const rows = KEYS.map(([keys, what]) =>
    h(
      'tr',
      h(
        'td',
        keys.split(' ').map((key) => h('kbd', key)),
      ),
      h('td', t(what)),
    ),
  );
  fill(
    dialog,
    h('h2', t('help')),
    h('table.keys', h('tbody', rows)),
    h('button', { type: 'button', onclick: () => dialog.close() }, t('close')),
  );
  dialog.showModal();
}
