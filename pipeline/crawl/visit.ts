/** What came of asking for an address: the record that the journal keeps, from which everything else is told. */
import type { Member } from './archive.ts';
import type { ContentType } from './content.ts';

export const STATES = ['new', 'unchanged', 'changed', 'moved', 'withdrawn', 'challenged', 'failed'] as const;
export type State = (typeof STATES)[number];

/** How an address answered. */
export type Outcome =
  | 'fetched'
  /** 304, or the same content again. */
  | 'same'
  /** 404, 410, or a page of errors where a document was. */
  | 'gone'
  | 'challenged'
  | 'failed';

export interface Visit {
  url: string;
  source: string;
  /** What it turned out to be. A page that states figures is a page and a document. */
  kind: 'page' | 'document';
  document: boolean;
  /** Time of the answer, ISO 8601. */
  at: string;
  outcome: Outcome;
  /** Why the outcome is not `fetched` or `same`, for people. */
  reason: string;
  status: number | null;
  /** Where redirects led; empty where there were none. */
  final_url: string;
  /** Content: of `same` that of the version that was here. */
  sha256: string;
  /** Of pages: hash of what they say, so that a new date in a comment is no change. */
  said: string;
  bytes: number;
  type: ContentType;
  name: string;
  /** Words of the link, or the page's title. */
  title: string;
  /** Page that led here. */
  referrer: string;
  etag: string;
  last_modified: string;
  /** Of an archive. */
  members: Member[];
  headers: Record<string, string>;
}

/** What is known of an address from earlier crawls. */
export interface Known {
  url: string;
  source: string;
  kind: Visit['kind'];
  document: boolean;
  state: State;
  reason: string;
  status: number | null;
  final_url: string;
  /** Of the last version; empty when none ever came. */
  sha256: string;
  said: string;
  type: string;
  name: string;
  title: string;
  referrer: string;
  etag: string;
  last_modified: string;
  first_seen: string;
  /** When it was there for the last time. */
  last_seen: string;
  last_checked: string;
  moved_to: string;
  moved_from: string;
}

/** The state that a visit puts an address in; `moved` is told at the end, when all visits are known. */
export function stateAfter(visit: Visit, known: Known | undefined): { state: State; reason: string } {
  if (visit.outcome === 'challenged' || visit.outcome === 'failed')
    return { state: visit.outcome, reason: visit.reason };
  const before = known?.sha256 ?? '';
  if (visit.outcome === 'gone')
    return before === '' || !known?.document
      ? { state: 'failed', reason: visit.reason }
      : { state: 'withdrawn', reason: visit.reason };
  const back = known?.state === 'withdrawn' || known?.state === 'moved' ? 'there again after it had been gone' : '';
  if (before === '') return { state: 'new', reason: '' };
  const same = visit.outcome === 'same' || visit.sha256 === before;
  return { state: same ? 'unchanged' : 'changed', reason: back };
}
