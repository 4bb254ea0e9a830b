/** Statements to fact drafts: exact value, place of the digits, and the trace of the words that decided. */
import type { JoinedText, Paragraph } from '../../../extractors/document.ts';
import { placeOf } from '../../../extractors/text.ts';
import type { Pack } from '../../../schemas/pack.ts';
import type { PlacedBlock } from '../../classified.ts';
import { type Evidence, type FactDraft, LOW_OCR_CONFIDENCE, type Printed } from '../../draft.ts';
import { printedAt } from '../account/coverage.ts';
import { readAmount } from '../amount.ts';
import type { Statement } from './clause-words.ts';
import type { Context } from './context.ts';
import type { Normal } from './normal.ts';
import type { Outcome } from './read.ts';

/** A paragraph with its text in both forms. */
export interface Source {
  placed: PlacedBlock<Paragraph>;
  joined: JoinedText;
  normal: Normal;
  context: Context;
  method: FactDraft['method'];
}

const QUOTE = 24;

/** The joined text of a stretch of the normal text. */
export function printed(source: Source, start: number, end: number): string {
  if (end <= start) return '';
  return source.joined.text.slice(source.normal.at[start], source.normal.at[end - 1] + 1);
}

/** The stretches of lines that a stretch of the normal text was read from. */
export function printedIn({ joined, normal }: Source, start: number, end: number): Printed[] {
  return end <= start ? [] : printedAt(joined, normal.at[start], normal.at[end - 1] + 1);
}

/** Page and box of a stretch of the normal text. */
export function placeIn(source: Source, start: number, end: number): { page: number; bbox: string } {
  const { at } = source.normal;
  const { page, box } = placeOf(source.joined, at[start], at[end - 1] + 1);
  return { page, bbox: box ? box.map((n) => n.toFixed(2)).join(',') : '' };
}

/** The facts of one number; a reason where its value cannot be read. */
export function draftsOf(source: Source, outcome: Outcome, pack: Pack): FactDraft[] | { problem: string } {
  const drafts: FactDraft[] = [];
  for (const statement of outcome.statements) {
    const draft = draftOf(source, outcome, statement, pack);
    if (!draft) return { problem: 'not a well-formed number' };
    drafts.push(draft);
  }
  return drafts;
}

function draftOf(source: Source, outcome: Outcome, statement: Statement, pack: Pack): FactDraft | null {
  const { number } = outcome;
  const { placed, context } = source;
  const { subject } = statement;
  const raw = printed(source, number.start, number.end);
  const unit = outcome.inheritedUnit ?? number.unit;
  const concept = pack.concepts.get(subject.concept);
  const countUnit = concept?.kind === 'count' ? concept.unit : '';
  const amount = readAmount(raw, unit, pack.units, statement.sign, countUnit);
  if (!amount) return null;
  const place = placeIn(source, number.start, number.end);
  const confidence = confidenceOf(source, number.start, number.end);
  const flags = new Set(statement.flags);
  if (context.isOfOtherYear && !statement.evidence.some(({ role }) => role === 'period')) flags.add('period_unusual');
  if (source.method === 'ocr' && confidence < LOW_OCR_CONFIDENCE) flags.add('low_ocr_confidence');
  return {
    report_type: context.report,
    concept: subject.concept,
    measure: statement.measure,
    period: String(statement.period),
    function_code: subject.functionCode ?? '',
    function_name: subject.functionName ?? '',
    economic_code: subject.economicCode ?? '',
    economic_name: subject.economicName ?? '',
    fund: subject.fund ?? '',
    subject: subject.member ?? '',
    value: amount.value,
    unit: amount.unit,
    decimals: amount.decimals,
    raw,
    raw_unit: printed(source, number.end, number.unitEnd),
    page: place.page,
    bbox: place.bbox,
    section_id: context.sectionIds[0] ?? '',
    table_id: '',
    row: null,
    col: null,
    path: placed.block.path ?? '',
    base: statement.base,
    date: statement.date,
    method: source.method,
    confidence,
    flags: [...flags],
    trace: {
      rule: statement.rule,
      prefix: source.joined.text.slice(
        Math.max(0, source.normal.at[number.start] - QUOTE),
        source.normal.at[number.start],
      ),
      suffix: source.joined.text.slice(source.normal.at[number.end - 1] + 1).slice(0, QUOTE),
      evidence: evidenceOf(source, statement),
      steps: amount.steps,
      at: printedIn(source, number.start, number.end),
    },
  };
}

/** Words of earlier paragraphs have no place in this one and are left out. */
function evidenceOf(source: Source, statement: Statement): Evidence[] {
  const { text } = source.normal;
  return statement.evidence
    .filter((e) => e.start >= 0 && e.end <= text.length && e.end > e.start)
    .map((e) => ({ role: e.role, text: printed(source, e.start, e.end), ...placeIn(source, e.start, e.end) }));
}

/** The least confidence of a stretch's characters. */
function confidenceOf({ normal, joined }: Source, start: number, end: number): number {
  const from = normal.at[start];
  const to = normal.at[end - 1] + 1;
  const read = joined.lines.flatMap(({ text, confidence, confidences }, i) => {
    const begins = joined.starts[i];
    if (begins >= to || begins + text.length <= from) return [];
    return confidences?.slice(Math.max(0, from - begins), to - begins) ?? [confidence];
  });
  return Math.min(1, ...read);
}
