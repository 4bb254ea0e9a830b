/** Reading a web page that is a disclosure: text and tables that the page itself holds. */
import { parse } from 'parse5';
import type { Block, Document, Message } from '../document.ts';
import { ReadError } from '../errors.ts';
import { LIMITS, type Limits, pastLimit } from '../limits.ts';
import { AROUND, ONLY_PAGE, readBlocks } from './blocks.ts';
import { decodeHtml } from './decode.ts';
import { markHidden } from './style-sheet.ts';
import { attribute, descendants, type Element, extent, hidesText, isElement, isSeen, isText } from './tree.ts';

const ENGINE = 'pagefact-html 1';
/** A4 in points: a web page has no size of its own, and the column must say something. */
const NOMINAL = { width: 595.28, height: 841.89 };
const OTHER_DOCUMENTS = new Set(['iframe', 'embed', 'object']);
const NUMBER = /\d[\d,.]*/g;
const DOCUMENT_NAME = /\.(?:pdf|docx?|xlsx?|ofd)(?:$|[?#])/i;

/**
 * Reads a web page.
 * @param bytes the file, in any encoding that it declares; GB 18030 where it declares none and is no UTF-8
 * @returns paragraphs and tables in document order, all on page 1; places are XPaths that begin at `body`
 * @throws ReadError `html-page` when it shows no text, `limit`
 */
export function readHtml(bytes: Uint8Array, limits: Limits = LIMITS): Document {
  const { text, encoding } = decodeHtml(bytes);
  const root = parse(text).childNodes.find((node): node is Element => isElement(node)) as Element;
  const { elements, depth } = extent(root);
  if (elements > limits.xmlElements) throw pastLimit('xmlElements', `the page holds ${elements} elements`, limits);
  if (depth > limits.xmlDepth) throw pastLimit('xmlDepth', `${depth} elements stand inside each other`, limits);
  markHidden(root);
  const body = root.childNodes.find((node): node is Element => isElement(node) && node.tagName === 'body');
  const blocks = body ? readBlocks(body, limits) : [];
  if (!blocks.some((block) => block.kind === 'table' || block.role === 'body')) throw nothingToRead(root);
  return {
    format: 'html',
    pageMethod: 'file',
    method: 'html',
    engine: ENGINE,
    metadata: { ...metadataOf(root), encoding },
    pages: [{ number: ONLY_PAGE, ...NOMINAL, rotation: 0, kind: 'native', status: 'ok', rulings: [], images: [] }],
    blocks,
    outline: outlineOf(blocks),
    messages: body ? notRead(body) : [],
  };
}

function nothingToRead(root: Element): ReadError {
  const scripted = [...descendants(root)].some(({ tagName }) => tagName === 'script');
  const frames = [...descendants(root)].flatMap((one) =>
    one.tagName === 'frame' ? [attribute(one, 'src') ?? ''] : [],
  );
  if (frames.length > 0) {
    const text = `The web page is made of other pages: ${frames.join(', ')}. Save each of them for itself.`;
    return new ReadError('html-page', text);
  }
  const why = scripted ? 'it is filled in by a script in the browser' : 'it is empty';
  return new ReadError('html-page', `The web page shows no text of its own: ${why}. Save the page as it is displayed.`);
}

/** The title and what the page's meta elements name: ArticleTitle, PubDate, ContentSource on government sites. */
function metadataOf(root: Element): Record<string, string> {
  const metadata: Record<string, string> = {};
  for (const element of descendants(root)) {
    if (element.tagName === 'title' && metadata.title === undefined) {
      const title = element.childNodes.map((node) => (isText(node) ? node.value : '')).join('');
      if (title.trim() !== '') metadata.title = title.trim();
    }
    const name = element.tagName === 'meta' ? attribute(element, 'name') : undefined;
    const content = attribute(element, 'content')?.trim();
    if (name && content && name !== 'viewport') metadata[name] ??= content;
  }
  return metadata;
}

function outlineOf(blocks: readonly Block[]): Document['outline'] {
  return blocks.flatMap((block) =>
    block.kind === 'paragraph' && block.outlineLevel !== undefined
      ? [{ title: block.lines[0].text, level: block.outlineLevel, page: ONLY_PAGE }]
      : [],
  );
}

/** What the page shows and this reader does not read. */
function notRead(body: Element): Message[] {
  const messages: Message[] = [];
  let pictures = 0;
  const hidden = numbersHidden(body);
  for (const element of descendants(body)) {
    if (element.tagName === 'img' && isContent(element)) pictures++;
    const shown = attribute(element, 'src') ?? attribute(element, 'data') ?? '';
    if (OTHER_DOCUMENTS.has(element.tagName) && DOCUMENT_NAME.test(shown)) {
      const text = `the page shows another document, which is not part of it: ${shown}; fetch it and read it for itself`;
      messages.push({ code: 'document-inside', text, page: ONLY_PAGE });
    }
  }
  if (hidden > 0) {
    const text = `${hidden} numbers in parts that the page hides or strikes out were not read`;
    messages.push({ code: 'hidden-text', text, page: ONLY_PAGE });
  }
  if (pictures > 0) {
    const text = `the page refers to ${pictures} picture${pictures > 1 ? 's' : ''}, which are not part of the file`;
    messages.push({ code: 'picture-not-read', text, page: ONLY_PAGE });
  }
  return messages;
}

/** Numbers in the outermost hidden parts. */
function numbersHidden(body: Element): number {
  const open: { element: Element; hidden: boolean }[] = [{ element: body, hidden: false }];
  let numbers = 0;
  for (let next = open.pop(); next; next = open.pop()) {
    for (const child of next.element.childNodes) {
      if (isText(child)) numbers += next.hidden ? (child.value.match(NUMBER)?.length ?? 0) : 0;
      else if (isElement(child) && (isSeen(child) || hidesText(child)))
        open.push({ element: child, hidden: next.hidden || hidesText(child) });
    }
  }
  return numbers;
}

/** Pictures in links, menus and banners are decoration. */
function isContent(picture: Element): boolean {
  for (let up = picture.parentNode; up && 'tagName' in up; up = up.parentNode) {
    if (up.tagName === 'a' || up.tagName in AROUND) return false;
  }
  return true;
}
