/** From a printed number and unit to an exact value. Money never passes through a binary floating point number. */
import Big from 'big.js';
import type { Units } from '../../schemas/units.ts';

/** A printed number read exactly. */
export interface Amount {
  /** Decimal string in `unit`. */
  value: string;
  /** CNY, percent, or the noun that is counted. */
  unit: string;
  /** XBRL decimals: how many digits after the point of `value` are exact; -2 for 735.59 万元. */
  decimals: number;
  /** Steps from print to value, for provenance. */
  steps: string[];
}

const FULL_WIDTH = /[０-９．，－＋（）％]/g;
/** 万平方米, 万人次, 亿斤: so many of what is counted. */
const MANY = /^(万|百万|千万|亿|万亿)(?=[^余多元亿万])/;
const MANY_SCALES: Record<string, number> = { 万: 4, 百万: 6, 千万: 7, 亿: 8, 万亿: 12 };
/** 1’234’567: thousands set apart by apostrophes. */
const APOSTROPHE = /(?<=\d)['’‘′](?=\d{3}(?!\d))/g;
/** Nothing of what makes a number plain is in it. */
const PLAIN = /^[\d.,+-]*$/;
const NUMBER = /^[-−–+]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?$/;

/** Full-width digits and signs to their ASCII forms, spaces removed. Nothing else is changed. */
export function plainNumber(raw: string): string {
  if (PLAIN.test(raw)) return raw;
  return raw
    .replace(FULL_WIDTH, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .replace(/[\s\u3000]/g, '')
    .replace(APOSTROPHE, ',')
    .replace(/[−–]/g, '-');
}

/** Whether a text is one number and nothing else (thousands separators in their places, at most one point). */
export function isNumber(raw: string): boolean {
  return NUMBER.test(plainNumber(raw));
}

/**
 * Reads a printed number in its printed unit.
 * @param raw the number as printed: `2,940.05`, `１.5`, `-3`
 * @param printedUnit the unit as printed (万元, 元, %, 辆); empty for a bare number
 * @param sign -1 when the words around it say less (减少, 下降)
 * @param countUnit unit of a count where the concept decides it
 * @returns null when the text is no well-formed number (two decimal points, misplaced separators)
 */
export function readAmount(
  raw: string,
  printedUnit: string,
  units: Units,
  sign: 1 | -1 = 1,
  countUnit = '',
): Amount | null {
  const plain = plainNumber(raw);
  if (!NUMBER.test(plain)) return null;
  const digits = plain.replace(/,/g, '').replace(/^\+/, '');
  const places = digits.includes('.') ? digits.length - digits.indexOf('.') - 1 : 0;
  const unitKey = printedUnit.replace(/[\s\u3000]/g, '');
  const number = new Big(digits).times(sign);
  const steps = [`${raw} read as ${digits}`];
  if (sign < 0) steps.push('sign from the words: negative');
  const scale = units.money[unitKey];
  if (scale !== undefined) {
    if (scale !== 0) steps.push(`${unitKey} to yuan: x 10^${scale}`);
    const yuan = number.times(tenTo(scale));
    return { value: fixed(yuan, Math.max(0, places - scale)), unit: 'CNY', decimals: places - scale, steps };
  }
  const many = MANY.exec(unitKey)?.[0];
  if (many !== undefined) {
    const scale = MANY_SCALES[many];
    const noun = unitKey.slice(many.length);
    steps.push(`${many} of ${noun}: x 10^${scale}`);
    const value = fixed(number.times(tenTo(scale)), Math.max(0, places - scale));
    return { value, unit: countUnit || units.counts[noun] || 'items', decimals: places - scale, steps };
  }
  const unit = units.percent.includes(unitKey) ? 'percent' : countUnit || units.counts[unitKey] || 'items';
  return { value: fixed(number, places), unit, decimals: places, steps };
}

/** Keeps the printed places, and no minus sign before a zero. */
function fixed(n: Big, places: number): string {
  return n.eq(0) ? new Big(0).toFixed(places) : n.toFixed(places);
}

const POWERS = new Map<number, Big>();

/** Powers of ten, each made once. */
function tenTo(exponent: number): Big {
  const known = POWERS.get(exponent) ?? new Big(`1e${exponent}`);
  POWERS.set(exponent, known);
  return known;
}
