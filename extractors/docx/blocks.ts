/** Paragraphs and tables of one container (the body, a cell, a text box) in the order of the file. */
import type { Block, ParagraphRole, Table, TextLine } from '../document.ts';
import { chosen } from './inline.ts';
import { readParagraph } from './paragraph.ts';
import { type Reading, tell } from './reading.ts';
import { readTable } from './table.ts';
import { child, elements, type XmlElement } from './xml.ts';

/** Reads the block-level elements of one container; they may be handed over one by one. */
export class BlockReader {
  readonly blocks: Block[] = [];
  readonly #path: string;
  readonly #role: ParagraphRole;
  readonly #reading: Reading;
  /** How many paragraphs, tables and text boxes were met, for their paths. */
  readonly #met = { p: 0, tbl: 0, txbx: 0 };
  /** Lines of a paragraph whose mark was deleted. */
  #lead: TextLine[] = [];

  constructor(path: string, role: ParagraphRole, reading: Reading) {
    this.#path = path;
    this.#role = role;
    this.#reading = reading;
  }

  readAll(container: XmlElement): Block[] {
    for (const element of elements(container)) this.read(element);
    return this.blocks;
  }

  /**
   * Reads one element.
   * @returns the section that ends with it, if one does
   */
  read(element: XmlElement): XmlElement | undefined {
    switch (element.name) {
      case 'w:p':
        return this.#readParagraph(element);
      case 'w:tbl': {
        const path = `${this.#path}/tbl[${++this.#met.tbl}]`;
        this.blocks.push(...readTable(element, path, this.#role, this.#reading));
        return undefined;
      }
      case 'w:sdt':
        return this.#readEach(child(element, 'w:sdtContent'));
      case 'w:customXml':
      case 'w:ins':
      case 'w:moveTo':
        return this.#readEach(element);
      case 'mc:AlternateContent':
        return this.#readEach(chosen(element));
      case 'w:altChunk':
        tell(this.#reading, 'embedded-document', 'another document is embedded here; it is not read');
        return undefined;
      default:
        return undefined;
    }
  }

  #readEach(container: XmlElement | undefined): XmlElement | undefined {
    let section: XmlElement | undefined;
    for (const element of elements(container)) section = this.read(element) ?? section;
    return section;
  }

  #readParagraph(element: XmlElement): XmlElement | undefined {
    const path = `${this.#path}/p[${++this.#met.p}]`;
    const { paragraph, boxes, runsOn, section } = readParagraph(element, path, this.#role, this.#reading, this.#lead);
    this.#lead = runsOn ? paragraph.lines : [];
    if (!runsOn && paragraph.lines.length > 0) this.blocks.push(paragraph);
    for (const box of boxes) {
      // A text box floats on the page of its anchor: breaks inside it are not breaks of the text around it.
      const mark = this.#reading.pages.mark();
      const inside = new BlockReader(`${this.#path}/txbx[${++this.#met.txbx}]`, this.#role, this.#reading);
      this.blocks.push(...inside.readAll(box));
      this.#reading.pages.return(mark);
    }
    return section;
  }
}

/** The blocks of a cell as it needs them: its own lines, and the tables inside it, which stand after its table. */
export function readCellContent(
  cell: XmlElement,
  path: string,
  role: ParagraphRole,
  reading: Reading,
): { lines: TextLine[]; nested: Table[] } {
  const lines: TextLine[] = [];
  const nested: Table[] = [];
  for (const block of new BlockReader(path, role, reading).readAll(cell)) {
    if (block.kind === 'table') nested.push(block);
    else lines.push(...block.lines);
  }
  return { lines, nested };
}
