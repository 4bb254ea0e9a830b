/** A page of a source file with marks on it: drawn by pdf.js, as a picture, or as the words of a file without boxes. */
import { address, ask } from './api.js';
import { fill, h } from './dom.js';
import { wordsOf } from './passages.js';
import { drawPage, forget } from './pdf.js';
import { t } from './words.js';

/** Least height in pixels that a marked number is shown with. */
const LEGIBLE = 17;
const STEPS = 1.25;

/**
 * @param {object} given
 * @param {any} given.document row of documents
 * @param {number} given.page
 * @param {any[]} given.marks what is marked: bbox or path, kind (`now`, `failed`, `flagged`, `clean`, `aside`), href, title, raw
 * @param {{ page: any, missing: string }} given.row the page's own row, and why its file is not at hand
 * @param {boolean} [given.quiet] marks are not stops of the tab key
 * @param {(page: number) => string} given.pageHref address of the same view at another page
 */
export function viewer(given) {
  const { document: file, page, marks, pageHref } = given;
  const sheet = h('div.sheet');
  const scroll = h(
    'div.scroll',
    { tabindex: 0, role: 'region', 'aria-label': `${file.file}, ${t('page', { n: page })}` },
    sheet,
  );
  const state = { zoom: 0, size: null, drawn: 0 };
  const now = marks.find(({ kind }) => kind === 'now');
  const bar = toolbar();
  const element = h('section.viewer', { 'aria-label': t('link_page') }, bar, scroll);
  const places = h('div.marks');
  const hint = h('div.marks');
  let kind = 'words';

  function toolbar() {
    const last = file.page_count ?? page;
    const turn = (to, word, sign) =>
      to >= 1 && to <= last
        ? h('a.button', { href: pageHref(to), 'aria-label': t(word), title: t(word) }, sign)
        : h('span.button', { 'aria-hidden': 'true' }, sign);
    const act = (word, sign, onclick) =>
      h('button', { type: 'button', 'aria-label': t(word), title: t(word), onclick }, sign);
    return h(
      'div.toolbar',
      turn(page - 1, 'previous_page', '‹'),
      h('span.where', t('page', { n: page }), ' ', h('span.faint', t('of_pages', { n: last }))),
      turn(page + 1, 'next_page', '›'),
      h('span.grow.name', { title: file.file }, file.file),
      act('zoom_out', '−', () => zoomBy(1 / STEPS)),
      act('zoom_in', '+', () => zoomBy(STEPS)),
      now && act('to_number', '◎', () => toNumber('smooth')),
    );
  }

  async function show() {
    fill(sheet, h('p.faint.wait', t('loading')));
    try {
      const { page: size, missing } = given.row;
      if (missing) return await showWords(missing);
      kind =
        file.media_type === 'application/pdf'
          ? size.kind === 'scan'
            ? 'picture'
            : 'pdf'
          : file.media_type.startsWith('image/')
            ? 'picture'
            : 'words';
      if (kind === 'words') return await showWords();
      state.size = { width: Number(size.width), height: Number(size.height) };
      state.zoom = startZoom();
      await draw();
      mark();
      toNumber('instant');
    } catch (error) {
      fill(sheet, h('p.wait.problem', error.message));
    }
  }

  async function showWords(missing = '') {
    kind = 'words';
    sheet.classList.add('words');
    const { passages, from } = await ask('api/words', { document: file.document_id, page, near: now?.path });
    const problem = missing && h('p.problem', `${t('no_source')}: ${missing}`);
    if (passages.length === 0) return void fill(sheet, problem || h('p.wait', t('no_page')));
    fill(sheet, problem, from === 'cells' && !missing && h('p.faint', t('from_cells')), wordsOf(passages, marks));
    toNumber('instant');
  }

  /** So large that the page fills the width, or the number can be read. */
  function startZoom() {
    const fit = Math.max(0.2, (scroll.clientWidth - 2) / state.size.width);
    if (!now?.bbox) return fit;
    const [, y0, , y1] = boxOf(now);
    return Math.min(4, Math.max(fit, Math.min(fit * 2.6, LEGIBLE / Math.max(4, y1 - y0))));
  }

  async function draw() {
    const { width, height } = state.size;
    const turn = ++state.drawn;
    sheet.style.width = `${Math.round(width * state.zoom)}px`;
    sheet.style.height = `${Math.round(height * state.zoom)}px`;
    let picture;
    if (kind === 'pdf')
      try {
        picture = await drawPage(address('source', { document: file.document_id }), file.sha256, page, state.zoom);
      } catch {
        // A file that pdf.js cannot open (or needs a password for) is drawn by the server.
        kind = 'picture';
      }
    if (kind === 'picture') picture = await pictureOf();
    if (turn === state.drawn) fill(sheet, picture, places, hint);
  }

  async function pictureOf() {
    const source = address('picture', { document: file.document_id, page });
    const image = h('img', { src: source, alt: `${file.file}, ${t('page', { n: page })}` });
    await image.decode();
    return image;
  }

  function mark() {
    fill(
      places,
      marks.filter(({ bbox }) => bbox).map((one) => markOf(one)),
    );
  }

  function markOf({ bbox, kind: of, href, title }) {
    const tag = of === 'now' || !href ? 'div' : 'a';
    const box = h(`${tag}.mark.${of}`, {
      href: tag === 'a' ? href : null,
      title,
      'aria-label': tag === 'a' ? title : null,
      tabindex: given.quiet && tag === 'a' ? -1 : null,
    });
    return placed(box, bbox, of === 'now' ? 2 : 0.5);
  }

  /** In hundredths of the page, so that a mark stays over its number at every size. */
  function placed(box, bbox, margin) {
    const [x0, y0, x1, y1] = bbox.split(',').map(Number);
    const { width, height } = state.size;
    const set = (name, n, of) => box.style.setProperty(name, `${(100 * n) / of}%`);
    set('left', x0 - margin, width);
    set('top', y0 - margin, height);
    set('width', x1 - x0 + 2 * margin, width);
    set('height', y1 - y0 + 2 * margin, height);
    return box;
  }

  async function zoomBy(factor) {
    if (!state.size || kind === 'words') return;
    const middle = (scroll.scrollTop + scroll.clientHeight / 2) / sheet.offsetHeight;
    const centre = (scroll.scrollLeft + scroll.clientWidth / 2) / sheet.offsetWidth;
    state.zoom = Math.min(6, Math.max(0.2, state.zoom * factor));
    await draw();
    scroll.scrollTop = middle * sheet.offsetHeight - scroll.clientHeight / 2;
    scroll.scrollLeft = centre * sheet.offsetWidth - scroll.clientWidth / 2;
  }

  function toNumber(behavior) {
    // A page without a number of its own is shown where most is wrong.
    const target = ['.now', '.failed', '.flagged', '.aside'].map((kind) => sheet.querySelector(kind)).find(Boolean);
    if (!target) return;
    const [box, own] = [target.getBoundingClientRect(), scroll.getBoundingClientRect()];
    scroll.scrollTo({
      top: scroll.scrollTop + box.top - own.top - (own.height - box.height) / 2,
      left: scroll.scrollLeft + box.left - own.left - (own.width - box.width) / 2,
      behavior,
    });
  }

  /** Shows for a moment where other words stand. */
  function point(bbox) {
    fill(hint, bbox && state.size ? placed(h('div.mark.hint'), bbox, 1) : null);
  }

  return { element, show, point, zoomBy, toNumber, forget };
}

const boxOf = ({ bbox }) => bbox.split(',').map(Number);
