/** What is known of the fonts of a document, asked once per font. */
import type { Pdfium } from './pdfium.ts';
import { utf8 } from './strings.ts';

export interface Font {
  name: string;
  bold: boolean;
  /** Says itself that its characters are symbols (bullets, ticks), which have no Unicode by nature. */
  symbolic: boolean;
}

/** Font descriptor flag ForceBold (ISO 32000-1, table 123). */
const FORCE_BOLD = 1 << 18;
const BOLD_NAME = /bold|black|heavy|demi/i;
const SYMBOL_NAME = /symbol|wingding|dingbat|webding/i;
/** Prefix of embedded subsets: six letters and a plus sign. */
const SUBSET = /^[A-Z]{6}\+/;

/** Fonts of one document by handle. */
export class Fonts {
  readonly #lib: Pdfium;
  readonly #known = new Map<number, Font>();

  constructor(lib: Pdfium) {
    this.#lib = lib;
  }

  get(handle: number): Font {
    let font = this.#known.get(handle);
    if (!font) {
      font = this.#ask(handle);
      this.#known.set(handle, font);
    }
    return font;
  }

  #ask(handle: number): Font {
    if (!handle) return { name: '', bold: false, symbolic: false };
    const lib = this.#lib;
    const name = utf8(lib, (buffer, bytes) => lib.FPDFFont_GetBaseFontName(handle, buffer, bytes)).replace(SUBSET, '');
    const bold =
      BOLD_NAME.test(name) || lib.FPDFFont_GetWeight(handle) >= 600 || !!(lib.FPDFFont_GetFlags(handle) & FORCE_BOLD);
    return { name, bold, symbolic: SYMBOL_NAME.test(name) };
  }
}
