/** Questions about the element tree that parse5 gives. */
import type { DefaultTreeAdapterTypes } from 'parse5';

export type Node = DefaultTreeAdapterTypes.ChildNode;
export type Element = DefaultTreeAdapterTypes.Element;
type Text = DefaultTreeAdapterTypes.TextNode;

/** Elements whose content a browser does not show as text, or shows struck out. */
const UNSEEN = new Set(
  (
    'head script style template noscript object embed iframe select datalist textarea button svg math audio video canvas ' +
    'del s strike'
  ).split(' '),
);
const STRUCK = new Set(['del', 's', 'strike']);
/** Elements that begin and end a block of text. */
const BLOCKS = new Set(
  (
    'address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure ' +
    'footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre section summary table tbody ' +
    'td tfoot th thead tr ul'
  ).split(' '),
);
const BOLD = new Set(['b', 'strong', 'th', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6']);

export const isElement = (node: Node): node is Element => 'tagName' in node;
export const isText = (node: Node): node is Text => node.nodeName === '#text';
/** Values of `display` that make a block, or a part of a table, of any element. */
const BLOCK_DISPLAY = /^(?:block|flex|grid|table|list-item|flow-root)/;

export const isBlock = (node: Node): boolean =>
  isElement(node) && (BLOCKS.has(node.tagName) || BLOCK_DISPLAY.test(styled(node, 'display') ?? ''));

export function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find((one) => one.name === name)?.value;
}

/** A declaration of the element's own style attribute; the last one where it is made twice. */
export function styled(element: Element, property: string): string | undefined {
  let said: string | undefined;
  for (const declaration of attribute(element, 'style')?.split(';') ?? []) {
    const [name, value] = declaration.split(':');
    if (name.trim().toLowerCase() === property)
      said = value
        ?.replace(/!\s*important/i, '')
        .trim()
        .toLowerCase();
  }
  return said;
}

const NO_SIZE = /^0(?:\.0*)?(?:px|pt|em|rem|%)?$/;

/** Whether a browser shows the element's content as text, as far as the element itself says. */
export function isSeen(element: Element): boolean {
  if (UNSEEN.has(element.tagName) || attribute(element, 'hidden') !== undefined) return false;
  if (styled(element, 'display') === 'none' || styled(element, 'mso-hide') === 'all') return false;
  if (/line-through/.test(styled(element, 'text-decoration') ?? '')) return false;
  return (
    !/^(?:hidden|collapse)$/.test(styled(element, 'visibility') ?? '') &&
    !NO_SIZE.test(styled(element, 'font-size') ?? '')
  );
}

export function isBold(element: Element): boolean {
  const weight = styled(element, 'font-weight');
  return weight ? /^(?:bold|bolder|[6-9]00)$/.test(weight) : BOLD.has(element.tagName);
}

export function alignOf(element: Element): 'left' | 'center' | 'right' | undefined {
  const said = styled(element, 'text-align') ?? attribute(element, 'align')?.toLowerCase();
  if (element.tagName === 'center') return 'center';
  return said === 'center' || said === 'right' || said === 'left' ? said : undefined;
}

/** Whether an element holds text that is there but not shown, in its own sense: no script, no drawing. */
export const hidesText = (element: Element): boolean =>
  !isSeen(element) && (!UNSEEN.has(element.tagName) || STRUCK.has(element.tagName));

/** Every element below, itself included, in document order. Without recursion: pages nest deeply. */
export function* descendants(root: Element): Generator<Element> {
  const open: Element[] = [root];
  for (let element = open.pop(); element; element = open.pop()) {
    yield element;
    for (const child of element.childNodes.toReversed()) if (isElement(child)) open.push(child);
  }
}

/** How many elements there are below and including this one, and how deeply they nest. */
export function extent(root: Element): { elements: number; depth: number } {
  const open = [{ element: root, depth: 1 }];
  const extent = { elements: 0, depth: 0 };
  for (let next = open.pop(); next; next = open.pop()) {
    const { element, depth } = next;
    extent.elements++;
    extent.depth = Math.max(extent.depth, depth);
    for (const child of element.childNodes) if (isElement(child)) open.push({ element: child, depth: depth + 1 });
  }
  return extent;
}

/** The children of an element, each with the step of an XPath that names it: `td[2]`, `text()[1]`. */
export function steps(parent: Element): [child: Node, step: string][] {
  const seen = new Map<string, number>();
  return parent.childNodes.map((child) => {
    const name = isElement(child) ? child.tagName : 'text()';
    // Comments are named like texts, and are not counted as such.
    const index = (seen.get(name) ?? 0) + (isElement(child) || isText(child) ? 1 : 0);
    seen.set(name, index);
    return [child, `${name}[${index}]`];
  });
}
