/** Questions about the element tree that parse5 gives. */
import type { DefaultTreeAdapterTypes } from 'parse5';

export type Node = DefaultTreeAdapterTypes.ChildNode;
export type Element = DefaultTreeAdapterTypes.Element;
type Text = DefaultTreeAdapterTypes.TextNode;

/** Elements whose content a browser does not show as text. */
const UNSEEN = new Set(
  'head script style template noscript object embed iframe select datalist textarea button svg math audio video canvas'.split(
    ' ',
  ),
);
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
export const isBlock = (node: Node): boolean => isElement(node) && BLOCKS.has(node.tagName);

export function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find((one) => one.name === name)?.value;
}

/** A declaration of the element's own style attribute. Style sheets are not looked at. */
export function styled(element: Element, property: string): string | undefined {
  for (const declaration of attribute(element, 'style')?.split(';') ?? []) {
    const [name, value] = declaration.split(':');
    if (name.trim().toLowerCase() === property) return value?.trim().toLowerCase();
  }
  return undefined;
}

/** Whether a browser shows the element's content as text, as far as the element itself says. */
export function isSeen(element: Element): boolean {
  if (UNSEEN.has(element.tagName) || attribute(element, 'hidden') !== undefined) return false;
  return styled(element, 'display') !== 'none' && styled(element, 'visibility') !== 'hidden';
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

/** Every element below, itself included, in document order. Without recursion: pages nest deeply. */
export function* descendants(root: Element): Generator<Element> {
  const open: Element[] = [root];
  for (let element = open.pop(); element; element = open.pop()) {
    yield element;
    open.push(...element.childNodes.filter(isElement).reverse());
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

/** The step of an XPath that names a child: `td[2]`, `text()[1]`. */
export function stepOf(node: Node): string {
  const name = isElement(node) ? node.tagName : 'text()';
  const siblings = node.parentNode?.childNodes ?? [];
  let index = 0;
  for (const sibling of siblings) {
    if (isElement(node) ? sibling.nodeName === node.nodeName : isText(sibling)) index++;
    if (sibling === node) break;
  }
  return `${name}[${index}]`;
}
