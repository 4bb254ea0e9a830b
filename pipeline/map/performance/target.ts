/** Target and actual values of indicators: `≥95%`, `2家以上`, `17.2万元`, 达标. */
import type { Pack } from '../../../schemas/pack.ts';
import { readAmount } from '../amount.ts';
import { plain } from '../forms/normal.ts';

export type Operator = '' | '=' | '≥' | '≤' | '>' | '<';

export interface IndicatorValue {
  operator: Operator;
  /** Decimal string, empty for a text value. */
  value: string;
  /** As facts; empty for a text value. */
  unit: string;
  steps: string[];
}

const TEXT: IndicatorValue = { operator: '', value: '', unit: '', steps: [] };
const NUMBER_WITH_UNIT = /^([-+]?\d[\d,]*(?:\.\d+)?)([^\d.,]{0,6})$/;
/** 元/公里, 万元/人·年: neither money nor a number of things. */
const RATE = /[^\s/]\/[^\s/]/;

/**
 * Reads a value; texts that are not one number with at most one unit and one comparison stay texts.
 * @param said operator and unit from columns of their own
 * @param inherited unit (as printed) that a bare number takes from the target beside it
 */
export function readIndicatorValue(
  raw: string,
  pack: Pack,
  said: { operator?: string; unit?: string } = {},
  inherited = '',
): IndicatorValue & { printedUnit: string } {
  const text = plain(raw);
  if (text === '') return { ...TEXT, printedUnit: '' };
  const { operator, rest } = takeOperator(text, pack);
  const match = NUMBER_WITH_UNIT.exec(rest);
  if (!match || pack.performance.layout.no_quantity.test(match[2])) return { ...TEXT, printedUnit: '' };
  const printedUnit = match[2] || plain(said.unit ?? '') || inherited;
  const amount = readAmount(match[1], printedUnit, pack.units);
  if (!amount) return { ...TEXT, printedUnit: '' };
  const column = takeOperator(`${plain(said.operator ?? '')}0`, pack).operator;
  return {
    operator: operator || column,
    value: amount.value,
    unit: printedUnit === '' ? '' : RATE.test(printedUnit) ? printedUnit : amount.unit,
    steps: amount.steps,
    printedUnit,
  };
}

/** Splits a comparison off: a sign or words before the number, or words after it. */
function takeOperator(text: string, pack: Pack): { operator: Operator; rest: string } {
  for (const { operator, before, after } of pack.performance.layout.operators) {
    const sign = before.map(plain).find((word) => text.startsWith(word));
    if (sign) return { operator, rest: text.slice(sign.length) };
    const words = after.find((word) => text.endsWith(word) && /\d/.test(text));
    if (words) return { operator, rest: text.slice(0, -words.length) };
  }
  return { operator: '', rest: text };
}
