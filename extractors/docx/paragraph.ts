/** One `w:p`: its look, its automatic number, its lines. */
import type { Paragraph, ParagraphRole, TextLine } from '../document.ts';
import { type Inline, readInline } from './inline.ts';
import { LineWriter, type Reading } from './reading.ts';
import { paragraphLook, type Style } from './styles.ts';
import { child, childValue, elements, type XmlElement } from './xml.ts';

export interface ReadParagraph {
  paragraph: Paragraph;
  boxes: XmlElement[];
  /** Its mark was deleted in a tracked change: it runs on into the next paragraph. */
  runsOn: boolean;
  /** The section that ends with it. */
  section?: XmlElement;
}

/**
 * Reads a paragraph.
 * @param lead lines of a paragraph before it that runs on into this one
 */
export function readParagraph(
  element: XmlElement,
  path: string,
  role: ParagraphRole,
  reading: Reading,
  lead: TextLine[] = [],
): ReadParagraph {
  const pPr = child(element, 'w:pPr');
  const style = reading.styles.paragraph(childValue(pPr, 'w:pStyle'));
  const own = paragraphLook(pPr);
  const look = { ...style, ...own };
  if (look.pageBreakBefore) reading.pages.before();
  const inline: Inline = { writer: new LineWriter(), boxes: [], contents: false, pageNumber: false };
  readInline(
    element,
    { bold: style.bold, size: style.size, hidden: style.hidden, struck: style.struck },
    reading,
    inline,
  );

  const runsOn = elements(child(pPr, 'w:rPr')).some(({ name }) => name === 'w:del' || name === 'w:moveFrom');
  const paragraph: Paragraph = {
    kind: 'paragraph',
    role: inline.pageNumber && role !== 'body' ? 'page-number' : role,
    lines: joined(lead, inline.writer.finish()),
    align: look.align ?? 'left',
    path,
  };
  if (style.name) paragraph.style = style.name;
  if (look.outline !== undefined && look.outline < 9) paragraph.outlineLevel = look.outline + 1;
  if (inline.contents || /^toc \d$/i.test(style.name)) paragraph.leader = true;
  const level = own.listLevel ?? (own.numId === undefined ? style.listLevel : 0);
  if (!runsOn && look.numId !== undefined) addNumber(paragraph, look.numId, level, style, reading);
  return { paragraph, boxes: inline.boxes, runsOn, section: child(pPr, 'w:sectPr') };
}

function addNumber(
  paragraph: Paragraph,
  numId: string,
  level: number | undefined,
  style: Style,
  reading: Reading,
): void {
  const label = reading.numbering.next(numId, level, style.id);
  if (!label || label.text === '') return;
  paragraph.numbering = label.text;
  const first = paragraph.lines[0];
  if (first) {
    first.text = label.text + label.gap + first.text;
    return;
  }
  const { size = 0, bold = false } = style;
  reading.pages.content();
  paragraph.lines.push({ text: label.text, page: reading.pages.page, size, bold, angle: 0, confidence: 1 });
}

/** The lines of two paragraphs that became one: the last line of the first goes on with the first of the second. */
function joined(before: TextLine[], after: TextLine[]): TextLine[] {
  const last = before.at(-1);
  if (!last || after.length === 0 || last.page !== after[0].page) return [...before, ...after];
  return [...before.slice(0, -1), { ...last, text: last.text + after[0].text }, ...after.slice(1)];
}
