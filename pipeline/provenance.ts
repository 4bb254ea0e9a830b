/**
 * Provenance: for every fact and indicator where it stands and how it came about.
 *
 * The target follows the W3C Web Annotation Data Model (a source with selectors), the activity uses the words of PROV.
 * The fragment is that of RFC 8118. `viewrect` is written as left, top, width and height in PDF points with the origin at
 * the top left of the displayed page: the coordinates of `bbox`, and what PDF open parameters mean by it.
 */
import type { Document } from '../extractors/document.ts';
import type { Evidence, Review, Trace } from './draft.ts';
import { points } from './place.ts';
import type { Source } from './process.ts';
import { ownVersion } from './version.ts';

const PROGRAM = ownVersion();
const RFC_8118 = 'https://www.rfc-editor.org/rfc/rfc8118';

/** Part 1, 18.17.2.3: cell references. */
const ECMA_376 = 'https://ecma-international.org/publications-and-standards/standards/ecma-376/';

type Selector =
  | { type: 'FragmentSelector'; conformsTo: string; value: string }
  | { type: 'TextQuoteSelector'; exact: string; prefix: string; suffix: string }
  | { type: 'XPathSelector'; value: string };

export interface ProvenanceRecord {
  /** fact_id or indicator_id. */
  id: string;
  type: 'fact' | 'indicator';
  document_id: string;
  target: {
    source: { sha256: string; file: string; url: string };
    /** Each selector alone finds the place; all of them name the same. */
    selector: Selector[];
  };
  wasGeneratedBy: {
    type: 'prov:Activity';
    /** How the text was read: method, engine and version; OCR confidence for pictures. */
    read: { method: string; engine: string; ocrConfidence: number | null };
    wasAssociatedWith: { type: 'prov:SoftwareAgent'; name: string; version: string };
    rule: string;
    used: Evidence[];
    /** From the raw text to the value, one step each. */
    steps: string[];
  };
  /** What a person decided about it, where one did. */
  review?: Review;
}

/** The columns of a fact or an indicator that say where it stands. */
interface Placed {
  document_id: string;
  page: number | null;
  bbox: string;
  path: string;
  method: string;
  confidence: number | null;
  raw?: string;
  actual_raw?: string;
  target_raw?: string;
}

/** The record of one fact or indicator. */
export function provenanceOf(
  type: ProvenanceRecord['type'],
  id: string,
  { row, trace, review }: { row: Placed; trace: Trace; review?: Review },
  input: Source,
  document: Document,
): ProvenanceRecord {
  const ocr = row.method === 'ocr';
  return {
    id,
    type,
    document_id: row.document_id,
    target: {
      source: { sha256: input.sha256, file: input.name, url: input.sourceUrl ?? '' },
      selector: selectorsOf(row, trace),
    },
    wasGeneratedBy: {
      type: 'prov:Activity',
      read: {
        method: row.method,
        engine: ocr ? (document.ocrEngine ?? document.engine) : document.engine,
        ocrConfidence: ocr ? row.confidence : null,
      },
      wasAssociatedWith: { type: 'prov:SoftwareAgent', ...PROGRAM },
      rule: trace.rule,
      used: trace.evidence,
      steps: trace.steps,
    },
    ...(review && { review }),
  };
}

function selectorsOf(row: Placed, { prefix, suffix }: Trace): Selector[] {
  const selectors: Selector[] = [];
  if (row.page !== null)
    selectors.push({ type: 'FragmentSelector', conformsTo: RFC_8118, value: fragment(row.page, row.bbox) });
  const exact = row.raw ?? (row.actual_raw || row.target_raw) ?? '';
  selectors.push({ type: 'TextQuoteSelector', exact, prefix, suffix });
  if (row.path !== '') selectors.push(pathSelector(row));
  return selectors;
}

function pathSelector({ method, path }: Placed): Selector {
  if (method === 'xlsx') return { type: 'FragmentSelector', conformsTo: ECMA_376, value: path };
  return { type: 'XPathSelector', value: path };
}

function fragment(page: number, bbox: string): string {
  if (bbox === '') return `page=${page}`;
  const [x0, y0, x1, y1] = bbox.split(',').map(Number);
  return `page=${page}&viewrect=${x0},${y0},${points(x1 - x0)},${points(y1 - y0)}`;
}
