/** Numbers and names as people read them. Amounts stay text: nothing is rounded on the way to the screen. */

import { viewOf } from './api.js';
import { h } from './dom.js';
import { flagWords, gravity } from './flags.js';
import { inChinese, t } from './words.js';

/** 4018000 -> 4,018,000 */
export function grouped(text) {
  const [whole, fraction] = String(text ?? '').split('.');
  const spaced = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction ? `${spaced}.${fraction}` : spaced;
}

const UNITS = {
  CNY: ['yuan', '元'],
  percent: ['%', '%'],
  m2: ['m²', '㎡'],
  score: ['points', '分'],
  persons: ['persons', '人'],
  person_times: ['person-times', '人次'],
  vehicles: ['vehicles', '辆'],
  batches: ['batches', '批次'],
  groups: ['groups', '团组'],
  sets: ['sets', '台（套）'],
  organisations: ['organisations', '家'],
  projects: ['projects', '个项目'],
  items: ['items', '项'],
};
export const unitWord = (unit) => UNITS[unit]?.[inChinese() ? 1 : 0] ?? unit;

/** A value with its unit. */
export const valueWords = ({ value, unit }) =>
  value === null || value === undefined || value === '' ? '' : `${grouped(value)} ${unitWord(unit)}`;

let labels = new Map();
/** The vocabulary, as the server knows it. */
export function setVocabulary({ concepts, measures }) {
  labels = new Map([...concepts, ...measures]);
}

const REPORTS = {
  budget: ['budget', '部门预算'],
  final: ['final accounts', '部门决算'],
  perf_overall: ['performance', '整体绩效'],
  perf_project: ['project performance', '项目绩效'],
};
export const reportWord = (report) => REPORTS[report]?.[inChinese() ? 1 : 0] ?? report;

export const labelOf = (id) => labels.get(id) ?? '';
/** What the vocabulary calls a concept or measure: its label in Chinese, its id in English. */
export const named = (id) => (inChinese() ? labelOf(id) || id : id);

/** A sentence of the run with the vocabulary's labels in place of its ids, in Chinese. */
export const inWords = (text) =>
  inChinese() ? text.replace(/[a-z][a-z_0-9]*(?:\.[a-z_0-9]+)*/g, (id) => labelOf(id) || id) : text;

/** The class or member that a number is about. */
export const memberOf = ({ function_name, economic_name, subject }) =>
  [function_name, economic_name, subject].filter(Boolean).join(' · ');

/** What a number is, in two lines. */
export function meaning(fact) {
  const member = memberOf(fact);
  return h(
    'span.meaning',
    h('span.concept', named(fact.concept), member && h('span.member', ` · ${member}`)),
    h('span.measure', [named(fact.measure), fact.period].filter(Boolean).join(' ')),
  );
}

/** Flags as chips. */
export function chips(flags, decision = '') {
  const shown = String(flags ?? '')
    .split(';')
    .filter(Boolean);
  return h(
    'span.chips',
    decision && h(`span.chip.decided`, t(`did_${decision.replace(/ed$/, '')}`)),
    shown.map((flag) => h(`span.chip.${gravity(flag)}`, { title: flag }, flagWords(flag))),
  );
}

/** The number as printed, as a link to its page. */
export function factLink(fact, query = {}, ...more) {
  const place = { view: 'fact', id: fact.fact_id ?? fact.id, ...query };
  return h('a.raw', { href: viewOf('fact', place) }, `${fact.raw}`, h('span.rawunit', fact.raw_unit ?? ''), ...more);
}
