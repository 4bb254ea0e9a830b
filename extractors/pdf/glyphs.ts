/** The characters of a page's text layer. */
import type { Glyph } from '../document.ts';
import type { Font, Fonts } from './fonts.ts';
import type { Pdfium } from './pdfium.ts';
import type { Matrix, Placement } from './placement.ts';

/** A glyph with what decides whether it is seen. */
export interface DrawnGlyph extends Glyph {
  font: Font;
  /** Drawn with text render mode 3 (neither filled nor stroked) or fully transparent. */
  invisible: boolean;
  white: boolean;
  /** The font does not say which character this is. */
  unmapped: boolean;
}

export interface DrawnText {
  glyphs: DrawnGlyph[];
  /** Characters set at an angle that is no quarter turn (watermarks), in drawing order. */
  slanted: string;
}

/**
 * The square that a character is set in, above and below its baseline as shares of the size. Fonts state heights of
 * their own, from tight to twice the size; one measure for all keeps glyphs of one line alike.
 */
const ASCENT = 0.88;
const DESCENT = 0.12;
/** Text turned by more than this from a quarter turn, in degrees, is slanted. */
const SLANT = 10;
/** `FPDF_TEXTRENDERMODE_*` of fpdf_edit.h. */
const FILL_STROKE = 2;
const INVISIBLE = 3;
/** 0xAARRGGBB; of white only the colour. */
const BLACK = 0xff000000;
const WHITE = 0xffffff;
const REPLACEMENT = '\ufffd';
const WHITE_SPACE = /\s/u;

/** What all characters of one text object have in common. */
interface Run {
  size: number;
  angle: Glyph['angle'];
  slanted: boolean;
  font: Font;
  bold: boolean;
  invisible: boolean;
  white: boolean;
}

/**
 * @param page handle of a loaded page
 * @returns every character that lies on the page as displayed, in drawing order; white space is left out
 */
export function glyphsOf(lib: Pdfium, page: number, fonts: Fonts, placement: Placement): DrawnText {
  const text = lib.FPDFText_LoadPage(page);
  if (!text) return { glyphs: [], slanted: '' };
  try {
    return readGlyphs(lib, text, fonts, placement);
  } finally {
    lib.FPDFText_ClosePage(text);
  }
}

function readGlyphs(lib: Pdfium, text: number, fonts: Fonts, placement: Placement): DrawnText {
  const glyphs: DrawnGlyph[] = [];
  let slanted = '';
  const count = lib.FPDFText_CountChars(text);
  let object = 0;
  let run: Run | undefined;
  for (let i = 0; i < count; i++) {
    // Characters that the library makes up for gaps are white space and so left out.
    const unmapped = lib.FPDFText_HasUnicodeMapError(text, i) === 1;
    const character = characterAt(lib, text, i, unmapped);
    if (character === '') continue;
    const owner = lib.FPDFText_GetTextObject(text, i);
    if (!run || owner !== object) {
      run = runAt(lib, text, i, owner, fonts, placement.toPage);
      object = owner;
    }
    if (run.slanted) {
      slanted += character;
      continue;
    }
    const glyph = placed(lib, text, i, character, unmapped, run, placement.toPage);
    const before = glyphs.at(-1);
    // The library gives a ligature as its letters, all in one place.
    if (before && isLigature(before, glyph, run)) before.text += character;
    else glyphs.push(glyph);
  }
  return { glyphs: glyphs.filter((glyph) => isOnPage(glyph, placement)), slanted };
}

/** Whether a character stands exactly where the one before it stands, set in one go with it. */
function isLigature(before: DrawnGlyph, glyph: DrawnGlyph, run: Run): boolean {
  return (
    before.font === run.font &&
    before.size === glyph.size &&
    before.x0 === glyph.x0 &&
    before.x1 === glyph.x1 &&
    before.y0 === glyph.y0 &&
    before.y1 === glyph.y1 &&
    /\p{L}$/u.test(before.text) &&
    /^\p{L}/u.test(glyph.text)
  );
}

/** The character at an index; nothing for white space and for the second half of a surrogate pair. */
function characterAt(lib: Pdfium, text: number, index: number, unmapped: boolean): string {
  if (unmapped) return REPLACEMENT;
  const code = lib.FPDFText_GetUnicode(text, index);
  if (code >= 0xd800 && code < 0xdc00) {
    const low = lib.FPDFText_GetUnicode(text, index + 1);
    return low >= 0xdc00 && low < 0xe000 ? String.fromCharCode(code, low) : REPLACEMENT;
  }
  let character = CHARACTERS.get(code);
  if (character === undefined) {
    character = characterOf(code);
    CHARACTERS.set(code, character);
  }
  return character;
}

/** One string for each character met, shared by all glyphs that show it. */
const CHARACTERS = new Map<number, string>();

function characterOf(code: number): string {
  // A hyphen at the end of a line is reported as a control character.
  if (code === 2 || code === 0xad || code === 0xfffe) return '-';
  if (code <= 0x20 || (code >= 0x7f && code < 0xa0) || (code >= 0xdc00 && code < 0xe000) || code === 0xfeff) return '';
  if (code >= 0x200b && code <= 0x200f) return '';
  const character = String.fromCodePoint(code);
  return WHITE_SPACE.test(character) ? '' : character;
}

function runAt(lib: Pdfium, text: number, index: number, object: number, fonts: Fonts, toPage: Matrix): Run {
  const font = fonts.get(object ? lib.FPDFTextObj_GetFont(object) : 0);
  const mode = object ? lib.FPDFTextObj_GetTextRenderMode(object) : 0;
  lib.FPDFText_GetMatrix(text, index, lib.scratch);
  const at = lib.scratch >> 2;
  const f = lib.floats();
  const a = f[at] * toPage[0] + f[at + 1] * toPage[2];
  const b = f[at] * toPage[1] + f[at + 1] * toPage[3];
  const c = f[at + 2] * toPage[0] + f[at + 3] * toPage[2];
  const d = f[at + 2] * toPage[1] + f[at + 3] * toPage[3];
  const degrees = (Math.atan2(b, a) * 180) / Math.PI;
  const quarter = Math.round(degrees / 90);
  const fill = object ? fillOf(lib, object) : BLACK;
  return {
    size: round(lib.FPDFText_GetFontSize(text, index) * Math.hypot(c, d)),
    angle: (((quarter + 4) % 4) * 90) as Glyph['angle'],
    slanted: Math.abs(degrees - quarter * 90) > SLANT,
    font,
    bold: font.bold || mode === FILL_STROKE,
    invisible: mode === INVISIBLE || fill >>> 24 === 0,
    white: (fill & WHITE) === WHITE && mode === 0,
  };
}

/** Fill colour of a page object as 0xAARRGGBB. */
export function fillOf(lib: Pdfium, object: number): number {
  const s = lib.scratch;
  if (!lib.FPDFPageObj_GetFillColor(object, s, s + 4, s + 8, s + 12)) return BLACK;
  const at = s >> 2;
  const v = lib.ints();
  return (v[at + 3] << 24) | (v[at] << 16) | (v[at + 1] << 8) | v[at + 2];
}

function placed(
  lib: Pdfium,
  text: number,
  i: number,
  character: string,
  unmapped: boolean,
  run: Run,
  m: Matrix,
): DrawnGlyph {
  const s = lib.scratch;
  lib.FPDFText_GetCharOrigin(text, i, s, s + 8);
  let d = lib.doubles();
  const ox = d[s >> 3];
  const oy = d[(s >> 3) + 1];
  const x = m[0] * ox + m[2] * oy + m[4];
  const y = m[1] * ox + m[3] * oy + m[5];
  // The box that a character takes in its line (its advance, not its ink); of characters without advance, the ink.
  lib.FPDFText_GetLooseCharBox(text, i, s);
  const f = lib.floats();
  let l: number = f[s >> 2];
  let t: number = f[(s >> 2) + 1];
  let r: number = f[(s >> 2) + 2];
  let b: number = f[(s >> 2) + 3];
  if (Math.abs(r - l) < 0.01 || Math.abs(t - b) < 0.01) {
    lib.FPDFText_GetCharBox(text, i, s, s + 8, s + 16, s + 24);
    d = lib.doubles();
    l = d[s >> 3];
    r = d[(s >> 3) + 1];
    b = d[(s >> 3) + 2];
    t = d[(s >> 3) + 3];
  }
  const { size, angle } = run;
  let left: number;
  let right: number;
  let top: number;
  let bottom: number;
  if (angle === 0 || angle === 180) {
    const x0 = m[0] * l + m[2] * t + m[4];
    const x1 = m[0] * r + m[2] * b + m[4];
    const above = angle === 0 ? ASCENT : DESCENT;
    left = Math.min(x0, x1);
    right = Math.max(x0, x1);
    top = y - above * size;
    bottom = y + (1 - above) * size;
  } else {
    const y0 = m[1] * l + m[3] * t + m[5];
    const y1 = m[1] * r + m[3] * b + m[5];
    const before = angle === 90 ? DESCENT : ASCENT;
    left = x - before * size;
    right = x + (1 - before) * size;
    top = Math.min(y0, y1);
    bottom = Math.max(y0, y1);
  }
  return {
    text: character,
    x0: round(left),
    y0: round(top),
    x1: round(right),
    y1: round(bottom),
    baseline: round(angle === 0 || angle === 180 ? y : x),
    size,
    bold: run.bold,
    angle,
    confidence: 1,
    font: run.font,
    invisible: run.invisible,
    white: run.white,
    unmapped,
  };
}

/** Hundredths of a point: finer than any printer, and the same on every machine. */
const round = (value: number) => Math.round(value * 100) / 100;

function isOnPage(g: Glyph, { width, height }: Placement): boolean {
  const x = (g.x0 + g.x1) / 2;
  const y = (g.y0 + g.y1) / 2;
  return x >= 0 && y >= 0 && x <= width && y <= height;
}
