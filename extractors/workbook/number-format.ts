/**
 * What a number format shows of a number, to the last digit (ECMA-376 part 1, 18.8.31). The library that opens workbooks
 * formats binary doubles: it shows 1.005 as 1.00 where a spreadsheet program shows 1.01, and knows no `!` as an escape.
 */
import Big from 'big.js';

/** What a spreadsheet program keeps of a number at most. */
const SIGNIFICANT_DIGITS = 15;
/** Quoted text; escaped, skipped and repeated characters; brackets; the general format under both its names; anything else. */
const TOKEN = /"([^"]*)"?|[\\!](.?)|[_*].?|\[([^\]]*)\]|(General|G\/通用格式|@)|([\s\S])/giu;
const CONDITION = /^(<=|>=|<>|<|>|=)(-?\d*\.?\d+)$/;
const SIGN = /[-−–(（△▲]/;

type Piece = { place: '0' | '#' | '?' } | { text: string } | { all: true };

interface Section {
  condition?: { operator: string; bound: Big };
  /** Before the point; groups of three are set apart when `grouped`. */
  whole: Piece[];
  /** From the point on, without it. */
  fraction: Piece[];
  grouped: boolean;
  /** Power of ten that the number is multiplied by before it is shown. */
  scale: number;
}

/** A number with every digit that the file holds of it, and none that only its binary form has. */
export const exactly = (value: number): Big => new Big(value.toPrecision(SIGNIFICANT_DIGITS));

/**
 * @param format one to four sections, as in the file
 * @returns nothing for formats of dates and fractions, which show no decimal number
 */
export function formatted(value: number, format: string): string | undefined {
  // Powers of ten would be taken for other numbers.
  if (/E[+-]/.test(format)) return exactly(value).toFixed();
  const sections = sectionsOf(format);
  if (!sections) return undefined;
  const number = exactly(value);
  const section = sectionFor(number, sections);
  if (!section) return '';
  const text = filled(section, number.abs()).trim();
  // A loss may be told by its colour alone, which no text has.
  const lost = number.lt(0) && /[1-9]/.test(text) && !SIGN.test(text);
  return lost ? `-${text}` : text;
}

function sectionsOf(format: string): Section[] | undefined {
  const sections = [emptySection()];
  let inFraction = false;
  for (const [token, quoted, escaped, bracket, all, other] of format.matchAll(TOKEN)) {
    const section = sections[sections.length - 1];
    const pieces = inFraction ? section.fraction : section.whole;
    if (other === ';') {
      sections.push(emptySection());
      inFraction = false;
    } else if (other === '.') inFraction = true;
    else if (other === '0' || other === '#' || other === '?') {
      // Commas so far stood between digits, not behind them all.
      if (!inFraction && section.scale < 0 && section.whole.some((piece) => 'place' in piece)) {
        section.scale = 0;
        section.grouped = true;
      }
      pieces.push({ place: other });
    } else if (other === ',') section.scale -= 3;
    else if (other === '%') {
      section.scale += 2;
      pieces.push({ text: '%' });
    } else if (all) pieces.push({ all: true });
    else if (bracket !== undefined) {
      if (/^[hms]+$/i.test(bracket)) return undefined;
      const [, operator, bound] = CONDITION.exec(bracket) ?? [];
      if (operator) section.condition = { operator, bound: new Big(bound) };
      else if (bracket.startsWith('$')) pieces.push({ text: bracket.slice(1).replace(/-[^-]*$/, '') });
    } else if (other !== undefined && /[a-z/]/i.test(other)) return undefined;
    else if (!/^[_*]/.test(token)) pieces.push({ text: quoted ?? escaped ?? other });
  }
  return sections;
}

const emptySection = (): Section => ({ whole: [], fraction: [], grouped: false, scale: 0 });

/** Positive; negative; zero, unless the sections name their conditions. The fourth is for texts. */
function sectionFor(number: Big, sections: readonly Section[]): Section | undefined {
  const conditional = sections.some(({ condition }) => condition);
  const numeric = sections.length > 1 ? sections.slice(0, 3) : sections;
  if (conditional) return numeric.find(({ condition }) => !condition || meets(number, condition));
  if (number.lt(0) && numeric.length > 1) return numeric[1];
  return number.eq(0) && numeric.length > 2 ? numeric[2] : numeric[0];
}

function meets(number: Big, { operator, bound }: NonNullable<Section['condition']>): boolean {
  const order = number.cmp(bound);
  if (operator === '<>') return order !== 0;
  return (
    (order < 0 && operator.includes('<')) ||
    (order > 0 && operator.includes('>')) ||
    (order === 0 && operator.includes('='))
  );
}

function filled({ whole, fraction, grouped, scale }: Section, number: Big): string {
  const places = fraction.filter((piece) => 'place' in piece).length;
  const scaled = number.times(new Big(10).pow(scale));
  if (whole.some((piece) => 'all' in piece))
    return whole.map((piece) => ('text' in piece ? piece.text : 'all' in piece ? scaled.toFixed() : '')).join('');
  const [digits, decimals = ''] = scaled.round(places, Big.roundHalfUp).toFixed(places).split('.');
  const after = fractionOf(fraction, decimals);
  const before = wholeOf(whole, digits === '0' ? '' : digits, grouped);
  return /^\.?\d/.test(after) && !/\d/.test(before)
    ? `${before}0.${after}`
    : `${before}${/\d/.test(after) ? '.' : ''}${after}`;
}

/** Digits go into their places from the right; the first place takes all that are left. */
function wholeOf(pieces: readonly Piece[], digits: string, grouped: boolean): string {
  const first = pieces.findIndex((piece) => 'place' in piece);
  let left = digits;
  let shown = 0;
  let text = '';
  for (let i = pieces.length - 1; i >= 0; i--) {
    const piece = pieces[i];
    if ('text' in piece) text = piece.text + text;
    if (!('place' in piece)) continue;
    do {
      const digit = left.at(-1) ?? (piece.place === '0' ? '0' : '');
      left = left.slice(0, -1);
      if (digit === '') break;
      text = digit + (grouped && shown > 0 && shown % 3 === 0 ? ',' : '') + text;
      shown++;
    } while (i === first && left !== '');
  }
  return text;
}

/** Zeros at the end are shown only where their places ask for them. */
function fractionOf(pieces: readonly Piece[], decimals: string): string {
  const places = pieces.filter((piece) => 'place' in piece);
  const needed = places.findLastIndex(({ place }, i) => place === '0' || decimals[i] !== '0') + 1;
  let next = 0;
  return pieces
    .map((piece) => {
      if ('text' in piece) return piece.text;
      if (!('place' in piece)) return '';
      const digit = next < needed ? decimals[next] : '';
      next++;
      return digit;
    })
    .join('');
}
