/** Sections of a Word document: page size, the break that begins them, their headers and footers (17.6). */
import type { Page } from '../document.ts';
import type { PageCounter } from './pages.ts';
import { child, childValue, elements, whole, type XmlElement } from './xml.ts';

/** A4 in twips, for sections that say nothing. */
const A4 = { width: 11906, height: 16838 };

export interface WordSection {
  /** How it begins: `nextPage`, `continuous`, `oddPage`, `evenPage`, `nextColumn`. */
  type: string;
  /** Points. */
  width: number;
  height: number;
  /** Relationship ids of its headers and footers. */
  furniture: { role: 'header' | 'footer'; id: string }[];
}

/** Reads a `w:sectPr`. */
export function readSection(sectPr: XmlElement): WordSection {
  const size = child(sectPr, 'w:pgSz')?.attributes;
  const hasTitlePage = child(sectPr, 'w:titlePg') !== undefined;
  const furniture: WordSection['furniture'] = [];
  for (const { name, attributes } of elements(sectPr)) {
    const role = name === 'w:headerReference' ? 'header' : name === 'w:footerReference' ? 'footer' : undefined;
    const unused = attributes['w:type'] === 'first' && !hasTitlePage;
    if (role && !unused && attributes['r:id']) furniture.push({ role, id: attributes['r:id'] });
  }
  return {
    type: childValue(sectPr, 'w:type') ?? 'nextPage',
    width: whole(size?.['w:w'], A4.width) / 20,
    height: whole(size?.['w:h'], A4.height) / 20,
    furniture,
  };
}

/** Begins the next section: most begin a page, and Word begins one too where the paper changes. */
export function breakBefore(next: WordSection, last: WordSection, pages: PageCounter): void {
  const sameSheet = next.width === last.width && next.height === last.height;
  if ((next.type === 'continuous' || next.type === 'nextColumn') && sameSheet) return;
  pages.explicit();
}

/**
 * The pages of a document.
 * @param count how many
 * @param sections each with the page on which it begins
 * @param used pages that carry text
 */
export function pagesOf(
  count: number,
  sections: readonly { section: WordSection; page: number }[],
  used: ReadonlySet<number>,
): Page[] {
  return Array.from({ length: count }, (_, i): Page => {
    const number = i + 1;
    const { section } = sections.findLast(({ page }) => page <= number) ?? sections[0];
    return {
      number,
      width: section.width,
      height: section.height,
      rotation: 0,
      kind: used.has(number) ? 'native' : 'blank',
      status: 'ok',
      rulings: [],
      images: [],
    };
  });
}
