/** Facts on their way from a document to the datasets. */
import type { TextLine } from '../extractors/document.ts';
import type { Row } from '../schemas/datasets.ts';

/** Numbers of pictures that are right with a lower probability are flagged. Readings that differ are always below. */
export const LOW_OCR_CONFIDENCE = 0.95;

/** A stretch of a line as it was read: characters `start` to `end` (excluded). */
export interface Printed {
  line: TextLine;
  start: number;
  end: number;
}

/** Where words that gave a fact its meaning stand. */
export interface Evidence {
  /** What the words decided: concept, measure, unit, sign, period, function_code, … */
  role: string;
  /** The words as printed. */
  text: string;
  page?: number;
  /** x0,y0,x1,y1 in points. */
  bbox?: string;
  path?: string;
}

/** What the provenance record tells beside the fact's own columns. */
export interface Trace {
  /** Id of the form column or sentence pattern that named the number. */
  rule: string;
  /** Words before and after the number (TextQuoteSelector). */
  prefix: string;
  suffix: string;
  evidence: Evidence[];
  /** Each step from raw text to value: `735.59 万元 x 10^4`. */
  steps: string[];
  /** The digits themselves, where the reader knows them; those of a table are found by their cell. */
  at?: readonly Printed[];
}

/** A person's decision about a fact, in the words of PROV. */
export interface Review {
  type: 'prov:Activity';
  action: string;
  wasAssociatedWith: { type: 'prov:Person'; name: string };
  endedAtTime: string;
  note: string;
  /** The columns of the fact as they were before. */
  wasRevisionOf: Partial<Row<'facts'>>;
}

type DocumentColumns = 'document_id' | 'file' | 'entity' | 'region_code' | 'fiscal_year';

/** A fact before the columns of its document are added. */
export type FactDraft = Omit<Row<'facts'>, DocumentColumns | 'fact_id' | 'flags' | 'review'> & {
  flags: string[];
  trace: Trace;
};

/** An indicator before the columns of its document are added. */
export type IndicatorDraft = Omit<Row<'indicators'>, DocumentColumns | 'indicator_id' | 'flags'> & {
  flags: string[];
  trace: Trace;
};

/** A number or row that became no fact, with the reason; `at`: its digits, or all of its cell. */
export type QuarantineDraft = Omit<Row<'quarantine'>, 'document_id'> & { at?: readonly Printed[] };

/** A number that states nothing by itself, with the reason. */
export type NonFactDraft = Omit<Row<'nonfacts'>, 'document_id'> & { at: readonly Printed[] };

/** What the map stage makes of one document. */
export interface Mapped {
  facts: FactDraft[];
  indicators: IndicatorDraft[];
  quarantine: QuarantineDraft[];
  nonFacts: NonFactDraft[];
}
