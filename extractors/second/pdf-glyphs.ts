/** Where pdf.js draws each character of a page: its list of operators carried out, as far as text goes. */
import { OPS, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** A character and the middle of what it covers, in points from the top left of the displayed page. */
export interface PlacedCharacter {
  text: string;
  x: number;
  y: number;
  /** Font size on the page. */
  size: number;
}

/** a, b, c, d, e, f of ISO 32000-1, 8.3.4. */
type Matrix = readonly [number, number, number, number, number, number];

interface Glyph {
  unicode: string;
  width: number;
  isSpace: boolean;
  vmetric?: [number, number, number] | null;
}

interface Font {
  vertical?: boolean;
  fontMatrix?: Matrix;
}

/** Text state of ISO 32000-1, 9.3, as far as it moves characters. */
interface State {
  ctm: Matrix;
  font: Font;
  size: number;
  charSpacing: number;
  wordSpacing: number;
  scale: number;
  leading: number;
  rise: number;
}

const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];
/** Height of the middle of a digit above the writing line, in parts of the font size. */
const MIDDLE = 0.35;

/** Every character of a page, in the order of drawing. */
export async function placedCharacters(page: PDFPageProxy): Promise<PlacedCharacter[]> {
  const { fnArray, argsArray } = await page.getOperatorList();
  const drawing = new Drawing(page);
  for (const [i, operator] of fnArray.entries()) drawing.step(operator, argsArray[i] ?? []);
  return drawing.characters;
}

class Drawing {
  readonly characters: PlacedCharacter[] = [];
  readonly #page: PDFPageProxy;
  #state: State;
  readonly #saved: State[] = [];
  #textMatrix: Matrix = IDENTITY;
  /** Where the line and the next character begin, in text space. */
  #line = { x: 0, y: 0 };
  #at = { x: 0, y: 0 };

  constructor(page: PDFPageProxy) {
    this.#page = page;
    const ctm = page.getViewport({ scale: 1 }).transform as unknown as Matrix;
    this.#state = { ctm, font: {}, size: 0, charSpacing: 0, wordSpacing: 0, scale: 1, leading: 0, rise: 0 };
  }

  step(operator: number, args: readonly unknown[]): void {
    const state = this.#state;
    const number = (i: number) => args[i] as number;
    switch (operator) {
      case OPS.save:
        this.#saved.push({ ...state });
        break;
      case OPS.restore:
      case OPS.paintFormXObjectEnd:
        this.#state = this.#saved.pop() ?? state;
        break;
      case OPS.transform:
        state.ctm = product(state.ctm, args as unknown as Matrix);
        break;
      case OPS.paintFormXObjectBegin:
        this.#saved.push({ ...state });
        if (args[0]) state.ctm = product(state.ctm, args[0] as Matrix);
        break;
      case OPS.beginText:
        this.#textMatrix = IDENTITY;
        this.#moveTo(0, 0);
        break;
      case OPS.setTextMatrix:
        this.#textMatrix = matrixOf(args);
        this.#moveTo(0, 0);
        break;
      case OPS.moveText:
        this.#moveTo(this.#line.x + number(0), this.#line.y + number(1));
        break;
      case OPS.setLeadingMoveText:
        state.leading = -number(1);
        this.#moveTo(this.#line.x + number(0), this.#line.y + number(1));
        break;
      case OPS.nextLine:
        this.#moveTo(this.#line.x, this.#line.y - state.leading);
        break;
      case OPS.setFont:
        state.font = this.#page.commonObjs.has(args[0] as string) ? this.#page.commonObjs.get(args[0] as string) : {};
        state.size = number(1);
        break;
      case OPS.setCharSpacing:
        state.charSpacing = number(0);
        break;
      case OPS.setWordSpacing:
        state.wordSpacing = number(0);
        break;
      case OPS.setHScale:
        state.scale = number(0) / 100;
        break;
      case OPS.setLeading:
        state.leading = number(0);
        break;
      case OPS.setTextRise:
        state.rise = number(0);
        break;
      case OPS.showText:
        this.#show(args[0] as (Glyph | number | null)[]);
        break;
    }
  }

  #moveTo(x: number, y: number): void {
    this.#line = { x, y };
    this.#at = { x, y };
  }

  #show(glyphs: readonly (Glyph | number | null)[]): void {
    const { font, size, charSpacing, wordSpacing, scale } = this.#state;
    const perUnit = size * (font.fontMatrix?.[0] ?? 0.001);
    for (const glyph of glyphs) {
      if (typeof glyph === 'number') this.#advance((-glyph * size) / 1000, font.vertical);
      else if (glyph) {
        const down = font.vertical ? (glyph.vmetric?.[0] ?? -glyph.width) : 0;
        const width = glyph.width * perUnit;
        this.#place(glyph.unicode, font.vertical ? 0 : (width * scale) / 2, font.vertical ? (down * perUnit) / 2 : 0);
        const spacing = charSpacing + (glyph.isSpace ? wordSpacing : 0);
        this.#advance(font.vertical ? down * perUnit - spacing : width + spacing, font.vertical);
      }
    }
  }

  #advance(by: number, vertical = false): void {
    if (vertical) this.#at.y += by;
    else this.#at.x += by * this.#state.scale;
  }

  #place(text: string, dx: number, dy: number): void {
    const { ctm, size, rise } = this.#state;
    const m = product(ctm, this.#textMatrix);
    const x = this.#at.x + dx;
    const y = this.#at.y + dy + rise + (dy === 0 ? MIDDLE * size : 0);
    this.characters.push({
      text,
      x: m[0] * x + m[2] * y + m[4],
      y: m[1] * x + m[3] * y + m[5],
      size: Math.abs(size) * Math.hypot(m[2], m[3]),
    });
  }
}

const matrixOf = (args: readonly unknown[]): Matrix =>
  (typeof args[0] === 'number' ? args : Array.from(args[0] as ArrayLike<number>)) as unknown as Matrix;

function product(m: Matrix, n: Matrix): Matrix {
  return [
    m[0] * n[0] + m[2] * n[1],
    m[1] * n[0] + m[3] * n[1],
    m[0] * n[2] + m[2] * n[3],
    m[1] * n[2] + m[3] * n[3],
    m[0] * n[4] + m[2] * n[5] + m[4],
    m[1] * n[4] + m[3] * n[5] + m[5],
  ];
}
