/** Indicators that are told in sentences, not in tables. */
import type { JoinedText, Paragraph } from '../../../extractors/document.ts';
import { joinLines, methodAt, placeAt, placeOf } from '../../../extractors/text.ts';
import type { ReportType } from '../../../schemas/datasets.ts';
import type { Pack } from '../../../schemas/pack.ts';
import { filled } from '../../../schemas/patterns.ts';
import type { Classified, PlacedBlock, Section } from '../../classified.ts';
import type { IndicatorDraft, Mapped } from '../../draft.ts';
import { boxText } from '../../place.ts';
import { printedAt } from '../account/coverage.ts';
import { labelText } from '../forms/normal.ts';
import { contextOf } from '../prose/context.ts';
import { normalise } from '../prose/normal.ts';
import { projectOfSection, projectsOfText } from '../prose/projects.ts';
import { readIndicatorValue } from './target.ts';

const CONTEXT = 40;
const ORDINAL = /^\s*[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)、.．]\s*/;

/** One indicator in a text, by offsets. */
interface Found {
  name: string;
  target: [start: number, end: number];
  actual?: [start: number, end: number];
}

/** What holds for the paragraphs of a section. */
interface Scope {
  section?: Section;
  project: string;
  level1: string;
  level2: string;
}

/** Reads the paragraphs of a document for indicators with targets, and actual values where they are told. */
export function mapIndicatorSentences(classified: Classified, pack: Pack): Mapped {
  const mapped: Mapped = { facts: [], indicators: [], quarantine: [], nonFacts: [] };
  const pair = pairPattern(pack);
  let scope: Scope = { project: '', level1: '', level2: '' };
  for (const block of classified.blocks) {
    const placed = block as PlacedBlock<Paragraph>;
    if (block.block.kind !== 'paragraph' || placed.section?.factFree) continue;
    if (block.role !== 'text' && block.role !== 'heading') continue;
    const joined = joinLines(placed.block.lines);
    scope = follow(scope, placed, joined, classified, pack);
    const found = [...pairsIn(joined.text, pair), ...listIn(joined.text, scope, pack)];
    mapped.indicators.push(...found.map((each) => draftOf(each, scope, placed, joined, classified, pack)));
  }
  return mapped;
}

/** The project and the group that a paragraph speaks about. */
function follow(
  before: Scope,
  { section, reportType }: PlacedBlock<Paragraph>,
  joined: JoinedText,
  { identity }: Classified,
  { grammar }: Pack,
): Scope {
  const report = (reportType || identity.report_type) as ReportType | '';
  if (report === '' || identity.fiscal_year === null) return before;
  const scope = { ...before };
  if (section !== before.section) {
    const related = section !== undefined && before.section !== undefined && isRelated(section, before.section);
    scope.project = projectOfSection(section, report, grammar) ?? (related ? before.project : '');
    Object.assign(scope, { section, level1: '', level2: '' });
  }
  const context = contextOf(section, report, identity.fiscal_year, identity.entity, grammar);
  scope.project = projectsOfText(normalise(joined).text, context, grammar)[0]?.name ?? scope.project;
  return scope;
}

function isRelated(to: Section, from: Section): boolean {
  return to.parent === from || to.parent === from.parent || to === from.parent;
}

function pairPattern({ performance }: Pack): RegExp {
  const { target, actual, pair } = performance.layout.sentences;
  return new RegExp(filled(pair, { target: target.join('|'), actual: actual.join('|') }).source, 'dgu');
}

/** X年初目标值为7%，实际完成值为7%。 */
function pairsIn(text: string, pattern: RegExp): Found[] {
  return [...text.matchAll(pattern)].flatMap((match) => {
    const [, , target, actual] = match.indices ?? [];
    return target && actual ? [{ name: match[1].replace(ORDINAL, ''), target, actual }] : [];
  });
}

/** 产出指标：X≥7%；Y达标。 The head also holds for the paragraphs below it. */
function listIn(text: string, scope: Scope, pack: Pack): Found[] {
  const { level1, level2 } = pack.performance.layout.sentences;
  const head = new RegExp(`^\\s*(?:${ORDINAL.source.slice(1)})?(${[...level1, ...level2].join('|')})\\s*[：:]`).exec(
    text,
  );
  if (!head) return [];
  if (level1.includes(head[1])) Object.assign(scope, { level1: head[1], level2: '' });
  else scope.level2 = head[1];
  const found: Found[] = [];
  for (const match of text.slice(head[0].length).matchAll(/[^。；;]+/g)) {
    const start = head[0].length + match.index;
    const at = targetIn(match[0], pack);
    if (at === undefined) continue;
    found.push({
      name: labelText(match[0].slice(0, at).replace(pack.performance.layout.sentences.link, '')),
      target: [start + at, start + match[0].length],
    });
  }
  return found;
}

/** Where the target begins in `规模达标≥7%` or `考核达标`: the name before it is not empty. */
function targetIn(item: string, pack: Pack): number | undefined {
  for (let at = 1; at < item.length; at++) {
    if (readIndicatorValue(item.slice(at), pack).value !== '') return at;
  }
  const end = item.trimEnd();
  const word = pack.performance.layout.sentences.values.find(
    (value) => end.endsWith(value) && end.length > value.length + 1,
  );
  return word && !/\d/.test(item) ? end.length - word.length : undefined;
}

function draftOf(
  { name, target, actual }: Found,
  scope: Scope,
  { block, section }: PlacedBlock<Paragraph>,
  joined: JoinedText,
  { document }: Classified,
  pack: Pack,
): IndicatorDraft {
  const { text } = joined;
  const targetRaw = text.slice(...target).trim();
  const actualRaw = actual ? text.slice(...actual).trim() : '';
  const wanted = readIndicatorValue(targetRaw, pack);
  const reached = readIndicatorValue(actualRaw, pack, {}, wanted.printedUnit);
  const { page, box } = placeOf(joined, ...target);
  const { line } = placeAt(joined, target[0]);
  const end = (actual ?? target)[1];
  return {
    project: scope.project.replace(/\s/g, ''),
    level1: actual ? '' : scope.level1,
    level2: actual ? '' : scope.level2,
    level3: name.replace(/\s/g, ''),
    target_operator: wanted.operator,
    target_value: wanted.value,
    target_unit: wanted.unit,
    target_raw: targetRaw,
    actual_value: reached.value,
    actual_unit: reached.unit,
    actual_raw: actualRaw,
    weight: '',
    score: '',
    deviation: '',
    page,
    bbox: boxText(box),
    path: block.path ?? '',
    table_id: '',
    row: null,
    method: methodAt(document, page, box),
    confidence: line.confidence,
    flags: [],
    trace: {
      rule: actual ? 'performance/sentence-pair' : 'performance/sentence-list',
      prefix: text.slice(Math.max(0, target[0] - CONTEXT), target[0]),
      suffix: text.slice(end, end + CONTEXT),
      evidence: section ? [{ role: 'section', text: section.title, page: section.page }] : [],
      steps: [...wanted.steps, ...reached.steps],
      at: [...printedAt(joined, ...target), ...(actual ? printedAt(joined, ...actual) : [])],
    },
  };
}
