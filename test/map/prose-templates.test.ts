/** A random fact put into a sentence template, printed with random units, spaces, widths and line breaks, reads back as it was. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TextLine } from '../../extractors/document.ts';
import { line, mapLines, short } from './prose-fixture.ts';
import { templates } from './prose-templates.ts';

/** An amount with two decimals. */
const amount = fc.nat({ max: 99_999_999 });
const twoDecimals = (n: number) => `${Math.floor(n / 100)}.${String(n % 100).padStart(2, '0')}`;

/** Units of money with the value of hundredths of them in yuan. */
const UNITS: Record<string, (hundredths: number) => string> = {
  元: twoDecimals,
  万元: (n) => (n === 0 ? '0' : `${n}00`),
  亿元: (n) => (n === 0 ? '0' : `${n}000000`),
};
const percent = fc.nat({ max: 99_999 }).map(twoDecimals);

const SPACED = /(?<=[\u4e00-\u9fa5%])(?=[\d\u4e00-\u9fa5])|(?<=\d)(?=[\u4e00-\u9fa5%])/g;

/** Breaks and spaces a text at places chosen by numbers between 0 and 1. */
function layOut(text: string, choices: number[], full: boolean): TextLine[] {
  let next = 0;
  const choose = () => choices[next++ % choices.length];
  const spaced = text.replace(SPACED, () => (choose() < 0.2 ? ' ' : ''));
  const shown = full ? spaced.replace(/[%()]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)) : spaced;
  const parts = [''];
  for (const c of shown) {
    // A line can break anywhere but before the end of a whole number.
    if (choose() < 0.05 && !/[\d.]$/.test(parts[parts.length - 1])) parts.push('');
    parts[parts.length - 1] += c;
  }
  return parts.filter((part) => part !== '').map((part, i) => line(part, 1, 100 + 20 * i));
}

/** What stands for the marks of a template: as printed, and as a fact's value. */
type Filling = Record<string, { printed: string; value: string }>;

const minus = (value: string) => (/^[0.]*$/.test(value) ? value : `-${value}`);
const fill = (text: string, filling: Filling, as: 'printed' | 'value') =>
  text.replace(/\{(-?)([abpn])\}/g, (_, sign, mark) => (sign ? minus(filling[mark][as]) : filling[mark][as]));

describe('templates read back', () => {
  test.each(templates)('$name', ({ place, text, facts }) => {
    const choices = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 20, maxLength: 40 });
    const count = fc.nat({ max: 300 }).map(String);
    // 办公费6万: amounts without 元 keep their unit.
    const unit = fc.constantFrom(...(/\}万(?!元)/.test(text) ? ['万元'] : Object.keys(UNITS)));
    fc.assert(
      fc.property(amount, amount, percent, count, unit, choices, fc.boolean(), (a, b, p, n, printed, chosen, full) => {
        const same = (text: string) => ({ printed: text, value: text });
        const filling = { a: sum(a, printed), b: sum(b, printed), p: same(p), n: same(n) };
        const inUnit = fill(text.replaceAll('}万元', `}${printed}`), filling, 'printed');
        const found = mapLines([layOut(inUnit, chosen, full)], place).facts.map(short);
        const wanted = facts.map((fact) => fill(fact, filling, 'value'));
        expect(found.map((fact, i) => (wanted[i]?.endsWith('~') ? fact.replace(/ \?.*/, '~') : fact))).toEqual(wanted);
      }),
      { numRuns: 60 },
    );
  });
});

const sum = (n: number, unit: string) => ({ printed: twoDecimals(n), value: UNITS[unit](n) });
