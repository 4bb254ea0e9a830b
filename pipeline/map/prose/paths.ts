/** Classes of the functional classification as sentences name them: 教育支出（类）普通教育（款）小学教育（项）. */
import { joinCode } from '../code-names.ts';
import type { PathToken } from './tokens.ts';

const LEVEL = /\((\d{2,3})?(类|款|项)(\)|(?=[^)目级内的]))/g;
/** 教育支出类科目, without brackets; 功能分类科目 is none. */
const SPOKEN_LEVEL = /(?<=支出)(\d{2,3})?(类|款|项)(级?科目)/g;
const HYPHENS = /"([^"]{2,30}?)[-—–]+([^"]{2,40}?)[-—–]+([^"]{2,40}?)"(?:\(?科目\)?)/g;
/** What cannot stand inside a name. A short bracket can: 政府办公厅（室）及相关机构事务. */
const STOPS = /[。；：，,、"!?《》\s]/;
/** An item with its code in brackets: 行政运行（2013101）. */
const CODED = /(?<=[\p{Script=Han})])\((2\d{2}(?:\d{2}){0,2})\)/gu;
/** An item behind its code: 2140101行政运行, 2013101（行政运行）. */
const LED =
  /(?<=^|[)）、.。；])(2\d{4}(?:\d{2})?)[-—]?(?:\((\p{Script=Han}[^0-9。；，]{2,40})\)|(\p{Script=Han}[^0-9。；，：]{2,40}?))(?=支出|\d|[，：])/gu;
const TAIL = /^(?:支出|科目|经费)?"?(?:科目|支出)?/;
const ORDINAL =
  /^(?:其中|包括|主要用于|\d{1,3}[.、)]|\([一二三四五六七八九十\d]{1,3}\)|[一二三四五六七八九十]{1,3}、|19\d\d年度?|20\d\d年度?)+/;

type Level = '类' | '款' | '项';

interface Mark {
  start: number;
  end: number;
  level: Level;
  code: string;
}

/** All paths of a normal text, in order. */
export function findPaths(text: string): PathToken[] {
  const paths: PathToken[] = [];
  const marks = levelMarks(text);
  for (let i = 0; i < marks.length; ) {
    let last = i;
    while (last + 1 < marks.length && continues(text, marks[last], marks[last + 1])) last++;
    paths.push(pathOf(text, marks.slice(i, last + 1)));
    i = last + 1;
  }
  for (const match of text.matchAll(HYPHENS)) {
    const [whole, className, section, item] = match;
    const end = match.index + whole.length;
    paths.push({
      kind: 'path',
      start: match.index,
      end,
      names: { class: className, section, item },
      code: '',
      label: item,
    });
  }
  for (const match of text.matchAll(CODED)) {
    const end = match.index + match[0].length;
    const start = nameStart(text, match.index);
    const label = text.slice(start, match.index);
    if (label.length < 2 || paths.some((path) => path.start < end && path.end > start)) continue;
    paths.push({ kind: 'path', start, end, names: { item: label }, code: match[1], label });
  }
  for (const match of text.matchAll(LED)) {
    const [whole, code, bracketed, plain] = match;
    const end = match.index + whole.length;
    if (paths.some((path) => path.start < end && path.end > match.index)) continue;
    const label = bracketed ?? plain;
    paths.push({ kind: 'path', start: match.index, end: end + tailOf(text, end), names: { item: label }, code, label });
  }
  return paths.sort((a, b) => a.start - b.start);
}

function levelMarks(text: string): Mark[] {
  const marks = [...text.matchAll(LEVEL), ...text.matchAll(SPOKEN_LEVEL)].map((m) => ({
    start: m.index,
    end: m.index + m[0].length,
    level: m[2] as Level,
    code: m[1] ?? '',
    closed: m[3] !== '',
  }));
  marks.sort((a, b) => a.start - b.start);
  // An unclosed bracket only counts where the next level follows: （类组织事务（款）.
  return marks.filter((m, i) => m.closed || (marks[i + 1]?.start ?? Number.POSITIVE_INFINITY) - m.end < 40);
}

function continues(text: string, a: Mark, b: Mark): boolean {
  const order = '类款项';
  const between = text.slice(a.end, b.start);
  return (
    order.indexOf(b.level) > order.indexOf(a.level) && between.length < 45 && between !== '' && !STOPS.test(between)
  );
}

function pathOf(text: string, marks: Mark[]): PathToken {
  const start = nameStart(text, marks[0].start);
  const names: PathToken['names'] = {};
  let from = start;
  for (const mark of marks) {
    const name = text.slice(from, mark.start).replace(/^支出(?=.{2})/, '');
    if (mark.level === '类') names.class = name;
    else if (mark.level === '款') names.section = name;
    else names.item = name;
    from = mark.end;
  }
  const code = joinCode(marks.map((m) => m.code));
  const end = marks[marks.length - 1].end;
  return {
    kind: 'path',
    start,
    end: end + tailOf(text, end),
    names,
    code: marks.every((m) => m.code !== '') ? code : '',
    label: names.item ?? names.section ?? names.class ?? '',
  };
}

/** How much of the text belongs to a path that ends here: 支出, 科目. */
function tailOf(text: string, end: number): number {
  return TAIL.exec(text.slice(end))?.[0].length ?? 0;
}

/** Goes back from the first level to where its name begins. */
function nameStart(text: string, end: number): number {
  let i = end;
  while (i > 0 && end - i < 40) {
    const c = text[i - 1];
    if (STOPS.test(c) || c === '(') break;
    if (c === ')') {
      const open = text.lastIndexOf('(', i - 1);
      if (open < 0 || i - open > 5 || /[类款项\d]/.test(text.slice(open, i))) break;
      i = open;
      continue;
    }
    if (/[\d%元万亿.]/.test(c)) break;
    i--;
  }
  return i + (ORDINAL.exec(text.slice(i, end))?.[0].length ?? 0);
}
