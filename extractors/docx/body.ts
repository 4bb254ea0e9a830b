/** The body of a Word document with what belongs to it: headers, footers, notes. */
import type { Block, ParagraphRole } from '../document.ts';
import { BlockReader } from './blocks.ts';
import type { WordPackage } from './package.ts';
import { PageCounter } from './pages.ts';
import type { Reading } from './reading.ts';
import { breakBefore, readSection, type WordSection } from './sections.ts';
import { eachElement, elements, type XmlElement, type XmlSource } from './xml.ts';

/** Properties that nobody here asks for, and the old state of tracked formatting: most of a file's XML. */
const SKIPPED: ReadonlySet<string> = new Set([
  ...['w:rPrChange', 'w:pPrChange', 'w:tblPrChange', 'w:tblPrExChange', 'w:trPrChange', 'w:tcPrChange'],
  ...['w:sectPrChange', 'w:tblGridChange', 'w:numberingChange', 'w:rFonts', 'w:lang', 'w:spacing', 'w:ind', 'w:szCs'],
  ...['w:bCs', 'w:color', 'w:kern', 'w:tcW', 'w:tcBorders', 'w:tcMar', 'w:shd', 'w:tblBorders', 'w:tblCellMar'],
  ...['w:tblLook', 'w:tblGrid', 'w:pBdr', 'w:tabs', 'w:sdtPr', 'w:sdtEndPr', 'w:rt'],
]);

export interface Body {
  blocks: Block[];
  /** The sections with the page on which each begins. */
  sections: { section: WordSection; page: number }[];
}

/** Reads `word/document.xml` as a stream, block by block: only one paragraph or table is in memory as XML. */
export async function readBody(source: WordPackage, reading: Reading): Promise<Body> {
  const xml: XmlSource = { part: source.main.name, limits: reading.limits, skip: SKIPPED };
  const sections = sectionsOf(source.main.bytes, xml);
  const furniture = await readFurniture(source, sections);
  const notes = { footnotes: await source.part('footnotes'), endnotes: await source.part('endnotes') };
  const blocks: Block[] = [];
  const begun: Body['sections'] = [];
  const body = new BlockReader('body', 'body', reading);

  const begin = (section: WordSection) => {
    begun.push({ section, page: reading.pages.page });
    blocks.push(...furnitureBlocks(section, 'header'));
  };
  const end = (section: WordSection) => blocks.push(...furnitureBlocks(section, 'footer'));

  begin(sections[0]);
  const inBody = (_: string, parent: string) => parent === 'w:body';
  eachElement(source.main.bytes, xml, inBody, (element) => {
    const sectionEnds = body.read(element) !== undefined;
    for (const block of [...body.blocks.splice(0), ...takeNotes()]) blocks.push(block);
    const next = sections[begun.length];
    if (!sectionEnds || !next) return;
    const last = sections[begun.length - 1];
    end(last);
    breakBefore(next, last, reading.pages);
    begin(next);
  });
  end(sections[begun.length - 1]);
  return { blocks, sections: begun };

  /** Headers and footers stand once, on the first page of the section that names them first. */
  function furnitureBlocks(section: WordSection, role: 'header' | 'footer'): Block[] {
    return section.furniture.flatMap(({ role: own, id }) => {
      const part = furniture.get(id);
      if (own !== role || !part) return [];
      furniture.delete(id);
      return readApart(part.root, part.path, role, begun.at(-1)?.page ?? 1);
    });
  }

  function takeNotes(): Block[] {
    return reading.notes.splice(0).flatMap(({ kind, id }) => {
      const note = elements(notes[kind]).find(({ attributes }) => attributes['w:id'] === id);
      return note ? readApart(note, `${kind}[${id}]`, 'footnote', reading.pages.page) : [];
    });
  }

  /** A story of its own: its fields and breaks are not those of the body. */
  function readApart(root: XmlElement, path: string, role: ParagraphRole, page: number): Block[] {
    const own: Reading = { ...reading, pages: new PageCounter(page), fields: [], notes: [] };
    return new BlockReader(path, role, own).readAll(root);
  }
}

/** Every section in order. What begins a section is said at its end, so they are read before the blocks. */
function sectionsOf(bytes: Uint8Array, xml: XmlSource): WordSection[] {
  const sections: WordSection[] = [];
  const isSection = (name: string, parent: string) =>
    name === 'w:sectPr' && (parent === 'w:pPr' || parent === 'w:body');
  eachElement(bytes, xml, isSection, (element) => sections.push(readSection(element)));
  return sections.length > 0 ? sections : [readSection({ name: 'w:sectPr', attributes: {}, children: [] })];
}

async function readFurniture(source: WordPackage, sections: readonly WordSection[]) {
  const parts = new Map<string, { root: XmlElement; path: string }>();
  const count = { header: 0, footer: 0 };
  for (const { role, id } of sections.flatMap((section) => section.furniture)) {
    const root = parts.has(id) ? undefined : await source.partById(id);
    if (root) parts.set(id, { root, path: `${role}[${++count[role]}]` });
  }
  return parts;
}
