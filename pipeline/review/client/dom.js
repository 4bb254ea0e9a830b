/** Elements out of names and children. Text only ever becomes text nodes, so what a document says cannot become markup. */

/**
 * @param {string} tag name, with classes behind points: `span.chip.failed`
 * @param {...any} parts attributes (a plain object), children (elements, texts, lists; empty ones are left out)
 * @returns {any}
 */
export function h(tag, ...parts) {
  const [name, ...classes] = tag.split('.');
  const element = document.createElement(name);
  if (classes.length > 0) element.className = classes.join(' ');
  for (const part of parts.flat(3)) {
    if (part === null || part === undefined || part === false || part === '') continue;
    if (part instanceof Node) element.append(part);
    else if (typeof part === 'object') attributes(element, part);
    else element.append(String(part));
  }
  return element;
}

/** Styles go through the object model: the page's policy forbids style attributes. */
function attributes(element, given) {
  for (const [name, value] of Object.entries(given)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === 'style') for (const [property, one] of Object.entries(value)) element.style.setProperty(property, one);
    else if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'value') element.value = value;
    else element.setAttribute(name, value === true ? '' : String(value));
  }
}

/** Puts children in the place of what stands in an element. */
export function fill(element, ...children) {
  element.replaceChildren(
    ...children.flat(3).filter((child) => child instanceof Node || (child !== '' && child != null && child !== false)),
  );
  return element;
}
