/** What is known and counted while one story (the body, a header, the notes) is read from its beginning to its end. */
import type { Message, TextLine } from '../document.ts';
import type { Limits } from '../limits.ts';
import type { Numbering } from './numbering.ts';
import type { PageCounter } from './pages.ts';
import type { RunLook, Styles } from './styles.ts';

/** A field between its begin and its end; its code is never printed, its result is. */
export interface Field {
  code: string;
  phase: 'code' | 'result';
}

export interface Reading {
  styles: Styles;
  numbering: Numbering;
  pages: PageCounter;
  limits: Limits;
  messages: Message[];
  /** Fields that are open, the innermost last: they run over paragraphs. */
  fields: Field[];
  /** Notes referred to since they were last taken. */
  notes: { kind: 'footnotes' | 'endnotes'; id: string }[];
}

/** Adds a message that names the page it is about. */
export function tell(reading: Reading, code: string, text: string): void {
  reading.messages.push({ code, text, page: reading.pages.page });
}

/** Collects the characters of one paragraph into lines: one per line break and per page. */
export class LineWriter {
  readonly lines: TextLine[] = [];
  #boldLengths: number[] = [];
  #broken = true;

  add(text: string, page: number, look: RunLook): void {
    if (text === '') return;
    let line = this.lines.at(-1);
    if (!line || this.#broken || line.page !== page) {
      line = { text: '', page, size: look.size ?? 0, bold: false, angle: 0, confidence: 1 };
      this.lines.push(line);
      this.#boldLengths.push(0);
      this.#broken = false;
    }
    line.text += text;
    if (look.bold) this.#boldLengths[this.lines.length - 1] += text.length;
  }

  /** The next character begins a new line. */
  break(): void {
    this.#broken = true;
  }

  /** The lines with text. Runs of white space are one visible gap, at the ends they are indentation and go. */
  finish(): TextLine[] {
    for (const [i, line] of this.lines.entries()) {
      line.bold = this.#boldLengths[i] * 2 > line.text.length;
      line.text = line.text.replace(/\s{2,}/g, ' ').trim();
    }
    return this.lines.filter((line) => line.text !== '');
  }
}
