/** What speaks against a reading that rests on words of another clause. None of it makes a number wrong; it is flagged. */
import { isOwn } from './bodies.ts';
import type { Statement } from './clause-words.ts';
import { isPartOfFunds } from './funds.ts';
import type { Lead } from './lead.ts';
import type { Reading } from './reading.ts';
import type { Scope, Subject } from './scope.ts';
import type { NumberToken } from './tokens.ts';

/** Words that the grammar does not know, other than the reporting body's name and the project that is spoken of. */
export function hasStrangers(r: Reading, lead: Lead, scope: Scope): boolean {
  return lead.unknown.some((token) => !isOwn(r, token, scope));
}

/**
 * 在职人员412人，其中在编人员238人; 医技科室7个、职能科室12个: a part that would have the name of its whole, or of the item beside
 * it, is neither.
 */
function isSameAgain({ subject, rule, measure }: Statement, scope: Scope, boundary: string): boolean {
  if (!rule.startsWith('prose.amount') || /\.(?:total|series)$/.test(rule)) return false;
  const names = (s: Subject) => [s.concept, s.functionCode, s.economicCode, s.fund, s.member, s.body].join('|');
  // 到位10万元，其中：中央资金8万元；项目资金支出9万元: another measure of the whole, behind its parts.
  const turns = boundary === '；' && subject.concept === 'performance.project.funds' && measure !== scope.listMeasure;
  const whole = scope.inList && !turns ? scope.head : undefined;
  // A class that is printed as a path is spoken of from there on: 1、…（项）5万元 has no item beside it.
  const beside = boundary === '、' && !rule.endsWith('.path') ? scope.subject : undefined;
  return [whole, beside].some((other) => other !== undefined && names(other) === names(subject));
}

const SIDES: readonly [word: string, other: RegExp][] = [
  ['支出', /^revenue\./],
  ['收入', /^expenditure\./],
];

/** 部门预算收入100万元，实际支出90万元: words that name the other side of the account do not go on with the subject. */
export function isOfOtherSide(lead: Lead, subject: Subject): boolean {
  const words = [...lead.generic, ...(lead.measure ? [lead.measure] : [])].map(({ word }) => word.text);
  return SIDES.some(([side, other]) => other.test(subject.concept) && words.some((word) => word.includes(side)));
}

/** What is said of a project as well as of the whole: behind a number that could not be named it may be of that. */
const OF_A_PART = /^performance\./;

/** Whether something that was not understood stands between a number and the words that would name it. */
function isHeadUnknown({ subject }: Statement, scope: Scope, own: boolean, unitKind: string): boolean {
  if ((scope.lost && scope.list === undefined) || scope.strangers) return true;
  if (!own) return false;
  return (
    (scope.strangeHead === true && unitKind === 'money') || (scope.closed === true && OF_A_PART.test(subject.concept))
  );
}

/**
 * Whether a number without a name of its own may be about something else than the subject before: the clauses between them,
 * or its own clause, name something that is not known, or only a kind of money.
 */
export function isDoubtful(r: Reading, lead: Lead, scope: Scope, subject: Subject): boolean {
  if (scope.drifted || hasStrangers(r, lead, scope)) return true;
  // 公务接待费4万元、运行维护费2万元，比上年减少5%; 中央资金4万元、省级资金2万元，已支付5万元: that of the last item, or of all.
  const isSaidOfItem = lead.verb || lead.compare || isPartOfFunds(subject);
  if ((scope.afterList || (scope.enumerated && scope.inList)) && isSaidOfItem) return true;
  return lead.generic.some(({ word }) => !word.fits?.some((name) => subject.concept.startsWith(name)));
}

/** 购置车辆0辆。单价100万元以上设备1台: what was planned of one thing need not be planned of the next. */
function isLoosePlan(r: Reading, { measure }: Statement, lead: Lead, scope: Scope, span: string): boolean {
  const isBought = r.pack.grammar.patterns.items.bought.test(span);
  return measure === 'planned_purchase' && scope.settled === true && !lead.planned && !isBought;
}

/** Where a statement stands, and the words before its number. */
interface Standing {
  own: boolean;
  number: NumberToken;
  boundary: string;
  span: string;
}

/** What speaks against a statement as a whole. */
export function doubtsOf(r: Reading, statement: Statement, lead: Lead, scope: Scope, at: Standing): string[] {
  const flags: string[] = [];
  if (isHeadUnknown(statement, scope, at.own, at.number.unitKind)) flags.push('head_unknown');
  if (at.own && isSameAgain(statement, scope, at.boundary)) flags.push('subject_inferred');
  if (at.own && isLoosePlan(r, statement, lead, scope, at.span)) flags.push('measure_inferred');
  return flags;
}
