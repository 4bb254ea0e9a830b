/** Numbers of one statement: they stand near each other in one section. */
import type { CheckedNumber } from './numbers.ts';

type FactRow = CheckedNumber['row'];

/** A statement and its parts stand close together: so many facts apart at most. */
export const NEAR = 12;

/** Whether two facts are about the same thing, whatever they measure of it. */
export function sameThing(a: FactRow, b: FactRow): boolean {
  return (
    a.concept === b.concept &&
    a.function_code === b.function_code &&
    a.function_name === b.function_name &&
    a.economic_code === b.economic_code &&
    a.subject === b.subject &&
    a.report_type === b.report_type
  );
}

/**
 * The nearest number before (or else just after) another in the same section.
 * @param numbers in the order of the document
 * @param within so many facts apart at most
 */
export function nearest(
  numbers: readonly CheckedNumber[],
  of: CheckedNumber,
  fits: (number: CheckedNumber) => boolean,
  within: number,
): CheckedNumber | undefined {
  const at = positionOf(numbers, of.index);
  let [before, after] = [at - 1, numbers[at]?.index === of.index ? at + 1 : at];
  while (before >= 0 || after < numbers.length) {
    const [back, ahead] = [distance(numbers[before], of), distance(numbers[after], of)];
    if (Math.min(back, ahead) > within) return undefined;
    const number = back <= ahead ? numbers[before--] : numbers[after++];
    if (number.row.section_id === of.row.section_id && fits(number)) return number;
  }
  return undefined;
}

const distance = (a: CheckedNumber | undefined, b: CheckedNumber): number =>
  a === undefined ? Number.POSITIVE_INFINITY : Math.abs(a.index - b.index);

/** The first place whose index is not below the one given. */
function positionOf(numbers: readonly CheckedNumber[], index: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle].index < index) low = middle + 1;
    else high = middle;
  }
  return low;
}
