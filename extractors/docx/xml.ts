/** XML parts as small element trees, read as a stream: no DTD, no entity expansion, bounded depth and size. */
import { SaxesParser, type SaxesTagNS } from 'saxes';
import { ReadError } from '../errors.ts';
import { type Limits, pastLimit } from '../limits.ts';

export interface XmlElement {
  /** Name with the customary prefix of its namespace, whatever the file calls it: `w:p`. */
  name: string;
  /** Attributes by name, prefixed like elements; without a prefix where the file gives none. */
  attributes: Readonly<Record<string, string>>;
  children: XmlNode[];
}
export type XmlNode = XmlElement | string;

const OOXML = 'http://schemas.openxmlformats.org';
const STRICT = 'http://purl.oclc.org/ooxml';

/** Namespaces of transitional and strict OOXML (ECMA-376 parts 1 and 4) with the prefixes that Word gives them. */
const PREFIXES: Readonly<Record<string, string>> = {
  [`${OOXML}/wordprocessingml/2006/main`]: 'w',
  [`${STRICT}/wordprocessingml/main`]: 'w',
  [`${OOXML}/officeDocument/2006/relationships`]: 'r',
  [`${STRICT}/officeDocument/relationships`]: 'r',
  [`${OOXML}/officeDocument/2006/math`]: 'm',
  [`${STRICT}/officeDocument/math`]: 'm',
  [`${OOXML}/markup-compatibility/2006`]: 'mc',
  [`${OOXML}/drawingml/2006/main`]: 'a',
  [`${STRICT}/drawingml/main`]: 'a',
  [`${OOXML}/drawingml/2006/wordprocessingDrawing`]: 'wp',
  [`${STRICT}/drawingml/wordprocessingDrawing`]: 'wp',
  [`${OOXML}/drawingml/2006/picture`]: 'pic',
  [`${STRICT}/drawingml/picture`]: 'pic',
  [`${OOXML}/package/2006/relationships`]: 'rel',
  'http://schemas.microsoft.com/office/word/2010/wordprocessingShape': 'wps',
  'urn:schemas-microsoft-com:vml': 'v',
  'http://www.w3.org/XML/1998/namespace': 'xml',
  'http://purl.org/dc/elements/1.1/': 'dc',
  'http://purl.org/dc/terms/': 'dcterms',
};

const SLICE = 1 << 16;

/** Where a part comes from and what it may cost. `skip` names elements that are left out with all they hold. */
export interface XmlSource {
  part: string;
  limits: Limits;
  skip?: ReadonlySet<string>;
}

/**
 * Reads one XML part and hands over the elements of one kind, each as soon as it is complete; they are not kept.
 * @param wanted says by name and parent's name which elements to hand over with all they hold
 * @throws ReadError `corrupt` for XML that is not well formed or has a DTD, `limit`
 */
export function eachElement(
  bytes: Uint8Array,
  source: XmlSource,
  wanted: (name: string, parent: string) => boolean,
  handle: (element: XmlElement) => void,
): void {
  const { limits, part } = source;
  const names: string[] = [];
  const open: XmlElement[] = [];
  let skippedFrom = 0;
  let count = 0;
  const parser = new SaxesParser({ xmlns: true, fileName: part });

  parser.on('doctype', () => {
    throw new ReadError('corrupt', `${part} has a document type declaration, which Word files must not have`);
  });
  parser.on('opentag', (tag) => {
    const name = nameOf(tag.uri, tag.local);
    const parent = names.at(-1) ?? '';
    names.push(name);
    if (names.length > limits.xmlDepth) throw pastLimit('xmlDepth', `${part} is nested deeper`, limits);
    if (++count > limits.xmlElements) throw pastLimit('xmlElements', `${part} has more elements`, limits);
    if (skippedFrom > 0) return;
    if (source.skip?.has(name)) skippedFrom = names.length;
    else if (open.length > 0 || wanted(name, parent)) open.push({ name, attributes: attributesOf(tag), children: [] });
  });
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    const depth = names.length;
    names.pop();
    if (skippedFrom > 0) {
      if (depth === skippedFrom) skippedFrom = 0;
      return;
    }
    const element = open.pop();
    if (!element) return;
    if (open.length > 0) open.at(-1)?.children.push(element);
    else handle(element);
  });

  function addText(text: string): void {
    if (skippedFrom === 0) open.at(-1)?.children.push(text);
  }
  feed(parser, bytes, part);
}

/** Reads a whole XML part. @throws ReadError as `eachElement` */
export function parseXml(bytes: Uint8Array, source: XmlSource): XmlElement {
  let root: XmlElement | undefined;
  eachElement(
    bytes,
    source,
    (_, parent) => parent === '',
    (element) => {
      root = element;
    },
  );
  return root ?? { name: '', attributes: {}, children: [] };
}

/** Feeds a parser in slices, so that the text of a large part never exists as one string. */
function feed(parser: SaxesParser<{ xmlns: true }>, bytes: Uint8Array, part: string): void {
  const utf16 =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : '';
  const decoder = new TextDecoder(utf16 || 'utf-8');
  try {
    for (let at = 0; at < bytes.length; at += SLICE) {
      parser.write(decoder.decode(bytes.subarray(at, at + SLICE), { stream: true }));
    }
    parser.write(decoder.decode()).close();
  } catch (cause) {
    if (cause instanceof ReadError) throw cause;
    throw new ReadError('corrupt', `${part} is no well-formed XML: ${(cause as Error).message}`, { cause });
  }
}

function nameOf(uri: string, local: string): string {
  const prefix = PREFIXES[uri];
  if (prefix) return `${prefix}:${local}`;
  return uri === '' ? local : `?:${local}`;
}

function attributesOf(tag: SaxesTagNS): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const { uri, local, value, prefix } of Object.values(tag.attributes)) {
    if (prefix !== 'xmlns' && local !== 'xmlns') attributes[nameOf(uri, local)] = value;
  }
  return attributes;
}

/** The element children. */
export function elements(parent: XmlElement | undefined): XmlElement[] {
  return parent ? parent.children.filter((child): child is XmlElement => typeof child !== 'string') : [];
}

/** The first child of a name. */
export function child(parent: XmlElement | undefined, name: string): XmlElement | undefined {
  return parent?.children.find((node): node is XmlElement => typeof node !== 'string' && node.name === name);
}

/** The `w:val` of the first child of a name. */
export function childValue(parent: XmlElement | undefined, name: string): string | undefined {
  return child(parent, name)?.attributes['w:val'];
}

/** An on/off property (ECMA-376 part 1, 17.17.4): present means on unless its value says off; absent says nothing. */
export function toggle(parent: XmlElement | undefined, name: string): boolean | undefined {
  const element = child(parent, name);
  if (!element) return undefined;
  return !['0', 'false', 'off'].includes(element.attributes['w:val'] ?? '1');
}

/** A whole number from an attribute or value, or the fallback. */
export function whole(value: string | undefined, fallback: number): number {
  const number = Number.parseInt(value ?? '', 10);
  return Number.isSafeInteger(number) ? number : fallback;
}

/** All text below an element. */
export function textOf(element: XmlElement | undefined): string {
  if (!element) return '';
  return element.children.map((node) => (typeof node === 'string' ? node : textOf(node))).join('');
}
