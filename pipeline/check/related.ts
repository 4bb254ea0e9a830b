/** Which documents of a run are about the same body. */
import type { CrossCheck } from '../../schemas/checks.ts';
import type { Row } from '../../schemas/datasets.ts';

/** What is asked of a document to tell which others it belongs to. */
export type DocumentRow = Pick<
  Row<'documents'>,
  'document_id' | 'file' | 'status' | 'entity' | 'scope' | 'region_code' | 'fiscal_year' | 'report_type'
>;

export interface Pair {
  left: DocumentRow;
  right: DocumentRow[];
  /** Why the numbers may rightly differ. */
  excuse?: string;
}

/** Shorter names than this are no names of bodies. */
const SHORTEST = 4;
const HOLDS = new Set(['ok', 'partial']);

/** Every pair of documents that an identity is about, in the order of the run. */
export function pairsOf(check: CrossCheck, all: readonly DocumentRow[]): Pair[] {
  const documents = all.filter(({ status, entity, fiscal_year }) => HOLDS.has(status ?? '') && entity && fiscal_year);
  // Bodies of one region only: a run may hold many thousand documents.
  const placeOf = (row: DocumentRow, back = 0) => `${row.region_code} ${Number(row.fiscal_year) - back}`;
  const places = Map.groupBy(documents, (row) => placeOf(row));
  if (check.with === 'units') return documents.flatMap((left) => unitsOf(left, places.get(placeOf(left))!));
  const back = check.with === 'prior' ? 1 : 0;
  return documents.flatMap((left) =>
    (places.get(placeOf(left, back)) ?? [])
      .filter((right) => sameBody(left, right))
      .filter((right) => left !== right || check.left.report_type !== check.right.report_type)
      .map((right) => ({ left, right: [right], excuse: excuseOf(left, right) })),
  );
}

function excuseOf(left: DocumentRow, right: DocumentRow): string | undefined {
  if (left.scope === right.scope && left.scope) return undefined;
  return `the scopes are not the same (${left.scope || 'not stated'} and ${right.scope || 'not stated'})`;
}

/** A department and the documents of its own units: those that carry its name. */
function unitsOf(left: DocumentRow, documents: readonly DocumentRow[]): Pair[] {
  if (left.scope !== '部门' && left.scope !== '汇总') return [];
  const right = documents.filter(
    (row) =>
      row !== left &&
      (row.scope === '单位' || row.scope === '本级') &&
      row.fiscal_year === left.fiscal_year &&
      row.report_type === left.report_type &&
      row.region_code === left.region_code &&
      row.entity.startsWith(left.entity),
  );
  return right.length > 0 && right.length === new Set(right.map(({ entity }) => entity)).size ? [{ left, right }] : [];
}

/** The same name, or a shorter form of it in the same region: its characters in their order, from the first to the last. */
function sameBody(a: DocumentRow, b: DocumentRow): boolean {
  if (a.entity === b.entity) return a.region_code === b.region_code;
  // Two names of one length are two names: most of those in a region are told apart here.
  if (a.entity.length === b.entity.length || a.region_code === '' || a.region_code !== b.region_code) return false;
  const [short, long] = a.entity.length < b.entity.length ? [a.entity, b.entity] : [b.entity, a.entity];
  if (short.length < SHORTEST || short[0] !== long[0] || short.at(-1) !== long.at(-1)) return false;
  let at = 0;
  for (const character of long) if (character === short[at]) at++;
  return at === short.length;
}
