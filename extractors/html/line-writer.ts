/** Collects the characters between two breaks, with white space as a browser shows it. */
import type { TextLine } from '../document.ts';
import { givenLine } from '../given/line.ts';

/** White space that HTML collapses. A no-break or ideographic space is printed as it is. */
const COLLAPSED = /[ \t\n\r\f]+/g;
/** Scripts written without spaces: a line end of the source between two of these is not shown (CSS Text 3, 4.1.2). */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uff60]/u;

export class LineWriter {
  #text = '';
  #bold = 0;
  #links = 0;

  /** @param look what the surrounding elements say of this text */
  add(text: string, look: { bold: boolean; link: boolean; keepSpace: boolean }): void {
    const shown = look.keepSpace ? text : this.#collapsed(text);
    this.#text += shown;
    const weight = shown.trim().length;
    if (look.bold) this.#bold += weight;
    if (look.link) this.#links += weight;
  }

  #collapsed(text: string): string {
    return text.replace(COLLAPSED, (space, at: number) => {
      const before = at > 0 ? text[at - 1] : (this.#text.at(-1) ?? '');
      if (before === '' || /\s/.test(before)) return '';
      const after = text[at + space.length] ?? '';
      return space.includes('\n') && UNSPACED.test(before) && UNSPACED.test(after) ? '' : ' ';
    });
  }

  get empty(): boolean {
    return this.#text.trim() === '';
  }

  /** What was collected, whether all of it is links; then the writer is empty again. */
  take(page: number): { line: TextLine; linked: boolean } {
    const text = this.#text.replace(/\s{2,}/g, ' ').trim();
    const weight = text.replace(/\s/g, '').length;
    const taken = { line: givenLine(text, page, this.#bold * 2 > weight), linked: this.#links >= weight };
    this.#text = '';
    this.#bold = 0;
    this.#links = 0;
    return taken;
  }
}
