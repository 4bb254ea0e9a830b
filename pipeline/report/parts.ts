/** The pieces of the report: figures, documents, checks, numbers. */
import type { Pack } from '../../schemas/pack.ts';
import type { Item } from '../review/data.ts';
import { Html, html } from './html.ts';

const text = (value: unknown): string => (value === null || value === undefined ? '' : String(value));
/** 4018000 -> 4,018,000 */
const grouped = (value: unknown): string => {
  const [whole, fraction] = text(value).split('.');
  const spaced = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction ? `${spaced}.${fraction}` : spaced;
};
const joined = (...parts: unknown[]): string => parts.map(text).filter(Boolean).join(' · ');

export function totals(row: Item): Html {
  const figure = (name: string, words: string, kind = '') =>
    html`<div class="figure ${Number(row[name]) > 0 ? kind : ''}"><b>${grouped(row[name])}</b><span>${words}</span></div>`;
  return html`<div class="figures">${[
    figure('documents', 'documents'),
    figure('pages', 'pages'),
    figure('facts', 'numbers'),
    figure('passed', 'checks hold', 'good'),
    figure('failed', 'failed checks', 'failed'),
    figure('flagged', 'flagged', 'flagged'),
    figure('aside', 'set aside', 'aside'),
    figure('unread', 'not read completely', 'failed'),
  ]}</div><p class="faint">Each square is a page: <i class="cell failed"></i> failed check <i class="cell flagged"></i> flagged <i class="cell aside"></i> set aside <i class="cell clean"></i> nothing speaks against it <i class="cell unread"></i> not read</p>`;
}

export function documentTable(rows: readonly Item[]): Html {
  const line = (row: Item) => {
    const cells = (row.strip as Item[]).map(
      (page) => html`<i class="cell ${kindOf(page)}" title="page ${text(page.page)}"></i>`,
    );
    const status = row.status === 'ok' ? '' : html` <b class="chip failed">${text(row.status)}</b>`;
    const reason = row.reason ? html`<div class="reason">${text(row.reason)}</div>` : '';
    return html`<tr><td><b>${text(row.file)}</b>${status}<div class="faint">${joined(row.entity, row.region_name, row.fiscal_year, row.report_type)}</div>${reason}<div class="strip">${cells}</div></td><td class="num">${grouped(row.facts)}</td><td class="num">${grouped(row.failed)}</td><td class="num">${grouped(row.flagged)}</td><td class="num">${grouped(row.aside)}</td></tr>`;
  };
  return html`<div class="wide"><table><thead><tr><th>file</th><th class="num">numbers</th><th class="num">failed</th><th class="num">flagged</th><th class="num">set aside</th></tr></thead><tbody>${rows.map(line)}</tbody></table></div>`;
}

function kindOf({ status, failed, flagged, aside, facts }: Item): string {
  if (status === 'failed') return 'unread';
  if (Number(failed) > 0) return 'failed';
  if (Number(flagged) > 0) return 'flagged';
  if (Number(aside) > 0) return 'aside';
  return Number(facts) > 0 ? 'clean' : '';
}

/** @param all how many numbers took part, shown or not */
export function findingCard(
  row: Item,
  numbers: readonly { number: Item; place: Html }[],
  pack: Pack,
  all: number,
): Html {
  const sides = row.difference
    ? html`<p class="sides"><b>${grouped(row.left)}</b> <b class="bad">≠</b> <b>${grouped(row.right)}</b> <span class="bad">off by ${grouped(text(row.difference).replace('-', ''))}</span>${row.tolerance ? html` <span class="faint">rounding explains ${grouped(row.tolerance)}</span>` : ''}</p>`
    : '';
  const rest = all > numbers.length ? html`<p class="faint">and ${all - numbers.length} more numbers</p>` : '';
  return html`<article class="card wrong"><p><b class="chip failed">${text(row.check_id)}</b> ${text(row.file)}</p>${sides}<p>${text(row.formula)}</p><p class="faint">${text(row.message)}</p><div class="grid">${numbers.map(({ number, place }) => factCard(number, place, pack))}</div>${rest}</article>`;
}

export function factCard(row: Item, place: Html, pack: Pack): Html {
  const label = pack.concepts.get(text(row.concept))?.label ?? '';
  const member = joined(row.function_name, row.economic_name, row.subject);
  const flags = text(row.flags).split(';').filter(Boolean);
  const chips = flags.map(
    (flag) => html` <b class="chip ${flag.startsWith('check_failed:') ? 'failed' : 'flagged'}">${flag}</b>`,
  );
  return html`<figure class="card">${place}<figcaption><b class="raw">${text(row.raw)}${text(row.raw_unit)}</b> = ${grouped(row.value)} ${text(row.unit)}${chips}<div>${text(row.concept)} <span lang="zh">${label}</span> ${member}</div><div class="faint">${joined(row.measure, row.period, row.file, row.page ? `page ${row.page}` : '', row.review)}</div></figcaption></figure>`;
}

export function quarantineRow(row: Item, place: Html): Html {
  return html`<article class="card"><p><b class="raw">${text(row.raw).slice(0, 200)}</b> <span class="bad">${text(row.reason)}</span></p>${place}<p class="faint">${text(row.context).slice(0, 400)}</p><p class="faint">${joined(row.file, row.page ? `page ${row.page}` : '')}</p></article>`;
}

/** One list of colours for light and dark, as the review page has. */
export const STYLE = new Html(`
:root{color-scheme:light dark;--paper:light-dark(#f6f5f1,#14171b);--card:light-dark(#fff,#1d2228);--ink:light-dark(#1b1f24,#e8e6e1);--faint:light-dark(#5c6370,#a3abb6);--line:light-dark(#dcd9d1,#333a42);--fail:light-dark(#b3261e,#ff8a7d);--fail-soft:light-dark(#fde5e1,#47211d);--flag:light-dark(#8a5a00,#f0b849);--flag-soft:light-dark(#fdf0d2,#3d2f12);--aside:light-dark(#6a3d9a,#c9a6ee);--aside-soft:light-dark(#efe6f8,#33244a);--good:light-dark(#1d6b45,#79cfa2);--good-soft:light-dark(#dff2e7,#17372a);font:15px/1.5 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
*{box-sizing:border-box}body{margin:0;background:var(--paper);color:var(--ink);overflow-wrap:anywhere}main{max-width:1080px;margin:0 auto;padding:24px 16px 60px}
h1{font-size:1.6rem;margin:0}h2{margin:36px 0 12px}h1 span,h2 span{font-weight:400;color:var(--faint);font-size:.75em}p{margin:4px 0}.faint{color:var(--faint)}.bad,.reason{color:var(--fail)}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(112px,1fr));gap:8px;margin:16px 0}.figure,.card{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:10px 14px;min-width:0}.figure b{display:block;font-size:1.5rem;line-height:1.2}.figure span{font-size:.86rem}
.figure.failed{background:var(--fail-soft);color:var(--fail);border-color:transparent}.figure.flagged{background:var(--flag-soft);color:var(--flag);border-color:transparent}.figure.aside{background:var(--aside-soft);color:var(--aside);border-color:transparent}.figure.good{background:var(--good-soft);color:var(--good);border-color:transparent}
.wide{overflow-x:auto}table{width:100%;border-collapse:collapse;background:var(--card);border:1px solid var(--line)}th,td{padding:8px 12px;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}th{font-size:.82rem;color:var(--faint)}.num{text-align:right;font-variant-numeric:tabular-nums}
.strip{display:flex;flex-wrap:wrap;gap:2px;margin-top:6px}.cell{display:inline-block;width:10px;height:14px;border-radius:2px;border:1px solid var(--line)}.cell.clean{background:light-dark(#b9dcc8,#2b5b44)}.cell.flagged{background:light-dark(#f0bd52,#a87a1c)}.cell.failed{background:light-dark(#d33f32,#e4594b)}.cell.aside{background:light-dark(#a783cf,#7d58a8)}.cell.unread{background:repeating-linear-gradient(45deg,var(--faint) 0 2px,transparent 2px 4px)}
.chip{font-size:.8rem;padding:1px 8px;border-radius:99px;background:var(--flag-soft);color:var(--flag)}.chip.failed{background:var(--fail-soft);color:var(--fail)}
.card{margin:0 0 10px}.card.wrong{border-left:4px solid var(--fail)}.card .card{background:none;margin:6px 0 0}.sides{font-size:1.1rem;font-variant-numeric:tabular-nums}.raw{font-size:1.05rem}
.grid{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,440px),1fr));gap:10px}.grid .card{margin:0}img{display:block;max-width:100%;margin:0 auto 8px;background:#fff;border-radius:4px}.quote{padding:8px 10px;background:var(--paper);border-radius:6px;margin-bottom:8px}mark{background:light-dark(#ffe27a,#7a5d00);color:inherit;padding:0 2px}
@media print{.card,tr{break-inside:avoid}}
`);
