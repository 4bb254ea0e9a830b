/** Running text to facts. */
import type { Paragraph } from '../../../extractors/document.ts';
import { joinLines, methodAt } from '../../../extractors/text.ts';
import type { ReportType } from '../../../schemas/datasets.ts';
import type { Pack } from '../../../schemas/pack.ts';
import type { Classified, PlacedBlock, PlacedTable, Section } from '../../classified.ts';
import type { FactDraft, Mapped } from '../../draft.ts';
import type { CodeResolver } from '../codes.ts';
import { settleBases } from './bases.ts';
import { bodyOfItem } from './bodies.ts';
import { contextOf } from './context.ts';
import { draftsOf, printed, type Source } from './draft.ts';
import { listOpenedBy, type OpenList } from './enumerate.ts';
import { lex } from './lexer.ts';
import { lexiconOf } from './lexicon.ts';
import { digitsOfNames, nonFactAt, refusedAt } from './nonfacts.ts';
import { normalise, normalWord, withoutMisreadings } from './normal.ts';
import { projectOfSection, projectsOfText, titleOfProject } from './projects.ts';
import { type Outcome, readTokens } from './read.ts';
import type { Scope } from './scope.ts';
import { doubtUnits } from './units.ts';

/** An item of a list that a paragraph before has announced: with an ordinal, or a name with its number. */
const NAMED = /^[^\d。；：，,、]{2,25}\d/;
const ITEM = /^[(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)、.]/;

/**
 * Reads every paragraph of the sections that can state numbers of the entity.
 * @param resolver resolver of the document's codes, which already knows the pairs that its tables print
 * @returns facts; what could not be placed, with reason and context; and the numbers seen, by page
 */
export function mapProse(classified: Classified, pack: Pack, resolver: CodeResolver): Mapped {
  const mapped: Mapped = { facts: [], indicators: [], quarantine: [], nonFacts: [] };
  const { identity, document } = classified;
  const bodies: { draft: FactDraft; body: string; section: Section | undefined }[] = [];
  let section: Section | undefined;
  const title = titleOfProject(identity);
  let scope: Scope | undefined;
  let below: OpenList | undefined;
  let items: 'numbered' | 'named' | undefined;
  let day: Scope['date'];
  for (const placed of classified.blocks) {
    if (!isReadable(placed)) continue;
    const stated = (placed.reportType || identity.report_type) as ReportType | '';
    const unknown = stated === '' ? 'the kind of report is not known' : whyNoYear(identity.fiscal_year);
    const report = stated || 'final';
    const lexicon = lexiconOf(pack, report);
    const context = contextOf(placed.section, report, identity.fiscal_year ?? 0, identity.entity, pack.grammar);
    if (placed.label) context.heading = placed.label;
    if (!scope || placed.section !== section) {
      scope = enter(
        placed.section,
        section,
        scope ?? {},
        projectOfSection(placed.section, report, pack.grammar, title),
        report,
      );
      section = placed.section;
      below = undefined;
      day = undefined;
    }
    const joined = joinLines(placed.block.lines);
    if (!/[\d０-９]/.test(joined.text) && joined.text.length > 400) continue;
    const [line] = placed.block.lines;
    const isScan = methodAt(document, line?.page ?? 0, line?.box) === 'ocr';
    const printedText = normalise(joined);
    const normal = isScan ? withoutMisreadings(printedText, pack.grammar.words.misread) : printedText;
    const source: Source = { placed, joined, normal, context, method: isScan ? 'ocr' : document.method };
    const [project, ...projects] = projectsOfText(normal.text, context, pack.grammar);
    if (project) Object.assign(scope, { project: project.name, subject: project.subject });
    const reading = {
      text: normal.text,
      context,
      pack,
      lexicon,
      resolver,
      projects,
      title: normalWord(identity.title),
    };
    const others = projects.map(({ name }) => name);
    const names = [scope.project ?? '', ...others, normalWord(identity.entity)].filter((name) => name !== '');
    const isNote = lexicon.notes.some((note) => normal.text.startsWith(note));
    const kind = ITEM.test(normal.text) ? 'numbered' : NAMED.test(normal.text) ? 'named' : undefined;
    const isItem = kind !== undefined && (items === undefined || items === kind);
    if (day && kind === 'numbered') scope.lastDate = day;
    if (below && isItem) Object.assign(scope, below, { numbered: kind === 'numbered' || undefined });
    const other = bodyOfItem(normal.text, normalWord(identity.entity), pack.grammar);
    const tokens = lex(normal.text, lexicon, pack.grammar, names);
    mapped.nonFacts.push(...digitsOfNames(source, tokens));
    for (const outcome of readTokens(reading, tokens, other ? { ...scope } : scope)) {
      if (placed.section?.factFree && !markStaff(outcome)) continue;
      const nonFact = isNote ? 'note or instruction' : outcome.nonFact;
      if (nonFact !== undefined) mapped.nonFacts.push(nonFactAt(source, outcome.number, nonFact));
      else if (unknown === '') record(source, outcome, other);
      else if (isFinancial(outcome)) record(source, { ...outcome, problem: unknown });
      else mapped.nonFacts.push(nonFactAt(source, outcome.number, unknown));
    }
    if (scope.functional && !scope.functionalOf) scope.functionalOf = section;
    const opened = listOpenedBy(normal.text, scope);
    items = opened || !isItem ? undefined : kind;
    below = opened ?? (isItem ? below : undefined);
    // 截至2022年底，占用国有资产：: the day holds for the items below.
    if (normal.text.endsWith('：')) day = scope.date ?? scope.lastDate;
    else if (kind !== 'numbered') day = undefined;
    endParagraph(scope);
  }
  nameBodies(bodies, pack.grammar.patterns.bodies.office);
  if (identity.report_type === 'budget') settleBases(mapped.facts);
  doubtUnits(mapped.facts);
  return mapped;

  function record(source: Source, outcome: Outcome, other?: string): void {
    const { number } = outcome;
    const drafts = outcome.problem === undefined ? draftsOf(source, outcome, pack) : { problem: outcome.problem };
    if (Array.isArray(drafts)) {
      const reporting = source.placed.body ?? other;
      if (reporting) for (const draft of drafts) ofBody(draft, reporting);
      mapped.facts.push(...drafts);
      drafts.forEach((draft, i) => {
        const { body } = outcome.statements[i].subject;
        if (draft.concept.startsWith('staff.'))
          bodies.push({ draft, body: body ?? '', section: source.placed.section });
      });
      return;
    }
    mapped.quarantine.push({
      ...refusedAt(source, number.start, number.end),
      raw: printed(source, number.start, number.unitEnd),
      reason: `prose: ${drafts.problem}`,
    });
  }
}

/** In the report of another body that the file holds as well. */
function ofBody(draft: FactDraft, body: string): void {
  draft.flags.push('other_body');
  if (draft.subject === '') draft.subject = body;
}

function whyNoYear(year: number | null): string {
  return year === null ? 'the year of the report is not known' : '';
}

/** Written as amounts are: 5,601.20, also where the unit stands elsewhere. */
const AMOUNT = /,\d{3}|\.\d\d$/;

/** Of a document that cannot be dated or told apart, only what is surely meant as money or a percentage is kept. */
function isFinancial({ number }: Outcome): boolean {
  return number.unitKind === 'money' || number.unitKind === 'percent' || AMOUNT.test(number.raw);
}

/** Whether a number of a section without facts counts staff; there it may be the staff of others. */
function markStaff({ statements }: Outcome): boolean {
  for (const { flags } of statements) flags.push('subject_inferred');
  return statements.length > 0 && statements.every(({ subject }) => subject.concept.startsWith('staff.'));
}

/** 职责：…。编制人数23人，在职21人: a section that states no facts otherwise. */
const STAFF = /(?:编制|在编|在职)[^。；;]{0,12}?\d+[人名](?!次)/;

function countsStaff({ section, block }: PlacedBlock<Paragraph>): boolean {
  return section?.sectionId === 'functions' && STAFF.test(joinLines(block.lines).text.replace(/\s/g, ''));
}

function isReadable(placed: PlacedBlock<Paragraph> | PlacedTable): placed is PlacedBlock<Paragraph> {
  if (placed.block.kind !== 'paragraph' || (placed.section?.factFree && !countsStaff(placed as PlacedBlock<Paragraph>)))
    return false;
  return placed.role === 'text' || placed.role === 'heading';
}

/** A new section begins without subject; the project lasts while the heading that names it stands above. */
function enter(
  to: Section | undefined,
  from: Section | undefined,
  scope: Scope,
  project: string | undefined,
  report: ReportType,
): Scope {
  const related =
    to !== undefined && from !== undefined && (to.parent === from || to.parent === from.parent || to === from.parent);
  // What a lead-in says of classes holds in all sections below the one in which it stands.
  let within = false;
  for (let s = to; s && !within; s = s.parent) within = s === scope.functionalOf;
  return {
    project: project ?? (related ? scope.project : undefined),
    functional: within ? scope.functional : undefined,
    functionalOf: within ? scope.functionalOf : undefined,
    subject:
      project && report === 'perf_project' ? { concept: 'performance.project.funds', member: project } : undefined,
    unit: scope.unit,
  };
}

/** Comparison and explanation end with the paragraph; the total that its last words open lasts for the list below. */
function endParagraph(scope: Scope): void {
  scope.base = undefined;
  scope.reason = undefined;
  scope.closed = undefined;
  scope.date = undefined;
  scope.lastDate = undefined;
  scope.sign = undefined;
  scope.denominator = undefined;
  scope.body = undefined;
  scope.topic = undefined;
  scope.lastBase = undefined;
}

/** Staff numbers name their body only where several bodies are counted in one section. */
function nameBodies(rows: { draft: FactDraft; body: string; section: Section | undefined }[], office: RegExp): void {
  for (const [, group] of Map.groupBy(rows, (row) => row.section)) {
    const bodies = new Set(group.map((row) => row.body).filter((body) => body !== ''));
    // 编制20人，其中局机关12人: a part beside the whole, though no other part is named.
    const isPart = group.some(({ body }) => body === '') && [...bodies].some((body) => office.test(body));
    if (bodies.size < 2 && !isPart) continue;
    for (const { draft, body } of group) if (draft.subject === '') draft.subject = body;
  }
}
