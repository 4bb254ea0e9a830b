/** Documents of two runs: which of the later run takes the place of which of the earlier one. */

/** The columns of a document that count here, as text. */
export interface ComparedDocument {
  document_id: string;
  file: string;
  source_url: string;
  entity: string;
  region_code: string;
  fiscal_year: string;
  report_type: string;
  status: string;
  reason: string;
  flags: string;
}

export type DocumentChange =
  | { change: 'document_added'; after: ComparedDocument }
  | { change: 'document_removed'; before: ComparedDocument }
  | {
      change: 'document_changed' | 'document_replaced' | 'document_moved' | 'document_withdrawn';
      before: ComparedDocument;
      after: ComparedDocument;
    };

/** A place that a file stands at: its address, or its name where it has none. */
const placeOf = ({ source_url, file }: ComparedDocument) => source_url || `file ${file}`;

/** Both rows of one document may be there: its own, and those of the same bytes at other places. */
const isOwn = ({ status }: ComparedDocument) => status !== 'duplicate';

/** What happened to documents, in the order of the later run, then what is gone, in that of the earlier one. */
export function changedDocuments(
  before: readonly ComparedDocument[],
  after: readonly ComparedDocument[],
): DocumentChange[] {
  const oldAt = new Map(before.map((one) => [placeOf(one), one]));
  const newAt = new Map(after.map((one) => [placeOf(one), one]));
  const oldById = byId(before);
  const newById = byId(after);
  const changes: DocumentChange[] = [];
  const followed = new Set<string>();
  for (const one of after.filter(isOwn)) {
    const same = oldById.get(one.document_id);
    const there = oldAt.get(placeOf(one));
    if (same) {
      followed.add(one.document_id);
      if (isWithdrawn(one) && !isWithdrawn(same))
        changes.push({ change: 'document_withdrawn', before: same, after: one });
      else if (!there && !newAt.has(placeOf(same)))
        changes.push({ change: 'document_moved', before: same, after: one });
    } else if (there && isSuccessor(there, one)) {
      const old = oldById.get(there.document_id) ?? there;
      // The same bytes still stand elsewhere: then this place alone has another file.
      if (!newById.has(old.document_id)) followed.add(old.document_id);
      changes.push({
        change: isOtherReport(old, one) ? 'document_replaced' : 'document_changed',
        before: old,
        after: one,
      });
    } else if (!there) changes.push({ change: 'document_added', after: one });
  }
  for (const one of before.filter(isOwn)) {
    const isThere = one.document_id === '' ? newAt.has(placeOf(one)) : newById.has(one.document_id);
    if (isThere || (one.document_id !== '' && followed.has(one.document_id))) continue;
    changes.push({ change: 'document_removed', before: one });
  }
  return changes;
}

/** Files that could not be opened have no id, and are known by their places only. */
const byId = (documents: readonly ComparedDocument[]) =>
  new Map(documents.filter((one) => isOwn(one) && one.document_id !== '').map((one) => [one.document_id, one]));

const isWithdrawn = ({ flags }: ComparedDocument) => flags.split(';').includes('withdrawn');

/** A file that could not be opened has no hash: it is the same one as long as the same is said of it. */
const isSuccessor = (old: ComparedDocument, fresh: ComparedDocument) =>
  old.document_id !== fresh.document_id || old.reason !== fresh.reason;

/** The page of the latest report has another year's report now: that is no alteration of the old one. */
function isOtherReport(old: ComparedDocument, fresh: ComparedDocument): boolean {
  const differs = (a: string, b: string) => a !== '' && b !== '' && a !== b;
  return differs(old.fiscal_year, fresh.fiscal_year) || differs(old.report_type, fresh.report_type);
}
