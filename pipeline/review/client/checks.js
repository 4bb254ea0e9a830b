/** The checks that a number takes part in; the other side of a failed one is a click away. */
import { viewOf } from './api.js';
import { h } from './dom.js';
import { chips, grouped, inWords, memberOf, named, valueWords } from './format.js';
import { t } from './words.js';

/** Other numbers of a failed check that are listed with it. */
const LISTED = 8;

/** The address of the first other number of the first failed check. */
export function firstOther({ fact, findings, numbers }) {
  const failed = findings.find(({ status }) => status === 'fail');
  const other = failed && othersOf(failed, numbers, fact.fact_id).find(({ kind }) => kind === 'fact');
  return other && viewOf('fact', { id: other.id });
}

export function checksOf({ fact, findings, numbers }) {
  const failed = findings.filter(({ status }) => status === 'fail');
  const rest = findings.filter(({ status }) => status !== 'fail');
  return h(
    'section.box.checks',
    h('h2', t('checks')),
    findings.length === 0 && h('p.faint', t('no_checks')),
    failed.map((finding) => failedCheck(finding, numbers, fact.fact_id)),
    rest.length > 0 && h('ul.plainlist', rest.map(quietCheck)),
  );
}

function failedCheck(finding, numbers, own) {
  const others = othersOf(finding, numbers, own);
  return h(
    'article.check.failed',
    h(
      'p',
      h('span.chip.failed', `${finding.check_id} ${t('fails')}`),
      finding.difference && h('b.off', t('off_by', { n: grouped(finding.difference.replace(/^-/, '')) })),
      h('a', { href: findingHref(finding) }, t('open_finding')),
    ),
    h('p.formula', inWords(finding.formula)),
    others.length > 0 && [
      h('h3', t('other_side')),
      h(
        'ul.others',
        others.slice(0, LISTED).map((number) => h('li', numberLink(number))),
      ),
    ],
    others.length > LISTED &&
      h('p', h('a', { href: findingHref(finding) }, t('and_more', { n: others.length - LISTED }))),
  );
}

function quietCheck({ check_id, status, formula, message }) {
  const word = status === 'pass' ? 'holds' : 'excused';
  return h(
    'li',
    h(`span.chip.${status === 'pass' ? 'good' : 'mild'}`, `${check_id} ${t(word)}`),
    h('span.formula', inWords(formula || message)),
  );
}

/** Those of the other side first. */
export function othersOf(finding, numbers, own) {
  const { left, right } = sidesOf(finding, numbers);
  const mine = left.some(({ id }) => id === own) ? left : right;
  const other = mine === left ? right : left;
  return [...other, ...mine.filter(({ id }) => id !== own)];
}

/**
 * The numbers of a finding by side. Its list names those of the left side first; where they end is where their sum is the
 * left side's amount. Where no such place is found, all stand on the left.
 */
export function sidesOf({ fact_ids, left }, numbers) {
  const listed = fact_ids
    .split(';')
    .map((id) => numbers[id])
    .filter(Boolean);
  const wanted = scaled(left);
  let sum = 0n;
  for (const [i, { value }] of listed.entries()) {
    sum += scaled(value) ?? 0n;
    if (wanted !== null && sum === wanted && i + 1 < listed.length)
      return { left: listed.slice(0, i + 1), right: listed.slice(i + 1) };
  }
  return { left: listed, right: [] };
}

/** A decimal text as a whole number of 10^-10. */
function scaled(text) {
  if (!/^-?\d+(\.\d{1,10})?$/.test(text ?? '')) return null;
  const [whole, fraction = ''] = text.split('.');
  return BigInt(whole + fraction.padEnd(10, '0'));
}

export const findingHref = ({ document_id, key }) => viewOf('finding', { document: document_id, key });

/** A number of a finding as a link to its page. */
export function numberLink(number) {
  const words = [
    h('b', number.raw, number.raw_unit ?? ''),
    // What was corrected takes part with its new value.
    number.review === 'corrected' && h('span.chip.decided', `${t('did_correct')}: ${valueWords(number)}`),
    h('span', [number.concept && named(number.concept), memberOf(number)].filter(Boolean).join(' · ')),
    h(
      'span.faint',
      [
        number.measure && named(number.measure),
        number.period,
        number.page && t('page', { n: number.page }),
        number.table_id,
      ]
        .filter(Boolean)
        .join(' · '),
    ),
    chips(
      (number.flags ?? '')
        .split(';')
        .filter((flag) => !flag.startsWith('check_failed:'))
        .join(';'),
    ),
  ];
  return number.kind === 'fact'
    ? h('a.number', { href: viewOf('fact', { id: number.id }) }, words)
    : h('span.number', words);
}
