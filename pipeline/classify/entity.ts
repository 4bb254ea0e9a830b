/** The body that reports: its name in titles, behind labels, in headings, and in its longer forms elsewhere. */
import type { IdentityWords } from '../../schemas/identity.ts';
import { compact } from './plain.ts';
import type { RegionFinder } from './region.ts';

const LONGEST_NAME = 40;
/** The budget code of a unit: 219001-, [219001]. */
const CODE_BEFORE = /^[[【(（]?\d{3,12}[\]】)）]?[-—_]?(?=\p{Script=Han})/u;
const LEVEL_BEHIND = /(?<=\p{Script=Han}{4})(?:本级|部门)$/u;

export interface EntityReader {
  /** The body named in a title or heading: the text before the year or the words of the report. Empty when none is. */
  inTitle(title: string): string;
  /** The body named behind a label in a line (编制部门：…, 单位名称（盖章）：…), with the rank of the label; the least is the surest. */
  behindLabel(line: string): { name: string; rank: number } | null;
  /** The body that a sentence says to report: 纳入…2023年度部门决算编制范围. */
  inSentence(text: string): string;
  /** A name behind a label without the code in front of it and the level behind it: 219001-某某局本级. */
  bare(name: string): string;
  /** Whether a text is the name of a public body and nothing else. */
  isName(text: string): boolean;
}

/** 6个二级单位：, 下属单位： name bodies below the one that reports. */
const BELOW = '(?:二级|三级|基层|[下所直]属|[0-9个])(?:预算|事业|行政)?';
const LIST = 3;

/** Compiles the words by which bodies are known. */
export function createEntityReader(words: IdentityWords): EntityReader {
  const endings = alternatives(words.entity_endings);
  const followers = alternatives(words.entity_followers);
  // 某某中心（某某局）: one body with two names.
  const second = `[\\p{Script=Han}、·]{2,${LONGEST_NAME}}?(?:${endings})`;
  const name = `[\\p{Script=Han}（）()、·]{2,${LONGEST_NAME}}?(?:${endings})(?:[（(](?:本级|${second})[）)])?`;
  const title = new RegExp(
    `^(?:关于)?(?:20\\d{2}年度?)?(?:中国共产党|中共)?(${name})(?:[（(](?:部门|单位)[）)])?(?:的)?(?=20\\d{2}|(?:[（(])?(?:${followers})|$)`,
    'u',
  );
  const whole = new RegExp(`^${name}$`, 'u');
  const labels = words.entity_labels.map(
    (label) => new RegExp(`(?<!${BELOW})${label}(?:[（(](?:盖章|公章|签章)[）)])?[：:](.{3,${LONGEST_NAME}})`),
  );

  const included = new RegExp(`纳入(${name})(?:20\\d{2}年度?)?(?:部门|单位)?(?:决算|预算)编制范围`, 'u');

  const isName = (text: string) => whole.test(text) && !/[，。；：:]/.test(text);
  const bare = (text: string) => text.replace(CODE_BEFORE, '').replace(LEVEL_BEHIND, '');
  return {
    isName,
    bare,
    inTitle(text) {
      const plain = compact(text)
        .replace(/^第[一二三四五六七八九十]+部分/, '')
        .replace(/^[纳列编]入/, '');
      const match = title.exec(plain);
      if (!match) return '';
      const start = plain.indexOf(match[1]);
      const party = /(?:中国共产党|中共)$/.exec(plain.slice(0, start))?.[0] ?? '';
      return party + match[1];
    },
    inSentence: (text) => included.exec(compact(text))?.[1] ?? '',
    behindLabel(line) {
      const plain = compact(line);
      if (!/[：:]/.test(plain)) return null;
      for (const [rank, label] of labels.entries()) {
        const found = label
          .exec(plain)?.[1]
          .replace(/(?:[（(]?(?:金额)?单位[：:]|填报日期|编制日期|日期[：:]|公开).*$/, '');
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
export function namesOf(entity: string, regions: RegionFinder): string[] {
  if (entity === '') return [];
  const bare = entity.replace(/^(?:中国共产党|中共)/, '');
  const place = regions.prefixLength(bare);
  const tail = bare.slice(place);
  const names = [entity, bare];
  if (place > 0 && tail.length >= 3) names.push(bare[place - 1] + tail, tail);
  return [...new Set(names)]
    .map((name) => name.normalize('NFKC').replace(/[和与]/g, (c) => c))
    .sort((a, b) => b.length - a.length);
}

function alternatives(words: readonly string[]): string {
  return [...words].sort((a, b) => b.length - a.length).join('|');
}
