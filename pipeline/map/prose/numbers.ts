/** Numbers with their units, and why some of them state nothing. */
import type { NonFact } from '../../../schemas/grammar.ts';
import type { UnitTable } from './lexicon.ts';
import type { NumberToken, UnitKind } from './tokens.ts';

const NUMBER = /\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?/y;
const SPELLED =
  /(?<number>[一二三四五六七八九十两壹贰叁肆伍陆柒捌玖拾][一二三四五六七八九十百千零〇两点壹贰叁肆伍陆柒捌玖拾佰仟]*[余多]?)(?<unit>[万亿]*元)|(?<share>百分之[一二三四五六七八九十百零〇两点]+)/y;
/** 2.2023年…: the ordinal of an item and the year that it begins with. */
const ORDINAL_AND_YEAR = /^(?<ordinal>\d{1,2})\.(?:19|20)\d{2}$/;
const MINUS = /[-−–]/;
const APPROXIMATE = /^[余多来几]/;
/** 3亿多元, 20万余元. */
const APPROXIMATE_UNIT = /^[万亿][余多来]/;

/**
 * Reads the number that begins at a digit.
 * @param at index of its first digit in the normal text
 */
export function readNumber(text: string, at: number, units: UnitTable, rules: readonly NonFact[]): NumberToken {
  NUMBER.lastIndex = at;
  const whole = NUMBER.exec(text)?.[0] ?? text[at];
  const ordinal = text[at + whole.length] === '年' ? ORDINAL_AND_YEAR.exec(whole)?.groups?.ordinal : undefined;
  const raw = ordinal ?? whole;
  const end = at + raw.length;
  const unit = raw.includes('.') ? unitAt(text, end, units) : unitOrPersons(text, at, end, units);
  const sign = MINUS.test(text[at - 1] ?? '') && !/[\d)年月日元%A-Za-z]/.test(text[at - 2] ?? '') ? -1 : 1;
  const token: NumberToken = { kind: 'number', start: at, end, raw, sign, ...unit, reason: '' };
  token.reason = whyNoFact(text, token, rules);
  return token;
}

/**
 * An amount or percentage in Chinese numerals that begins at a place: 一百二十万元, 贰拾万元整, 百分之五. Numerals without
 * a unit of money are words like others (一般, 十三五).
 */
export function readSpelled(text: string, at: number): NumberToken | undefined {
  SPELLED.lastIndex = at;
  const { number, unit = '', share } = SPELLED.exec(text)?.groups ?? {};
  if (number === undefined && share === undefined) return undefined;
  const raw = number ?? share;
  const unitKind: UnitKind = share === undefined ? 'money' : 'percent';
  const end = at + raw.length;
  return {
    kind: 'number',
    start: at,
    end,
    raw,
    sign: 1,
    unit,
    unitKind,
    unitEnd: end + unit.length,
    reason: '',
    isSpelled: true,
  };
}

/** The longest unit behind a number. `万` before a counted noun scales a count that is no money. */
function unitAt(text: string, end: number, units: UnitTable): Pick<NumberToken, 'unit' | 'unitKind' | 'unitEnd'> {
  for (let length = Math.min(units.longest, text.length - end); length > 0; length--) {
    const unit = text.substr(end, length);
    const unitKind = kindOf(unit, units);
    if (!unitKind) continue;
    const next = text[end + length] ?? '';
    if (unitKind === 'money' && (unit === '万' || unit === '亿') && units.counts.has(next)) {
      return { unit: unit + next, unitKind: 'foreign', unitEnd: end + length + 1 };
    }
    return { unit, unitKind, unitEnd: end + length };
  }
  return { unit: '', unitKind: 'none', unitEnd: end };
}

const PERSONS = /(?:人数|编制数)[:为]?$/;

/** 编制人数42，实有人数40: numbers of persons without a unit. */
function unitOrPersons(text: string, at: number, end: number, units: UnitTable): ReturnType<typeof unitAt> {
  const unit = unitAt(text, end, units);
  const isPersons =
    PERSONS.test(text.slice(Math.max(0, at - 4), at)) && /^(?:$|[,，、;；。)）])/.test(text.slice(end, end + 1));
  return unit.unitKind === 'none' && isPersons ? { ...unit, unit: '人', unitKind: 'count' } : unit;
}

function kindOf(unit: string, units: UnitTable): UnitKind | undefined {
  if (units.foreign.has(unit)) return 'foreign';
  if (units.money.has(unit)) return 'money';
  if (units.percent.has(unit)) return 'percent';
  return units.counts.has(unit) ? 'count' : undefined;
}

function whyNoFact(text: string, token: NumberToken, rules: readonly NonFact[]): string {
  const before = text.slice(Math.max(0, token.start - 80), token.start);
  const after = text.slice(token.end, token.end + 80);
  for (const rule of rules) {
    if (rule.number && !rule.number.test(token.raw)) continue;
    if (rule.before && !rule.before.test(before)) continue;
    if (rule.after && !rule.after.test(after)) continue;
    return rule.reason;
  }
  if (APPROXIMATE.test(after) || APPROXIMATE_UNIT.test(after)) return 'approximate number';
  if (token.unitKind === 'foreign') return 'duration, length or price';
  return '';
}

/**
 * Whether the number goes on in a way that no number does: a second decimal point, a misplaced separator, or a second
 * number that counts a smaller unit (1亿2000万元), which together are one.
 */
export function isMalformed(text: string, token: NumberToken): boolean {
  const isSplit =
    (/[亿万千百]$/.test(token.unit) && /\d/.test(text[token.unitEnd] ?? '')) ||
    /\d[亿万千百]+$/.test(text.slice(Math.max(0, token.start - 3), token.start));
  return (
    isSplit ||
    /^[.,]\d/.test(text.slice(token.end, token.end + 2)) ||
    /\d[.,]$/.test(text.slice(0, token.start).slice(-2))
  );
}
