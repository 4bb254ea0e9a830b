/** Paragraphs and tables of a file without boxes; the marks find their places by path. */
import { h } from './dom.js';

/**
 * @param {any[]} passages what stands on the page
 * @param {any[]} marks with `path` and `raw`
 */
export function wordsOf(passages, marks) {
  const byPath = Map.groupBy(
    marks.filter(({ path }) => path),
    ({ path }) => path,
  );
  return passages.map((passage) =>
    passage.kind === 'table' ? tableOf(passage, byPath) : paragraphOf(passage, byPath),
  );
}

function paragraphOf({ path, text }, byPath) {
  return h('p', marked(text, byPath.get(path) ?? []));
}

function tableOf({ rows }, byPath) {
  const cells = (row) =>
    row.map(({ path, text, rowSpan, colSpan, header }) =>
      h(
        header ? 'th' : 'td',
        { rowspan: rowSpan > 1 ? rowSpan : null, colspan: colSpan > 1 ? colSpan : null },
        marked(text, byPath.get(path) ?? []),
      ),
    );
  return h(
    'div.tablewrap',
    h(
      'table.printed',
      rows.map((row) => h('tr', cells(row))),
    ),
  );
}

/** The text with every number that is known as a mark. Numbers of one print are told apart by the words around them. */
function marked(text, marks) {
  const taken = [];
  for (const mark of [...marks].sort((a, b) => Number(b.kind === 'now') - Number(a.kind === 'now'))) {
    const at = placeOf(text, mark, taken);
    if (at >= 0) taken.push({ at, end: at + mark.raw.length, mark });
  }
  taken.sort((a, b) => a.at - b.at);
  const parts = [];
  let done = 0;
  for (const { at, end, mark } of taken) {
    parts.push(text.slice(done, at), markOf(text.slice(at, end), mark));
    done = end;
  }
  return [...parts, text.slice(done)];
}

function placeOf(text, { raw, prefix = '' }, taken) {
  const free = (at) => at >= 0 && !taken.some((one) => at < one.end && at + raw.length > one.at);
  const around = prefix === '' ? -1 : text.indexOf(prefix + raw);
  if (around >= 0 && free(around + prefix.length)) return around + prefix.length;
  for (let at = text.indexOf(raw); at >= 0; at = text.indexOf(raw, at + 1)) {
    const whole = !/[\d.,]/.test(text[at - 1] ?? '') && !/\d/.test(text[at + raw.length] ?? '');
    if (whole && free(at)) return at;
  }
  return -1;
}

function markOf(text, { kind, href, title }) {
  if (kind === 'now') return h('mark.now', text);
  return h(`a.inmark.${kind}`, { href, title }, text);
}
