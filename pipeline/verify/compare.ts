/** What the second reader saw against what a fact says. */
import Big from 'big.js';
import type { Reading } from '../../extractors/second/place.ts';
import type { Units } from '../../schemas/units.ts';
import { plainNumber, readAmount } from '../map/amount.ts';
import type { Claim, Verdict } from './claim.ts';

/** A number as it is set: digits with separators and points between them. */
const NUMBERS = /\d(?:[\d,.]*\d)?/g;
const CELL = /tc\[\d+\]$/;
const DECIMAL = /^-?\d+(?:\.\d+)?$/;
/** Characters before and after a number that must be there too where a paragraph holds several. */
const CONTEXT = 6;

/**
 * @param reading what stands at the claim's place
 * @returns `confirmed`, or how the two differ
 */
export function compare(claim: Claim, reading: Reading): Verdict {
  if (reading.unreadable !== undefined) return { status: 'not_checked', read: '', note: reading.unreadable };
  const read = reading.lines.join(' ⏎ ');
  if (reading.lines.every((line) => line.trim() === ''))
    return { status: 'empty', read: '', note: 'no text stands there' };
  const found = claim.path === '' ? inBox(claim, reading.lines) : inText(claim, reading.lines.join(''));
  return found
    ? { status: 'confirmed', read, note: '' }
    : { status: 'differs', read, note: 'another text stands there' };
}

/** A box holds the number and nothing else of digits; one around two lines holds the end of one and the beginning of the next. */
function inBox({ raw }: Claim, lines: readonly string[]): boolean {
  const wanted = plain(raw);
  const seen = lines.map(plain);
  if (seen.some((line) => digitsOf(line) === digitsOf(wanted) && line.includes(wanted))) return true;
  const [first, second] = seen;
  if (second === undefined) return false;
  for (let cut = 1; cut < wanted.length; cut++) {
    if (first.endsWith(wanted.slice(0, cut)) && second.startsWith(wanted.slice(cut))) return true;
  }
  return false;
}

/** A cell or paragraph holds the number as a whole one; where it holds several, the words beside it must be there too. */
function inText({ raw, prefix, suffix, path }: Claim, text: string): boolean {
  const wanted = plain(raw);
  const seen = plain(text);
  const numbers: string[] = seen.match(NUMBERS) ?? [];
  if (!numbers.includes(wanted.replace(/^[-+]/, ''))) return false;
  // In a table the words beside a number are those of its neighbours, which are no part of the cell.
  if (numbers.length === 1 || CELL.test(path)) return true;
  const before = plain(prefix).slice(-CONTEXT) + wanted;
  return (seen.includes(before) || seen.startsWith(wanted)) && seen.includes(wanted + plain(suffix).slice(0, CONTEXT));
}

const plain = (text: string) => plainNumber(text.normalize('NFKC')).replace(/[，]/g, ',');
const digitsOf = (text: string) => text.replace(/\D/g, '');

/**
 * Whether a fact's value follows from what is printed.
 * @returns nothing when it does, else what it should be
 */
export function valueProblem({ raw, rawUnit, value, unit }: Claim, units: Units): string | undefined {
  const amount = readAmount(raw, rawUnit, units, 1, unit);
  if (!amount) return undefined;
  if (!DECIMAL.test(value)) return `${value} is no number`;
  // Where no unit is printed, the place of the point is inferred: only the digits can be compared.
  const bare = rawUnit === '' && unit === 'CNY' ? significant : magnitude;
  const sameUnit = rawUnit === '' || amount.unit === unit;
  if (sameUnit && bare(amount.value) === bare(value)) return undefined;
  return `${raw}${rawUnit} is ${amount.value} ${amount.unit}, not ${value} ${unit}`;
}

/** Without sign, which words give, and without zeros that say nothing. */
const magnitude = (value: string) => new Big(value).abs().toFixed();
const significant = (value: string) => new Big(value).c.join('').replace(/0+$/, '');
