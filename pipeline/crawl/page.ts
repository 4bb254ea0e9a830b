/** A web page as far as a crawl looks at it: its links, its text, its tables. */
import { type DefaultTreeAdapterMap, parse } from 'parse5';
import { decodeText } from './names.ts';

type Node = DefaultTreeAdapterMap['node'];
type Element = DefaultTreeAdapterMap['element'];

/** A link as written. */
export interface Link {
  href: string;
  /** Its words; for those that are pictures or buttons, its title. */
  text: string;
}

export interface Page {
  /** What relative links start from: the page's address, or that of its base element. */
  base: string;
  title: string;
  links: Link[];
  /** Visible text, white space as single spaces. */
  text: string;
  /** Text of the cells of each row of each table. */
  rows: string[][];
  hasScript: boolean;
}

/** Elements whose content nobody sees. */
const HIDDEN = new Set(['script', 'style', 'noscript', 'template', 'head', 'iframe', 'object']);
const ENCODINGS: Record<string, string> = { gb2312: 'gb18030', gbk: 'gb18030', 'x-gbk': 'gb18030' };
/** Within these bytes a page says its encoding (HTML Living Standard, 4.2.5.4). */
const ENCODING_WITHIN = 1024;

/** A page's bytes as text: byte order mark, header, meta element; without any of them UTF-8 where it fits, else GB 18030. */
export function pageText(bytes: Uint8Array, contentType = ''): string {
  const head = Buffer.from(bytes.subarray(0, ENCODING_WITHIN)).toString('latin1');
  const named =
    (/^\xef\xbb\xbf/.test(head) && 'utf-8') ||
    (/^\xff\xfe/.test(head) && 'utf-16le') ||
    /charset\s*=\s*["']?([\w-]+)/i.exec(contentType)?.[1] ||
    /<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)/i.exec(head)?.[1] ||
    /<\?xml[^>]+encoding\s*=\s*["']([\w-]+)/i.exec(head)?.[1];
  if (!named) return decodeText(bytes);
  const name = named.toLowerCase();
  try {
    const text = new TextDecoder(ENCODINGS[name] ?? name).decode(bytes);
    // Many pages say UTF-8 and are GBK, or the other way round.
    return text.includes('\ufffd') ? decodeText(bytes) : text;
  } catch {
    return decodeText(bytes);
  }
}

/**
 * Reads a page. Lists that a script holds as XML with pieces of HTML in CDATA (jpage), and answers that are such XML or
 * JSON, give their links too.
 */
export function readPage(text: string, address: string): Page {
  const page: Page = { base: address, title: '', links: [], text: '', rows: [], hasScript: false };
  if (/^\s*[[{]/.test(text)) {
    page.links = jsonLinks(text);
    return page;
  }
  const words: string[] = [];
  walk(parse(text) as Node, page, words, false);
  for (const [, inner] of text.matchAll(/<!\[CDATA\[([\s\S]*?)\]\]>/g)) walk(parse(inner) as Node, page, words, false);
  page.text = words.join(' ').replace(/\s+/g, ' ').trim();
  return page;
}

function walk(start: Node, page: Page, words: string[], startHidden: boolean): void {
  // A list of what is still to be seen, not calls inside each other: pages nest elements without bound.
  const open: { node: Node; hidden: boolean }[] = [{ node: start, hidden: startHidden }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { node, hidden } = next;
    if (node.nodeName === '#text' && !hidden) words.push((node as DefaultTreeAdapterMap['textNode']).value);
    if ('tagName' in node) look(node, page);
    if (!('childNodes' in node)) continue;
    const inside = hidden || HIDDEN.has(node.nodeName);
    for (let i = node.childNodes.length - 1; i >= 0; i--) open.push({ node: node.childNodes[i], hidden: inside });
  }
}

function look(element: Element, page: Page): void {
  const name = element.tagName;
  const value = (attribute: string) => element.attrs.find(({ name: own }) => own === attribute)?.value ?? '';
  if (name === 'script') page.hasScript = true;
  if (name === 'title' && page.title === '') page.title = plainText(element);
  if (name === 'base' && value('href') !== '' && URL.canParse(value('href'), page.base))
    page.base = new URL(value('href'), page.base).href;
  if ((name === 'a' || name === 'area') && value('href') !== '')
    page.links.push({ href: value('href'), text: value('title') || plainText(element) });
  if ((name === 'iframe' || name === 'frame' || name === 'embed') && value('src') !== '')
    page.links.push({ href: value('src'), text: value('title') });
  if (name === 'object' && value('data') !== '') page.links.push({ href: value('data'), text: value('title') });
  if (name === 'meta' && value('http-equiv').toLowerCase() === 'refresh') {
    const to = /url\s*=\s*['"]?([^'"]+)/i.exec(value('content'))?.[1];
    if (to) page.links.push({ href: to, text: '' });
  }
  if (name === 'tr') {
    const cells = element.childNodes.filter((child) => child.nodeName === 'td' || child.nodeName === 'th');
    page.rows.push(cells.map((cell) => plainText(cell)));
  }
}

/** All text below an element. */
function plainText(element: Node): string {
  const parts: string[] = [];
  const open: Node[] = [element];
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.nodeName === '#text') parts.push((node as DefaultTreeAdapterMap['textNode']).value);
    if ('childNodes' in node && node.nodeName !== 'script' && node.nodeName !== 'style')
      for (const child of node.childNodes.toReversed()) open.push(child);
  }
  return parts.join('').replace(/\s+/g, ' ').trim();
}

const LONGEST_TITLE = 200;

/** Every text of a JSON answer that is an address, with the other short texts of the same object as its words. */
function jsonLinks(text: string): Link[] {
  const links: Link[] = [];
  try {
    const open: unknown[] = [JSON.parse(text)];
    for (let i = 0; i < open.length; i++) {
      const value = open[i];
      if (typeof value !== 'object' || value === null) continue;
      const inner = Object.values(value);
      const texts = inner.filter((one): one is string => typeof one === 'string');
      const words = texts.filter((one) => !isAddress(one) && one.length <= LONGEST_TITLE && !/[<>]/.test(one));
      for (const one of texts) {
        if (isAddress(one)) links.push({ href: one, text: words.join(' ') });
        // Pieces of pages inside JSON.
        else if (/<a\s/i.test(one)) links.push(...readPage(`<div>${one}</div>`, 'http://localhost/').links);
      }
      for (const one of inner) open.push(one);
    }
  } catch {
    return [];
  }
  return links;
}

const isAddress = (text: string) => /^(?:https?:\/\/|\.{0,2}\/)[^\s<>]+$/i.test(text);
