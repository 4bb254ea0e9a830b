/** Numbers as Word prints them in lists (ST_NumberFormat, ECMA-376 part 1, 17.18.59). */

const DIGITS = '〇一二三四五六七八九';
const LEGAL_DIGITS = '零壹贰叁肆伍陆柒捌玖';
const LEGAL_TRADITIONAL_DIGITS = '零壹貳參肆伍陸柒捌玖';
const STEMS = '甲乙丙丁戊己庚辛壬癸';
const BRANCHES = '子丑寅卯辰巳午未申酉戌亥';
const ROMAN: readonly [number, string][] = [
  [1000, 'M'],
  [900, 'CM'],
  [500, 'D'],
  [400, 'CD'],
  [100, 'C'],
  [90, 'XC'],
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
];

/** One row per format; formats that are missing here print as plain digits, as Word does for those it does not know. */
const FORMATS: Readonly<Record<string, (n: number) => string>> = {
  decimalZero: (n) => (n < 10 ? `0${n}` : `${n}`),
  upperRoman: roman,
  lowerRoman: (n) => roman(n).toLowerCase(),
  upperLetter: letters,
  lowerLetter: (n) => letters(n).toLowerCase(),
  ordinal: (n) => `${n}${ordinalSuffix(n)}`,
  hex: (n) => n.toString(16).toUpperCase(),
  numberInDash: (n) => `- ${n} -`,
  decimalFullWidth: fullWidth,
  decimalFullWidth2: fullWidth,
  decimalEnclosedCircle: (n) => enclosed(n, [0x2460, 20], [0x3251, 15], [0x32b1, 15]),
  decimalEnclosedCircleChinese: (n) => enclosed(n, [0x2460, 20], [0x3251, 15], [0x32b1, 15]),
  decimalEnclosedParen: (n) => enclosed(n, [0x2474, 20]),
  decimalEnclosedFullstop: (n) => enclosed(n, [0x2488, 20]),
  ideographEnclosedCircle: (n) => enclosed(n, [0x3280, 10]),
  ideographDigital: digitByDigit,
  taiwaneseDigital: digitByDigit,
  japaneseDigitalTenThousand: digitByDigit,
  // Up to 99 in words, from 100 on digit by digit.
  chineseCounting: (n) => (n < 100 ? words(n, DIGITS, '十百千万', '') : digitByDigit(n)),
  taiwaneseCounting: (n) => (n < 100 ? words(n, DIGITS, '十百千万', '') : digitByDigit(n)),
  chineseCountingThousand: (n) => words(n, DIGITS, '十百千万', '零'),
  taiwaneseCountingThousand: (n) => words(n, DIGITS, '十百千萬', '零'),
  japaneseCounting: (n) => words(n, DIGITS, '十百千万', ''),
  chineseLegalSimplified: (n) => words(n, LEGAL_DIGITS, '拾佰仟万', '零', true),
  ideographLegalTraditional: (n) => words(n, LEGAL_TRADITIONAL_DIGITS, '拾佰仟萬', '零', true),
  ideographTraditional: (n) => (n <= STEMS.length ? STEMS[n - 1] : `${n}`),
  ideographZodiac: (n) => (n <= BRANCHES.length ? BRANCHES[n - 1] : `${n}`),
  none: () => '',
};

/**
 * A number in one of Word's list formats.
 * @param n the counter
 * @param format value of `w:numFmt`
 */
export function formatNumber(n: number, format: string): string {
  const render = FORMATS[format];
  if (!render) return `${n}`;
  return n > 0 || format === 'none' || format === 'decimalZero' ? render(n) : `${n}`;
}

function roman(n: number): string {
  let rest = Math.min(n, 9999);
  let text = '';
  for (const [value, sign] of ROMAN) {
    while (rest >= value) {
      text += sign;
      rest -= value;
    }
  }
  return text;
}

/** A to Z, then AA, BB, CC: Word repeats the letter. */
function letters(n: number): string {
  const letter = String.fromCharCode(65 + ((n - 1) % 26));
  return letter.repeat(Math.min(Math.ceil(n / 26), 50));
}

function ordinalSuffix(n: number): string {
  if (n % 100 >= 11 && n % 100 <= 13) return 'th';
  return ['th', 'st', 'nd', 'rd'][n % 10] ?? 'th';
}

function fullWidth(n: number): string {
  return `${n}`.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
}

/** Enclosed characters of Unicode: ranges [first code point, how many] that follow each other. */
function enclosed(n: number, ...ranges: [number, number][]): string {
  let rest = n;
  for (const [first, length] of ranges) {
    if (rest <= length) return String.fromCodePoint(first + rest - 1);
    rest -= length;
  }
  return `${n}`;
}

function digitByDigit(n: number): string {
  return `${n}`.replace(/\d/g, (digit) => DIGITS[Number(digit)]);
}

/**
 * A number in words below 100 million. `places` are the names of 10, 100, 1000 and 10,000; `zero` is said once for a
 * gap; `sayOne` keeps the one of ten to nineteen (as on cheques).
 */
function words(n: number, digits: string, places: string, zero: string, sayOne = false): string {
  if (n >= 10_000) {
    const high = Math.floor(n / 10_000);
    const low = n % 10_000;
    const gap = low > 0 && low < 1000 ? zero : '';
    return (
      words(high, digits, places, zero, sayOne) +
      places[3] +
      gap +
      (low > 0 ? words(low, digits, places, zero, true) : '')
    );
  }
  let text = '';
  let gap = false;
  for (let power = 3; power >= 0; power--) {
    const digit = Math.floor(n / 10 ** power) % 10;
    if (digit === 0) {
      gap = text !== '';
      continue;
    }
    if (gap) text += zero;
    gap = false;
    const bareTen = power === 1 && digit === 1 && text === '' && !sayOne;
    text += (bareTen ? '' : digits[digit]) + (power > 0 ? places[power - 1] : '');
  }
  return text;
}
