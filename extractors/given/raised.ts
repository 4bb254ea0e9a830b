/** Small digits set high or low: marks of notes and powers, which are no digits of the number that they stand at. */

const HIGH = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const LOW = '₀₁₂₃₄₅₆₇₈₉';

/** A text with its digits as Unicode's superscripts or subscripts. */
export function raised(text: string, where: 'high' | 'low'): string {
  return text.replace(/\d/g, (digit) => (where === 'high' ? HIGH : LOW)[Number(digit)]);
}
