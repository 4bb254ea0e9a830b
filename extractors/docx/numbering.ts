/** Automatic numbering: which label Word prints before a paragraph (ECMA-376 part 1, 17.9). */
import { formatNumber } from './number-format.ts';
import type { Styles } from './styles.ts';
import { symbol } from './symbols.ts';
import { child, childValue, elements, toggle, whole, type XmlElement } from './xml.ts';

interface Level {
  start: number;
  format: string;
  /** `%1.%2`: each `%n` stands for the counter of level n. */
  text: string;
  /** What stands between label and text. */
  gap: string;
  /** All counters in it as plain digits. */
  legal: boolean;
  /** The level (from 1) whose use restarts this one; 0 never, undefined any higher one. */
  restart?: number;
  /** Paragraph style that is bound to this level. */
  style?: string;
  font: string;
}

interface List {
  abstractId: string;
  levels: ReadonlyMap<number, Level>;
  /** Counters that begin anew when this list is first used, by level. */
  starts: ReadonlyMap<number, number>;
}

export interface Label {
  /** As printed, for example `（一）`. */
  text: string;
  /** What stands between it and the paragraph's text: a space or nothing. */
  gap: string;
}

export interface Numbering {
  /**
   * Counts one more paragraph of a list. To be called once per numbered paragraph, in document order.
   * @param numId list; `0` means none
   * @param level from 0; when missing, the level that the paragraph's style is bound to
   * @returns its label, or nothing where the list is unknown or prints none
   */
  next(numId: string, level: number | undefined, style: string): Label | undefined;
}

/** Reads `numbering.xml`. */
export function readNumbering(root: XmlElement | undefined, styles: Styles): Numbering {
  const lists = readLists(root, styles);
  /** Counters by abstract list: lists that share one count on together. */
  const counters = new Map<string, (number | undefined)[]>();
  const used = new Set<string>();

  function next(numId: string, wantedLevel: number | undefined, style: string): Label | undefined {
    const list = lists.get(numId);
    if (!list) return undefined;
    const at = wantedLevel ?? [...list.levels].find(([, level]) => level.style === style)?.[0] ?? 0;
    const level = list.levels.get(at);
    if (!level) return undefined;
    const counts = counters.get(list.abstractId) ?? [];
    counters.set(list.abstractId, counts);
    if (!used.has(numId)) for (const [k, start] of list.starts) counts[k] = start - 1;
    used.add(numId);
    counts[at] = (counts[at] ?? level.start - 1) + 1;
    for (const [k, deeper] of list.levels) {
      if (k > at && restarts(deeper, k, at)) counts[k] = undefined;
    }
    return { text: labelOf(list, level, counts), gap: level.gap };
  }
  return { next };
}

/** Whether a paragraph of level `used` makes level `k` begin anew (17.9.10: w:lvlRestart). */
function restarts(level: Level, k: number, used: number): boolean {
  if (level.restart === undefined || level.restart > k) return true;
  return level.restart > 0 && used <= level.restart - 1;
}

function labelOf(list: List, level: Level, counts: readonly (number | undefined)[]): string {
  if (level.format === 'bullet') return [...level.text].map((sign) => symbol(sign, level.font)).join('');
  return level.text.replace(/%([1-9])/g, (_, digit) => {
    const k = Number(digit) - 1;
    const other = list.levels.get(k);
    const format = level.legal ? 'decimal' : (other?.format ?? 'decimal');
    return formatNumber(counts[k] ?? other?.start ?? 1, format);
  });
}

function readLists(root: XmlElement | undefined, styles: Styles): Map<string, List> {
  const abstracts = new Map<string, XmlElement>();
  const nums = new Map<string, XmlElement>();
  for (const element of elements(root)) {
    if (element.name === 'w:abstractNum') abstracts.set(element.attributes['w:abstractNumId'] ?? '', element);
    if (element.name === 'w:num') nums.set(element.attributes['w:numId'] ?? '', element);
  }
  const lists = new Map<string, List>();
  for (const [numId, num] of nums) {
    if (numId === '0') continue;
    const abstractId = definitionOf(childValue(num, 'w:abstractNumId') ?? '');
    const levels = new Map<number, Level>();
    for (const element of elements(abstracts.get(abstractId))) {
      if (element.name === 'w:lvl') levels.set(whole(element.attributes['w:ilvl'], 0), readLevel(element));
    }
    const starts = new Map<number, number>();
    for (const override of elements(num)) {
      if (override.name !== 'w:lvlOverride') continue;
      const k = whole(override.attributes['w:ilvl'], 0);
      const level = child(override, 'w:lvl');
      if (level) levels.set(k, readLevel(level));
      const start = childValue(override, 'w:startOverride');
      if (start !== undefined) starts.set(k, whole(start, 1));
    }
    lists.set(numId, { abstractId, levels, starts });
  }
  return lists;

  /** Follows a link to a numbering style (17.9.21) to the abstract list that holds the levels. */
  function definitionOf(abstractId: string, seen: readonly string[] = []): string {
    const link = childValue(abstracts.get(abstractId), 'w:numStyleLink');
    const num = link === undefined ? undefined : nums.get(styles.numberingOf(link) ?? '');
    const target = childValue(num, 'w:abstractNumId');
    if (target === undefined || seen.includes(target)) return abstractId;
    return definitionOf(target, [...seen, abstractId]);
  }
}

function readLevel(element: XmlElement): Level {
  const suffix = childValue(element, 'w:suff') ?? 'tab';
  const restart = childValue(element, 'w:lvlRestart');
  const fonts = child(child(element, 'w:rPr'), 'w:rFonts')?.attributes;
  return {
    start: whole(childValue(element, 'w:start'), 0),
    format: childValue(element, 'w:numFmt') ?? 'decimal',
    text: childValue(element, 'w:lvlText') ?? '',
    gap: suffix === 'nothing' ? '' : ' ',
    legal: toggle(element, 'w:isLgl') ?? false,
    restart: restart === undefined ? undefined : whole(restart, 0),
    style: childValue(element, 'w:pStyle'),
    font: fonts?.['w:ascii'] ?? fonts?.['w:hAnsi'] ?? '',
  };
}
