/** What is known of the fonts of a document, asked once per font. */
import { abandonAfter, type Pdfium } from './pdfium.ts';
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

/**
 * Fonts of one document by handle. The library unloads a font with the last page that shows it and loads it again for
 * the next one, which for large embedded fonts takes longer than all else; so the page read last stays open until the
 * next one has been read. A handle means the same font only as long as one of the two pages shows it.
 */
export class Fonts {
  readonly #lib: Pdfium;
  #known = new Map<number, Font>();
  #before = new Map<number, Font>();
  #open = 0;

  constructor(lib: Pdfium) {
    this.#lib = lib;
  }

  get(handle: number): Font {
    let font = this.#known.get(handle);
    if (!font) {
      font = this.#before.get(handle) ?? this.#ask(handle);
      this.#known.set(handle, font);
    }
    return font;
  }

  /** Closes the page that was kept before. @param page one that was read, to be kept open */
  keep(page: number): void {
    if (this.#open) this.#lib.FPDF_ClosePage(this.#open);
    this.#open = page;
    [this.#before, this.#known] = [this.#known, new Map()];
  }

  /** Closes the last page. */
  close(): void {
    try {
      this.keep(0);
    } catch (error) {
      abandonAfter(error);
    }
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
