/** The body that reports: its name in titles, behind labels, in headings, and in its longer forms elsewhere. */
import type { IdentityWords } from '../../schemas/identity.ts';
import { filled } from '../../schemas/patterns.ts';
import { compact } from './plain.ts';
import type { RegionFinder } from './region.ts';

/** The budget code of a unit: 219001-, [219001]. */
const CODE_BEFORE = /^[[【(（]?\d{3,12}[\]】)）]?[-—_]?(?=\p{Script=Han})/u;

export interface EntityReader {
  /** The body named in a title or heading: the text before the year or the words of the report. Empty when none is. */
  inTitle(title: string): string;
  /** The body that a title names directly before a project. Empty when there is none. */
  beforeProject(title: string): string;
  /** The body named behind a label in a line (编制部门：…, 单位名称（盖章）：…), with the rank of the label; the least is the surest. */
  behindLabel(line: string): { name: string; rank: number } | null;
  /** The body that a sentence says to report: 纳入…2023年度部门决算编制范围. */
  inSentence(text: string): string;
  /** A name behind a label without the code in front of it and the level behind it: 219001-某某局本级. */
  bare(name: string): string;
  /** Whether a text is the name of a public body and nothing else. */
  isName(text: string): boolean;
}

/** From so many names on, what stands behind a label is a list. */
const LIST = 3;

/** Compiles the words by which bodies are known. */
export function createEntityReader(words: IdentityWords): EntityReader {
  const { names } = words;
  const followers = alternatives(words.entity_followers);
  const name = filled(names.name, { endings: alternatives(words.entity_endings) }).source;
  const title = filled(names.title, { name, followers });
  const sentence = filled(names.sentence, { name });
  const whole = new RegExp(`^${name}$`, 'u');
  const labels = words.entity_labels.map((label) => filled(names.labelled, { label }));
  const isName = (text: string) => whole.test(text) && !/[，。；：:]/.test(text);
  const bare = (text: string) => text.replace(CODE_BEFORE, '').replace(names.level, '');
  return {
    isName,
    bare,
    inTitle: (text) => title.exec(compact(text).replace(names.before_title, ''))?.[1] ?? '',
    beforeProject: (text) => names.before_project.exec(compact(text).replace(names.before_title, ''))?.[1] ?? '',
    inSentence: (text) => sentence.exec(compact(text))?.[1] ?? '',
    behindLabel(line) {
      const plain = compact(line);
      if (!/[：:]/.test(plain)) return null;
      for (const [rank, label] of labels.entries()) {
        const found = label.exec(plain)?.[1].replace(names.behind_labelled, '');
        const text = found && bare(found);
        // 成员单位：某某局、某某站、某某所: a list of bodies is none.
        if (text && isName(text) && text.split('、').length < LIST) return { name: text, rank };
      }
      return null;
    },
  };
}

/**
 * The longest printed name that is a place followed by a shorter name: 经信局 becomes 某某开发区经信局 where the document
 * prints it.
 * @param text the whole document without white space
 * @returns the name itself when the document prints no longer one
 */
export function expandName(name: string, text: string, regions: RegionFinder): string {
  const counts = new Map<string, number>();
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    if (at === 0 || !regions.mayEndIn(text[at - 1])) continue;
    for (let start = Math.max(0, at - 24); start <= at - 2; start++) {
      const longer = text.slice(start, at + name.length);
      if (regions.prefixLength(longer) !== at - start) continue;
      counts.set(longer, (counts.get(longer) ?? 0) + 1);
      break;
    }
  }
  return [...counts].sort((a, b) => b[1] - a[1] || b[0].length - a[0].length)[0]?.[0] ?? name;
}

/** The name in the forms in which headings print it, the longest first. */
export function namesOf(entity: string, regions: RegionFinder, { names: { party } }: IdentityWords): string[] {
  if (entity === '') return [];
  const bare = entity.replace(party, '');
  const place = regions.prefixLength(bare);
  const tail = bare.slice(place);
  const names = [entity, bare];
  if (place > 0 && tail.length >= 3) names.push(bare[place - 1] + tail, tail);
  return [...new Set(names)].map((name) => name.normalize('NFKC')).sort((a, b) => b.length - a.length);
}

function alternatives(words: readonly string[]): string {
  return [...words].sort((a, b) => b.length - a.length).join('|');
}
