/**
 * What the style sheets of a page hide. Only rules for an element's own name, classes and id are followed: copies for
 * printing and closed tabs are hidden by such. Rules that look at surroundings are not.
 */
import { attribute, descendants, type Element, isText, styled } from './tree.ts';

const COMMENTS = /\/\*[\s\S]*?\*\/|<!--|-->/g;
/** Blocks for other media than a screen, and for screens of some sizes only. */
const OTHER_MEDIA = /@(?!media\s+(?:all|screen)\s*\{)[\w-]+[^{};]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}/gi;
const RULE = /([^{}]+)\{([^{}]*)\}/g;
const DISPLAY = /(?:^|;)\s*display\s*:\s*([a-z-]+)/gi;
/** `td.note#a`: a name, classes, an id. */
const SELECTOR = /^([a-z][a-z0-9]*)?((?:[.#][\w-]+)+)$/i;

interface Rule {
  tag?: string;
  /** With their marks: `.note`, `#a`. */
  names: string[];
  hides: boolean;
  /** CSS Selectors 4, 17: the rule of the greatest weight holds, of equal ones the last. */
  weight: number;
}

/** Gives every element that a style sheet of the page hides the attribute `hidden`. */
export function markHidden(root: Element): void {
  const rules = [...descendants(root)].filter(isScreenSheet).flatMap(rulesOf);
  rules.sort((a, b) => a.weight - b.weight);
  if (!rules.some(({ hides }) => hides)) return;
  for (const element of descendants(root)) {
    const own = namesOf(element);
    if (own.size === 0 || styled(element, 'display') !== undefined) continue;
    const rule = rules.findLast(
      ({ tag, names }) => (tag === undefined || tag === element.tagName) && names.every((name) => own.has(name)),
    );
    if (rule?.hides) element.attrs.push({ name: 'hidden', value: '' });
  }
}

const isScreenSheet = (element: Element): boolean =>
  element.tagName === 'style' && /^(?:|all|screen)$/i.test(attribute(element, 'media')?.trim() ?? '');

function rulesOf(sheet: Element): Rule[] {
  const css = sheet.childNodes.map((node) => (isText(node) ? node.value : '')).join('');
  const plain = css
    .replace(COMMENTS, ' ')
    .replace(OTHER_MEDIA, ' ')
    .replace(/@media[^{]*\{/gi, ' ');
  return [...plain.matchAll(RULE)].flatMap(([, selectors, declarations]) => {
    const display = [...declarations.matchAll(DISPLAY)].at(-1)?.[1].toLowerCase();
    if (display === undefined) return [];
    return selectors
      .split(',')
      .flatMap((selector) => ruleOf(selector.trim().replace(/^\}+\s*/, ''), display === 'none'));
  });
}

function ruleOf(selector: string, hides: boolean): Rule[] {
  const [, tag, rest] = SELECTOR.exec(selector) ?? [];
  if (rest === undefined) return [];
  const names = rest.match(/[.#][\w-]+/g) ?? [];
  const ids = names.filter((name) => name.startsWith('#')).length;
  const weight = ids * 10_000 + (names.length - ids) * 100 + (tag ? 1 : 0);
  return [{ tag: tag?.toLowerCase(), names, hides, weight }];
}

function namesOf(element: Element): Set<string> {
  const names = (attribute(element, 'class') ?? '').split(/\s+/).filter((name) => name !== '');
  const id = attribute(element, 'id');
  return new Set([...names.map((name) => `.${name}`), ...(id ? [`#${id}`] : [])]);
}
