/** Numbers of evaluation reports that the grammar has no subject for: work that was done, and differences in points. */
import { begin, type Read } from './clause-words.ts';
import { inSection } from './context.ts';
import type { Lead } from './lead.ts';
import type { Reading } from './reading.ts';
import type { Scope } from './scope.ts';
import type { NumberToken } from './tokens.ts';

/** 个百分点: points by which two percentages differ. */
const POINTS = /百分点$/;
/** Longest name that is taken from a text as it stands. */
const LONGEST = 24;
/** Most characters from the first year of a range to its last. */
const RANGE = 12;

/** A count or difference that is named by the words of its own clause; it is flagged. */
export function resultOf(r: Reading, number: NumberToken, lead: Lead, scope: Scope): Read | undefined {
  if (number.unitKind !== 'count') return undefined;
  const statement = POINTS.test(number.unit) ? points(r, number, lead, scope) : work(r, number, lead, scope);
  if (!statement || 'problem' in statement) return statement;
  statement.flags.push('subject_inferred');
  return statement;
}

/** 高于全市平均水平1.4个百分点: by how much what was stated before differs. */
function points(r: Reading, number: NumberToken, lead: Lead, scope: Scope): Read | undefined {
  const said = lead.compare ?? lead.verb?.token;
  if (!said || !scope.subject || scope.closed) return undefined;
  const statement = begin(r, number, lead, { subject: scope.subject, own: false, how: 'carried' }, 'points');
  const words = r.text.slice(said.start, number.start);
  const sign = r.pack.grammar.patterns.results.less.test(words) ? -1 : 1;
  return { ...statement, measure: 'difference_points', sign };
}

/** 排查安全隐患257处，整改257处: a verb of work with its object, or with that of the work before. */
function work(r: Reading, number: NumberToken, lead: Lead, scope: Scope): Read | undefined {
  const { results } = r.pack.grammar.subjects;
  const patterns = r.pack.grammar.patterns.results;
  const first = lead.tokens.find(({ kind }) => kind !== 'punct' && kind !== 'time');
  const isEvaluation = r.context.report === 'perf_project';
  if (!results || !first || !(isEvaluation || inSection(r.context, results.sections))) return undefined;
  const measure = lead.measure?.word.text ?? '';
  const isVerb = results.verbs.some((verb) => measure.endsWith(verb));
  if ((lead.measure && !isVerb) || lead.compare || lead.share || patterns.not.test(r.text.slice(number.unitEnd)))
    return undefined;
  const said = r.text.slice(first.start, number.start);
  const clause = said.replace(patterns.links, '').replace(patterns.leads, '');
  const at = results.verbs.map((verb) => ({ verb, at: clause.indexOf(verb) })).filter((found) => found.at >= 0);
  const earliest = at.sort((a, b) => a.at - b.at || b.verb.length - a.verb.length)[0];
  if (!earliest) return undefined;
  const before = clause.slice(0, earliest.at);
  const own = clause.slice(earliest.at + earliest.verb.length);
  const behind = own === '' ? patterns.object.exec(r.text.slice(number.unitEnd))?.groups?.name : undefined;
  // 挡墙建设90平方米: the object stands before the verb.
  const isBefore = own === '' && !behind && before.length > 1;
  const object = own || behind || scope.worked;
  const member = isBefore ? before + earliest.verb : object && earliest.verb + object;
  if (!member || member.length > LONGEST || /\d/.test(member) || patterns.vague.test(member)) return undefined;
  if (!isBefore) scope.worked = object;
  const year = yearOf(r, first.start, number.start);
  if (year === undefined) return { problem: 'work of another year than the report’s' };
  const words = [first.start, number.start] as const;
  const subject = { concept: results.concept, member, words };
  const statement = begin(r, number, lead, { subject, own: true, how: 'clause' }, 'work');
  const { goals } = r.pack.grammar.evaluation;
  const isGoal =
    goals.work.test(r.text.slice(0, first.start).replace(/^.*。/su, '')) || goals.heading.test(r.context.heading);
  const isPlanned = lead.planned || scope.planned || goals.work.test(said) || isGoal;
  if (year !== r.context.fiscalYear) {
    statement.period = year;
    statement.flags.push('period_unusual');
  }
  return { ...statement, measure: isPlanned && !goals.done.test(said) ? 'target_value' : 'actual_value' };
}

/** The year of work: the last that the paragraph names, if it is of the clause or heads what follows; no year if it is in doubt. */
function yearOf(r: Reading, clause: number, end: number): number | undefined {
  const { years, heads } = r.pack.grammar.patterns.results;
  const { fiscalYear } = r.context;
  const [last, from] = [...r.text.slice(0, end).matchAll(new RegExp(years, 'gu'))].reverse();
  if (!last || last.groups?.now) return fiscalYear;
  const year = Number(last.groups?.year);
  const isFar = last.groups?.far !== undefined;
  // 2020年至2022年
  if (isFar && from && last.index - from.index < RANGE && Number(from.groups?.year) !== year) return undefined;
  if (year === fiscalYear) return year;
  const heading = r.text.slice(last.index, clause);
  return !isFar && year && (last.index >= clause || heads.test(heading)) ? year : undefined;
}
