/** Hand-made pages of statistical reports: text of an alphabet with the widths of a common typeface, rules and leaders. */
import type { PageContent } from '../../extractors/content.ts';
import type { Glyph, Ruling } from '../../extractors/document.ts';
import { hline, page, vline } from './tables-drawing.ts';

/** Widths of characters in thousandths of the size, as sans-serif typefaces have them; others are 556. */
const WIDTHS: Record<string, number> = {};
for (const [width, characters] of Object.entries({
  222: 'ijl',
  278: " ft.,:;/!I'",
  333: 'r-()',
  500: 'ckvxyszJ',
  611: 'FTZ',
  667: 'ABEKPSVXY',
  722: 'wCDHNRU',
  778: 'GOQ',
  833: 'mM',
  889: '%',
})) {
  for (const character of characters) WIDTHS[character] = Number(width);
}

type Align = 'left' | 'right' | 'centre';

export class Sheet {
  readonly glyphs: Glyph[] = [];
  readonly rulings: Ruling[] = [];

  /** @returns where the text ends */
  text(text: string, x: number, y: number, align: Align = 'left', size = 9): number {
    const width = widthOf(text, size);
    let at = align === 'left' ? x : align === 'right' ? x - width : x - width / 2;
    for (const character of text) {
      const x1 = at + widthOf(character, size);
      if (character !== ' ') {
        const box = { x0: at, y0: y - 0.88 * size, x1, y1: y + 0.12 * size };
        this.glyphs.push({ text: character, ...box, baseline: y, size, bold: false, angle: 0, confidence: 1 });
      }
      at = x1;
    }
    return at;
  }

  /** Texts at places, all aligned alike. */
  row(texts: readonly string[], xs: readonly number[], y: number, align: Align = 'right', size = 9): void {
    texts.forEach((text, i) => {
      if (text) this.text(text, xs[i], y, align, size);
    });
  }

  /** A name with dots that lead to its figures. */
  leader(text: string, x: number, to: number, y: number, size = 9): void {
    for (let at = this.text(text, x, y, 'left', size) + 2; at < to; at += 0.45 * size)
      this.text('.', at, y, 'left', size);
  }

  rule(y: number, x0: number, x1: number): void {
    this.rulings.push(hline(y, x0, x1));
  }

  upright(x: number, y0: number, y1: number): void {
    this.rulings.push(vline(x, y0, y1));
  }

  /** Running text. @returns the baseline after its last line */
  prose(x: number, y: number, width: number, times = 1): number {
    let line = '';
    for (const word of Array.from({ length: times }, () => PROSE)
      .join(' ')
      .split(' ')) {
      if (widthOf(`${line} ${word}`, 10) > width) {
        this.text(line, x, y, 'left', 10);
        y += 12;
        line = word;
      } else line = line ? `${line} ${word}` : word;
    }
    this.text(line, x, y, 'left', 10);
    return y + 12;
  }

  page(): PageContent {
    return { ...page(this.rulings, this.glyphs), width: 612, height: 792 };
  }
}

const widthOf = (text: string, size: number) =>
  [...text].reduce((sum, character) => sum + ((WIDTHS[character] ?? 556) * size) / 1000, 0);

const PROSE =
  'The number of persons covered by the survey rose in the second quarter of the year, while the share of ' +
  'households that reported no income from work remained close to the level of the year before. Estimates for small ' +
  'areas are subject to sampling error and should be read with care; differences that are not significant are not ' +
  'discussed in the text of this report.';
