/** A look at the pictures of each page while it is open: what they show decides what is read by OCR. */
import type { PageContent } from './content.ts';
import type { Box, Message } from './document.ts';
import { ReadError } from './errors.ts';
import { OCR_LAYER_CONFIDENCE } from './pdf/judge.ts';
import { lonePicture } from './pdf/lone-picture.ts';
import type { OpenPage } from './pdf/page.ts';
import { pictureKey } from './pdf/picture-key.ts';
import { renderOpen, renderPart } from './pdf/render.ts';
import { repeatsPicture } from './pdf/repeated-text.ts';
import { isOnPaper, LOOK_DPI, mayShowText } from './picture-text.ts';
import { framed, type Looks, looksOf, picturedAreas, REGION_LOOK_DPI } from './pictured-text.ts';

/** The pictures of one document. A picture that is on many pages, a logo or a drawing, is looked at once. */
export class PictureLook {
  /** Of pages with pictures beside their text, the areas that look like tables or text; none for pictures without any. */
  readonly areas = new Map<number, readonly Box[]>();
  /** Pages whose text was read from their picture by another program. */
  readonly repeated = new Set<number>();
  readonly #without: Message[] = [];
  readonly #unread: Message[] = [];
  readonly #ocr: boolean;
  readonly #known = new Map<string, Looks>();

  /** @param ocr whether pictures will be read; what those on text pages show is looked at only then */
  constructor(ocr: boolean) {
    this.#ocr = ocr;
  }

  /** What was noticed. */
  get messages(): Message[] {
    return [...this.#without, ...this.#unread];
  }

  /** @returns the page, of another kind where its picture shows no text */
  at(open: OpenPage, read: PageContent): PageContent {
    const page = read.kind === 'scan' ? read : this.#believed(open, read);
    if (page.kind !== 'scan') {
      this.#beside(open, page);
      return page;
    }
    const print = page.glyphs.some(({ confidence }) => confidence < 1) ? 'clear' : printOf(open, page);
    if (print === 'clear') return page;
    // A picture that shows no text (an empty form, a coloured ground): complete with the characters that it has.
    this.#without.push(note('picture-without-text', page, 'a picture without text'));
    const complete: PageContent = { ...page, kind: page.glyphs.length > 0 ? 'native' : 'blank' };
    if (print === 'faint' || !this.#ocr) this.#beside(open, complete);
    return complete;
  }

  /** Text that its page's picture shows too was read from that picture by some program: the page is a scan. */
  #believed(open: OpenPage, page: PageContent): PageContent {
    if (page.kind !== 'native' || page.images.length === 0 || !repeatsPicture(open, page)) return page;
    this.repeated.add(page.number);
    const what = `a picture under a text layer (${page.glyphs.length} characters) that says the same: another program's OCR made it`;
    this.#without.push(note('ocr-layer', page, what));
    const glyphs = page.glyphs.map((glyph) => ({ ...glyph, confidence: OCR_LAYER_CONFIDENCE }));
    return { ...page, kind: 'scan', status: 'ok', reason: undefined, glyphs };
  }

  #beside(open: OpenPage, page: PageContent): void {
    const areas = page.images.length === 0 ? [] : picturedAreas(page);
    if (areas.length === 0) return;
    if (!this.#ocr) {
      this.#unread.push(note('picture-not-read', page, 'a picture may show text, and OCR is switched off'));
      return;
    }
    try {
      const seen = areas.map((area) => ({ area, looks: this.#looksOf(open, area, page) }));
      const found = seen.filter(({ looks }) => looks.text).map(({ area }) => area);
      if (found.length > 0 || !seen.some(({ looks }) => looks.maybe)) this.areas.set(page.number, found);
    } catch (error) {
      if (!(error instanceof ReadError)) throw error;
      this.#unread.push(note('picture-not-read', page, `a picture could not be looked at: ${error.message}`));
    }
  }

  #looksOf(open: OpenPage, area: Box, { glyphs }: PageContent): Looks {
    const key = pictureKey(open, area);
    const known = key === undefined ? undefined : this.#known.get(key);
    if (known) return known;
    const looks = looksOf(framed(renderPart(open, REGION_LOOK_DPI, area), area, glyphs));
    if (key !== undefined) this.#known.set(key, looks);
    return looks;
  }
}

const note = (code: string, { number }: PageContent, what: string): Message => ({
  code,
  text: `page ${number}: ${what}`,
  page: number,
});

/**
 * What the picture of a page shows beside the characters that are known. Looks at the picture itself where nothing else
 * is drawn: that costs a third of drawing the page.
 */
function printOf(open: OpenPage, { glyphs }: PageContent): 'clear' | 'faint' | 'none' {
  const lone = lonePicture(open, LOOK_DPI);
  const own = lone && isOnPaper(lone, lone.beside) ? lone : undefined;
  const picture = own ?? renderOpen(open, LOOK_DPI, 'grey');
  const known = boxesFrom(glyphs, own?.left ?? 0, own?.top ?? 0);
  const beside = own?.beside ?? 0;
  if (!mayShowText(picture, known, { beside, faint: true })) return 'none';
  return mayShowText(picture, known, { beside }) ? 'clear' : 'faint';
}

const boxesFrom = (glyphs: PageContent['glyphs'], left: number, top: number): Box[] =>
  glyphs.map(({ x0, y0, x1, y1 }) => [x0 - left, y0 - top, x1 - left, y1 - top]);
