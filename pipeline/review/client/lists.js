/** Lists: a table whose rows become cards on narrow screens, and the way to the next page of it. */
import { address } from './api.js';
import { h } from './dom.js';
import { t } from './words.js';

/**
 * @param {any[][]} columns name, `(row, index) => cell`, class
 * @param {any[]} rows
 */
export function table(columns, rows, caption = '') {
  const head = h(
    'tr',
    columns.map(([name, , kind]) => h('th', { scope: 'col', class: kind ?? null }, name)),
  );
  const body = rows.map((row, index) =>
    h(
      'tr',
      { 'data-row': '' },
      columns.map(([name, cell, kind]) => h('td', { class: kind ?? null, 'data-label': name }, cell(row, index))),
    ),
  );
  return h(
    'div.tablewrap',
    { tabindex: 0, role: 'region', 'aria-label': caption },
    h('table.list', h('thead', head), h('tbody', body)),
  );
}

/** Where in a list one is, and the way on. @param {URLSearchParams} query */
export function pager(query, { offset, total, rows }, size) {
  const to = (at) => {
    const next = new URLSearchParams(query);
    if (at > 0) next.set('offset', String(at));
    else next.delete('offset');
    return address('', Object.fromEntries(next));
  };
  if (total === 0) return null;
  const count = (n) => n.toLocaleString('en');
  return h(
    'nav.pager',
    { 'aria-label': t('page', { n: Math.floor(offset / size) + 1 }) },
    offset > 0 && h('a.button', { href: to(Math.max(0, offset - size)), rel: 'prev' }, `‹ ${t('previous')}`),
    h('span', t('shown', { from: count(offset + 1), to: count(offset + rows.length), total: count(total) })),
    offset + rows.length < total && h('a.button', { href: to(offset + size), rel: 'next' }, `${t('next')} ›`),
  );
}

/** A choice that is part of the address. @param {any[]} options `{ value, label, facts }` */
export function choice(name, label, options, query, go, nothing = t('any')) {
  const chosen = query.get(name) ?? '';
  const known = options.some(({ value }) => String(value) === chosen);
  const all = chosen !== '' && !known ? [{ value: chosen }, ...options] : options;
  const select = h(
    'select',
    {
      name,
      'aria-label': label,
      onchange: () => go(withChange(query, name, select.value)),
      class: chosen ? 'set' : null,
    },
    nothing !== null && h('option', { value: '' }, `${label}: ${nothing}`),
    all.map(({ value, label: words, facts }) =>
      h(
        'option',
        { value: String(value), selected: String(value) === chosen },
        [words || value, facts !== undefined && `(${facts.toLocaleString('en')})`].filter(Boolean).join(' '),
      ),
    ),
  );
  return select;
}

/** The address with one part changed, at the list's beginning. */
export function withChange(query, name, value) {
  const next = new URLSearchParams(query);
  next.delete('offset');
  if (value === '') next.delete(name);
  else next.set(name, value);
  return address('', Object.fromEntries(next));
}
