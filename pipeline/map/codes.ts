/**
 * From printed names to classification codes, where that is certain.
 *
 * A name alone never identifies an item of the functional classification: 行政运行 stands below dozens of sections. So
 * names are looked up level by level (类, 款, 项), first among the pairs of code and name that the document itself
 * prints in its tables, then in the pack's lists. Anything that stays ambiguous has no code, only candidates.
 */
import type { Pack } from '../../schemas/pack.ts';
import type { Code } from '../../schemas/vocabulary.ts';
import { nameKey } from './code-names.ts';

export type Classification = 'function' | 'economic';

export interface Resolution {
  /** The code, empty unless it is certain. */
  code: string;
  /** Every code that the name may stand for, in order. */
  candidates: string[];
  /** Where the code was found: the document's own tables or the pack's list. */
  from: 'document' | 'list' | '';
}

const UNKNOWN: Resolution = { code: '', candidates: [], from: '' };

/** The levels of a functional class as a text names them; any may be missing. */
export interface FunctionPath {
  class?: string;
  section?: string;
  item?: string;
}

export interface CodeResolver {
  /** Takes a pair that the document prints in one row of a table; it goes before the pack's lists. */
  learn(kind: Classification, code: string, name: string): void;
  /** A name directly below a code: `function('行政运行', '20103')`; without a code: a class (类). */
  function(name: string, parent?: string): Resolution;
  /** A class, section and item as a sentence names them; a missing level in between is allowed where it is certain. */
  path(names: FunctionPath): Resolution;
  /**
   * A name of the economic classification.
   * @param within classes (301, 302, …) that it can belong to; empty: any
   */
  economic(name: string, within?: readonly string[]): Resolution;
  /** Whether a code is printed in the document or listed in the pack. */
  known(kind: Classification, code: string): boolean;
  /** The name of a code in the list of the year, empty when unknown. */
  nameOf(kind: Classification, code: string): string;
}

/** The names of one classification, by key. */
class NameIndex {
  readonly #codes = new Map<string, Set<string>>();
  readonly #names = new Map<string, string>();

  add(code: string, name: string, alias = false): void {
    const key = nameKey(name);
    if (key === '') return;
    const codes = this.#codes.get(key) ?? new Set();
    this.#codes.set(key, codes.add(code));
    if (!alias) this.#names.set(code, name);
  }

  find(name: string, fits: (code: string) => boolean): string[] {
    return [...(this.#codes.get(nameKey(name)) ?? [])].filter(fits).sort();
  }

  nameOf(code: string): string {
    return this.#names.get(code) ?? '';
  }
}

/**
 * Builds the resolver of one document.
 * @param year fiscal year of the document; null when unknown (every list counts)
 */
export function createCodeResolver(
  pack: Pick<Pack, 'functionCodes' | 'economicCodes'>,
  year: number | null,
): CodeResolver {
  const lists = { function: listOf(pack.functionCodes, year), economic: listOf(pack.economicCodes, year) };
  const printed = { function: new NameIndex(), economic: new NameIndex() };

  function lookUp(kind: Classification, name: string, fits: (code: string) => boolean): Resolution {
    const own = printed[kind].find(name, fits);
    if (own.length === 1) return { code: own[0], candidates: own, from: 'document' };
    const listed = lists[kind].find(name, fits);
    // Two printed codes with one name are a choice that no list can take away.
    if (own.length > 1) return { code: '', candidates: own, from: '' };
    return listed.length === 1
      ? { code: listed[0], candidates: listed, from: 'list' }
      : { code: '', candidates: listed, from: '' };
  }

  function functionCode(name: string, parent = ''): Resolution {
    const length = parent === '' ? 3 : parent.length + 2;
    return lookUp('function', name, (code) => code.length === length && code.startsWith(parent));
  }

  return {
    learn(kind, code, name) {
      if (/^\d{3}(\d{2}){0,2}$/.test(code)) printed[kind].add(code, name);
    },
    function: functionCode,
    path({ class: className, section, item }) {
      const top = className ? functionCode(className) : null;
      if (top && top.code === '') return top;
      const start = top?.code ?? '';
      if (!section && !item) return top ?? UNKNOWN;
      const middle = section
        ? lookUp('function', section, (code) => code.length === 5 && code.startsWith(start))
        : null;
      if (middle && middle.code === '') return middle;
      if (!item) return middle ?? UNKNOWN;
      const above = middle?.code ?? start;
      return lookUp('function', item, (code) => code.length === 7 && code.startsWith(above));
    },
    economic(name, within = []) {
      const inside = (code: string) => within.length === 0 || within.some((parent) => code.startsWith(parent));
      const found = lookUp('economic', name, inside);
      if (found.code !== '') return found;
      // 其他支出 is a class and its only item: the class is meant.
      const classes = found.candidates.filter((code) => code.length === 3);
      const isOneClass = classes.length === 1 && found.candidates.every((code) => code.startsWith(classes[0]));
      return isOneClass ? { ...found, code: classes[0], from: 'list' } : found;
    },
    known: (kind, code) => printed[kind].nameOf(code) !== '' || lists[kind].nameOf(code) !== '',
    nameOf: (kind, code) => lists[kind].nameOf(code) || printed[kind].nameOf(code),
  };
}

/** The lists of a year are the same for every document. */
const listsByYear = new WeakMap<readonly Code[], Map<number | null, NameIndex>>();

function listOf(rows: readonly Code[], year: number | null): NameIndex {
  const years = listsByYear.get(rows) ?? new Map<number | null, NameIndex>();
  listsByYear.set(rows, years);
  const known = years.get(year) ?? indexOf(rows, year);
  years.set(year, known);
  return known;
}

/** Old names stay valid in print, so a row's years only decide between codes that share a name. */
function indexOf(rows: readonly Code[], year: number | null): NameIndex {
  const index = new NameIndex();
  const byCode = Map.groupBy(rows, (row) => row.code);
  for (const [code, spellings] of byCode) {
    const holds = spellings.some((row) => holdsIn(row, year));
    // A code that was abolished or not yet made is no candidate, an old name of a living code is.
    if (!holds) continue;
    for (const row of spellings) {
      index.add(code, row.name, !holdsIn(row, year));
      for (const alias of row.aliases) index.add(code, alias, true);
    }
  }
  return index;
}

function holdsIn(row: Code, year: number | null): boolean {
  return year === null || ((row.from === '' || Number(row.from) <= year) && (row.to === '' || year <= Number(row.to)));
}
