/** Facts and indicators as rows: order of the document, stable ids, the document's own columns. */
import { hash } from 'node:crypto';
import type { Row } from '../../schemas/datasets.ts';
import type { Classified } from '../classified.ts';
import type { FactDraft, IndicatorDraft, Review, Trace } from '../draft.ts';

/** The columns that a document gives to each of its facts. */
export type Owner = Pick<Row<'facts'>, 'document_id' | 'file' | 'entity' | 'region_code' | 'fiscal_year'>;

export interface FinishedFact {
  row: Row<'facts'>;
  trace: Trace;
  /** What a person decided about it. */
  review?: Review;
}

export interface FinishedIndicator {
  row: Row<'indicators'>;
  trace: Trace;
}

/** Drafts to rows, in document order. Equal statements in running text after the first are flagged `repeated`. */
export function finishFacts(drafts: readonly FactDraft[], classified: Classified, owner: Owner): FinishedFact[] {
  const ids = uniqueIds();
  const stated = new Set<string>();
  return inOrder(drafts, classified).map(({ trace, flags, ...draft }) => {
    const place = [draft.page, draft.bbox, draft.path, draft.table_id, draft.row, draft.col];
    const meaning = [draft.report_type, draft.concept, draft.measure, draft.period, ...dimensions(draft), draft.base];
    const id = ids(owner.document_id, ...place, draft.raw, trace.rule, ...meaning);
    const statement = [...meaning, draft.value, draft.unit].join('\u001f');
    const repeated = draft.table_id === '' && stated.has(statement) ? ['repeated'] : [];
    if (draft.table_id === '') stated.add(statement);
    const row = { fact_id: id, ...owner, ...draft, flags: joinFlags([...flags, ...repeated]), review: '' as const };
    return { row, trace };
  });
}

/** Drafts to rows, in the order in which they were found. */
export function finishIndicators(drafts: readonly IndicatorDraft[], owner: Owner): FinishedIndicator[] {
  const ids = uniqueIds();
  const { document_id, file, entity, fiscal_year } = owner;
  return drafts.map(({ trace, flags, ...draft }) => {
    const place = [draft.page, draft.bbox, draft.path, draft.table_id, draft.row];
    const id = ids(document_id, ...place, trace.rule, draft.project, draft.level3, draft.target_raw, draft.actual_raw);
    return {
      row: { indicator_id: id, document_id, file, entity, fiscal_year, ...draft, flags: joinFlags(flags) },
      trace,
    };
  });
}

/** Flags as one column: each once, in the order in which they were raised. */
export const joinFlags = (flags: readonly string[]): string =>
  [...new Set(flags.filter((flag) => flag !== ''))].join(';');

function dimensions(draft: Omit<FactDraft, 'trace' | 'flags'>) {
  return [
    draft.function_code,
    draft.function_name,
    draft.economic_code,
    draft.economic_name,
    draft.fund,
    draft.subject,
  ];
}

/** A hash of what a row says and where; a second row with the same hash gets `-2`, and so on. */
function uniqueIds() {
  const seen = new Map<string, number>();
  return (...parts: unknown[]): string => {
    const id = hash('sha256', parts.map(String).join('\u001f')).slice(0, 20);
    const count = (seen.get(id) ?? 0) + 1;
    seen.set(id, count);
    return count === 1 ? id : `${id}-${count}`;
  };
}

/** By page, then down the page; in formats without places by block. The map stage's own order decides the rest. */
function inOrder(drafts: readonly FactDraft[], classified: Classified): FactDraft[] {
  const blocks = new Map<string, number>();
  classified.blocks.forEach(({ block }, index) => {
    if (block.path) blocks.set(block.path, index);
  });
  const keyed = drafts.map((draft) => ({ draft, key: [draft.page ?? 0, ...placeKey(draft, blocks)] }));
  keyed.sort((a, b) => a.key[0] - b.key[0] || a.key[1] - b.key[1] || a.key[2] - b.key[2]);
  return keyed.map(({ draft }) => draft);
}

function placeKey({ bbox, path }: FactDraft, blocks: ReadonlyMap<string, number>): [number, number] {
  if (bbox !== '') {
    const [x0, y0] = bbox.split(',').map(Number);
    return [Math.round(y0), x0];
  }
  for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
    const block = blocks.get(path.slice(0, end));
    if (block !== undefined) return [block, 0];
  }
  return [0, 0];
}
