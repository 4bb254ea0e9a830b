/** The body of a web page to paragraphs and tables. */
import type { Block, Paragraph, ParagraphRole, TextLine } from '../document.ts';
import { raised } from '../given/raised.ts';
import type { Limits } from '../limits.ts';
import { LineWriter } from './line-writer.ts';
import { isLayout, readTable } from './table.ts';
import {
  alignOf,
  attribute,
  type Element,
  isBlock,
  isBold,
  isElement,
  isSeen,
  isText,
  type Node,
  steps,
  styled,
} from './tree.ts';

/** A web page has no pages of its own. */
export const ONLY_PAGE = 1;
/** What stands around the content of a page: menus, banners, contact lines. */
export const AROUND: Readonly<Record<string, ParagraphRole>> = {
  nav: 'header',
  header: 'header',
  aside: 'header',
  footer: 'footer',
};
const LEVELS: Readonly<Record<string, Context['level']>> = { sup: 'high', sub: 'low' };
const HEADING = /^h([1-6])$/;

/** What the elements around a text say of it. */
interface Context {
  role: ParagraphRole;
  bold: boolean;
  link: boolean;
  keepSpace: boolean;
  /** Set high or low, as marks of notes are. */
  level?: 'high' | 'low';
  align: Paragraph['align'];
  outlineLevel?: number;
}

const OUTSIDE: Context = { role: 'body', bold: false, link: false, keepSpace: false, align: 'left' };

/**
 * Reads what is below `body`.
 * @returns blocks in document order, with XPaths from the body as places
 * @throws ReadError `limit` past `tableCells`
 */
export function readBlocks(body: Element, limits: Limits): Block[] {
  const reader = new BlockReader(limits);
  reader.children(body, 'body', OUTSIDE);
  reader.flush();
  return reader.blocks;
}

class BlockReader {
  readonly blocks: Block[] = [];
  readonly #limits: Limits;
  readonly #writer = new LineWriter();
  /** Place and look of the paragraph that is being collected. */
  #open: { path: string; context: Context } | undefined;
  #numbering: string | undefined;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /** Ends the paragraph that is being collected, if it has text. */
  flush(): void {
    const open = this.#open;
    this.#open = undefined;
    if (!open || this.#writer.empty) return;
    const { line, linked } = this.#writer.take(ONLY_PAGE);
    const { role, align, outlineLevel } = open.context;
    const numbering = this.#numbering;
    this.#numbering = undefined;
    // `1.` before `500` would be another number.
    if (numbering && !/^\d/.test(line.text)) line.text = numbering + line.text;
    // A block of nothing but links leads elsewhere: it is a menu, not part of what the page states.
    const menu = linked && role === 'body' && outlineLevel === undefined;
    this.blocks.push({
      kind: 'paragraph',
      role: menu ? 'header' : role,
      lines: [line],
      align,
      path: open.path,
      ...(outlineLevel === undefined ? {} : { outlineLevel }),
      ...(numbering ? { numbering } : {}),
    });
  }

  children(element: Element, path: string, context: Context): void {
    const mixed = element.childNodes.some((child) => isBlock(child) || child.nodeName === 'br');
    for (const [child, step] of steps(element)) {
      // Where an element holds several paragraphs, each has the place of its first piece.
      this.#node(child, `${path}/${step}`, mixed ? undefined : path, context);
    }
  }

  #node(node: Node, path: string, owner: string | undefined, context: Context): void {
    if (isText(node)) {
      if (node.value.trim() !== '') this.#open ??= { path: owner ?? path, context };
      this.#writer.add(context.level ? raised(node.value, context.level) : node.value, context);
    } else if (!isElement(node) || !isSeen(node)) {
      // Comments, scripts, hidden parts.
    } else if (node.tagName === 'br') {
      this.flush();
    } else if (node.tagName === 'table' && !isLayout(node, path)) {
      this.#table(node, path, context);
    } else if (isBlock(node)) {
      this.#block(node, path, within(node, context));
    } else {
      if (!node.childNodes.some(isBlock) && hasText(node)) this.#open ??= { path: owner ?? path, context };
      this.children(node, path, within(node, context));
    }
  }

  #block(element: Element, path: string, context: Context): void {
    this.flush();
    if (element.tagName === 'li') this.#numbering = numberOf(element);
    this.children(element, path, context);
    this.flush();
    if (element.tagName === 'li') this.#numbering = undefined;
  }

  #table(table: Element, path: string, context: Context): void {
    this.flush();
    for (const [child, step] of steps(table)) {
      if (!isElement(child) || child.tagName !== 'caption' || !isSeen(child)) continue;
      this.children(child, `${path}/${step}`, { ...context, align: 'center' });
      this.flush();
    }
    const grid = readTable(table, path, ONLY_PAGE, this.#limits, (cell, at) => this.#cell(cell, at, context));
    if (grid.cells.some(({ lines }) => lines.length > 0)) this.blocks.push(grid);
  }

  /** A cell's blocks and breaks are its lines. */
  #cell(cell: Element, path: string, context: Context): TextLine[] {
    const inner = new BlockReader(this.#limits);
    inner.children(cell, path, within(cell, context));
    inner.flush();
    return inner.blocks.flatMap((block) => (block.kind === 'paragraph' ? block.lines : []));
  }
}

function within(element: Element, context: Context): Context {
  const heading = HEADING.exec(element.tagName)?.[1];
  return {
    role: context.role === 'body' ? (AROUND[element.tagName] ?? 'body') : context.role,
    bold: context.bold || isBold(element),
    link: context.link || (element.tagName === 'a' && attribute(element, 'href') !== undefined),
    keepSpace: context.keepSpace || element.tagName === 'pre',
    level: LEVELS[element.tagName] ?? context.level,
    align: alignOf(element) ?? context.align,
    outlineLevel: heading ? Number(heading) : context.outlineLevel,
  };
}

function hasText(element: Element): boolean {
  return element.childNodes.some((child) =>
    isText(child) ? child.value.trim() !== '' : isElement(child) && isSeen(child) && hasText(child),
  );
}

/** The number that a browser prints before an item of an ordered list. */
function numberOf(item: Element): string | undefined {
  const list = item.parentNode;
  if (!list || !('tagName' in list) || list.tagName !== 'ol') return undefined;
  const marked = (element: Element) =>
    !/none/.test(styled(element, 'list-style') ?? styled(element, 'list-style-type') ?? '');
  if (!marked(list) || !marked(item)) return undefined;
  const items = list.childNodes.filter((child) => isElement(child) && child.tagName === 'li');
  const first = Number.parseInt(attribute(list, 'start') ?? '1', 10);
  const own = Number.parseInt(attribute(item, 'value') ?? '', 10);
  return `${Number.isNaN(own) ? (Number.isNaN(first) ? 1 : first) + items.indexOf(item) : own}.`;
}
