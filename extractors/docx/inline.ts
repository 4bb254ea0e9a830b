/** The content of a paragraph: runs, fields, tracked changes, breaks, symbols. */
import { raised } from '../given/raised.ts';
import { type LineWriter, type Reading, tell } from './reading.ts';
import { type RunLook, runLook } from './styles.ts';
import { symbol } from './symbols.ts';
import { child, childValue, elements, textOf, type XmlElement } from './xml.ts';

const LEVELS: Readonly<Record<string, 'high' | 'low'>> = { superscript: 'high', subscript: 'low' };

/** What a paragraph's content gives beside its lines. */
export interface Inline {
  writer: LineWriter;
  /** Text boxes anchored in it (`w:txbxContent`). */
  boxes: XmlElement[];
  /** Some of its text is the result of a table of contents field. */
  contents: boolean;
  /** Some of its text is the number of the page. */
  pageNumber: boolean;
}

/** Containers whose content stands in the paragraph as if they were not there. */
const TRANSPARENT = new Set([
  'w:hyperlink',
  'w:smartTag',
  'w:customXml',
  'w:sdt',
  'w:sdtContent',
  'w:dir',
  'w:bdo',
  'w:ruby',
  'w:rubyBase',
  'm:oMathPara',
]);

/** Reads the children of a paragraph or of a container in it. `look` is what their runs inherit. */
export function readInline(parent: XmlElement, look: RunLook, reading: Reading, out: Inline): void {
  for (const element of elements(parent)) {
    if (element.name === 'w:r') readRun(element, look, reading, out);
    else if (TRANSPARENT.has(element.name)) readInline(element, look, reading, out);
    else if (element.name === 'w:fldSimple') readSimpleField(element, look, reading, out);
    else if (element.name === 'mc:AlternateContent') readInline(chosen(element), look, reading, out);
    else if (element.name === 'm:oMath') print(textOf(element), look, reading, out);
    else readTrackedChange(element, look, reading, out);
  }
}

/** Insertions stand as accepted, deletions are gone; each leaves a message that quotes it. */
function readTrackedChange(element: XmlElement, look: RunLook, reading: Reading, out: Inline): void {
  const by = element.attributes['w:author'] ? ` by ${element.attributes['w:author']}` : '';
  const quote = `“${visibleText(element).slice(0, 80)}”`;
  switch (element.name) {
    case 'w:ins':
      tell(reading, 'tracked-insertion', `tracked insertion${by} accepted: ${quote}`);
      readInline(element, look, reading, out);
      break;
    case 'w:del':
      tell(reading, 'tracked-deletion', `tracked deletion${by} accepted: ${quote}`);
      break;
    case 'w:moveTo':
      tell(reading, 'tracked-move', `tracked move${by} accepted, moved here: ${quote}`);
      readInline(element, look, reading, out);
      break;
    case 'w:moveFrom':
      tell(reading, 'tracked-move', `tracked move${by} accepted, moved away: ${quote}`);
      break;
  }
}

function readSimpleField(element: XmlElement, look: RunLook, reading: Reading, out: Inline): void {
  reading.fields.push({ code: element.attributes['w:instr'] ?? '', phase: 'result' });
  readInline(element, look, reading, out);
  reading.fields.pop();
}

function readRun(run: XmlElement, inherited: RunLook, reading: Reading, out: Inline): void {
  const rPr = child(run, 'w:rPr');
  const look = { ...inherited, ...reading.styles.run(childValue(rPr, 'w:rStyle')), ...runLook(rPr) };
  for (const element of elements(run)) readRunContent(element, look, reading, out);
}

function readRunContent(element: XmlElement, look: RunLook, reading: Reading, out: Inline): void {
  switch (element.name) {
    case 'w:t':
      print(wordText(element), look, reading, out);
      break;
    case 'w:tab':
    case 'w:ptab':
      print(' ', look, reading, out);
      break;
    case 'w:noBreakHyphen':
      print('-', look, reading, out);
      break;
    case 'w:sym':
      print(readSymbol(element), look, reading, out);
      break;
    case 'w:cr':
      out.writer.break();
      break;
    case 'w:br':
      readBreak(element, reading, out);
      break;
    case 'w:lastRenderedPageBreak':
      reading.pages.rendered();
      break;
    case 'w:fldChar':
      readFieldMark(element, reading);
      break;
    case 'w:instrText':
      if (reading.fields.length > 0) reading.fields[reading.fields.length - 1].code += textOf(element);
      break;
    case 'w:footnoteReference':
    case 'w:endnoteReference': {
      const kind = element.name === 'w:footnoteReference' ? 'footnotes' : 'endnotes';
      reading.notes.push({ kind, id: element.attributes['w:id'] ?? '' });
      break;
    }
    case 'w:ruby':
      readInline(element, look, reading, out);
      break;
    case 'mc:AlternateContent':
      for (const inner of elements(chosen(element))) readRunContent(inner, look, reading, out);
      break;
    case 'w:drawing':
    case 'w:pict':
    case 'w:object':
      readDrawing(element, reading, out);
      break;
  }
}

function print(text: string, look: RunLook, reading: Reading, out: Inline): void {
  if (text === '' || !reading.fields.every((field) => field.phase === 'result')) return;
  if (look.hidden || look.struck) {
    tell(reading, 'hidden-text', `${look.hidden ? 'hidden' : 'struck out'} text left out: “${text.slice(0, 80)}”`);
    return;
  }
  if (text.trim() !== '') {
    reading.pages.content();
    out.contents ||= reading.fields.some((field) => /^\s*TOC\b/i.test(field.code));
    out.pageNumber ||= reading.fields.some((field) => /^\s*PAGE\b/i.test(field.code));
  }
  const level = LEVELS[look.raised ?? ''];
  out.writer.add(level ? raised(text, level) : text, reading.pages.page, look);
}

/** White space at the ends counts only where the file says so (xml:space), as in Word. */
function wordText(element: XmlElement): string {
  const text = textOf(element).replace(/[\r\n\t]+/g, ' ');
  return element.attributes['xml:space'] === 'preserve' ? text : text.replace(/^ +| +$/g, '');
}

function readSymbol(element: XmlElement): string {
  const code = Number.parseInt(element.attributes['w:char'] ?? '', 16);
  if (!(code > 0 && code <= 0xffff)) return '';
  return symbol(String.fromCharCode(code), element.attributes['w:font'] ?? '');
}

function readBreak(element: XmlElement, reading: Reading, out: Inline): void {
  if (element.attributes['w:type'] === 'page') reading.pages.explicit();
  out.writer.break();
}

function readFieldMark(element: XmlElement, reading: Reading): void {
  const type = element.attributes['w:fldCharType'];
  const innermost = reading.fields.at(-1);
  if (type === 'begin') reading.fields.push({ code: '', phase: 'code' });
  else if (type === 'end') reading.fields.pop();
  else if (type === 'separate' && innermost) innermost.phase = 'result';
}

/** Text boxes are read later, as blocks; a picture is only told of, since its text cannot be read here. */
function readDrawing(element: XmlElement, reading: Reading, out: Inline): void {
  const found: XmlElement[] = [];
  const hasPicture = collectBoxes(element, found);
  out.boxes.push(...found);
  if (found.length > 0 || hasPicture) reading.pages.content();
  if (hasPicture) tell(reading, 'picture', 'a picture: text in it is not read');
}

function collectBoxes(element: XmlElement, found: XmlElement[]): boolean {
  let hasPicture = false;
  for (const inner of elements(element)) {
    if (inner.name === 'w:txbxContent') found.push(inner);
    else if (inner.name === 'pic:pic' || inner.name === 'v:imagedata') hasPicture = true;
    else if (collectBoxes(inner.name === 'mc:AlternateContent' ? chosen(inner) : inner, found)) hasPicture = true;
  }
  return hasPicture;
}

/** One of the alternatives, never both: the first choice that holds something, else the fallback (ECMA-376 part 3). */
export function chosen(alternatives: XmlElement): XmlElement {
  const choice = elements(alternatives).find((element) => element.name === 'mc:Choice' && elements(element).length > 0);
  return choice ?? child(alternatives, 'mc:Fallback') ?? alternatives;
}

/** The text below an element for a quotation, deleted text included, instructions of fields not. */
function visibleText(element: XmlElement): string {
  if (element.name === 'w:t' || element.name === 'w:delText') return textOf(element);
  return elements(element).map(visibleText).join('');
}
