/** Which documents of a run are about the same body. */
import type { Comparisons, CrossCheck } from '../../schemas/checks.ts';
import type { Row } from '../../schemas/datasets.ts';

const COLUMNS = [
  ...(['document_id', 'file', 'status', 'entity', 'scope', 'fiscal_year', 'report_type'] as const),
  ...(['region_code', 'region_name', 'source_url'] as const),
];

/** What is asked of a document to tell which others it belongs to. */
export type DocumentRow = Pick<Row<'documents'>, (typeof COLUMNS)[number]>;

/** The columns of a document that tell which others it belongs to: a run holds them for each document. */
export const documentRow = (row: Row<'documents'>): DocumentRow =>
  Object.fromEntries(COLUMNS.map((name) => [name, row[name]])) as DocumentRow;

export interface Pair {
  left: DocumentRow;
  right: DocumentRow[];
  /** Why the numbers may rightly differ. */
  excuse?: string;
}

/** Shorter names than this are no names of bodies. */
const SHORTEST = 4;
const HOLDS = new Set(['ok', 'partial']);

/**
 * Where the body of a document is: the same for two documents only if they are of one place. A name alone is no sign,
 * for every county has a 教育局: where the division is not known, the place that the name begins with is one, or else the
 * site that published the document; a document without any is compared with none but itself.
 */
export function placeOf(row: DocumentRow, { unlisted_place }: Pick<Comparisons, 'unlisted_place'>): string {
  const { region_code, region_name, entity, source_url, document_id } = row;
  if (region_code !== '') return region_code;
  // A division that is printed and has no code is one of several of its name.
  const named = region_name === '' ? unlisted_place.exec(entity)?.groups?.name : undefined;
  if (named !== undefined) return `named ${named}`;
  return URL.canParse(source_url) ? `site ${new URL(source_url).host}` : `document ${document_id}`;
}

/** Every pair of documents that an identity is about, in the order of the run. */
export function pairsOf(check: CrossCheck, all: readonly DocumentRow[], comparisons: Comparisons): Pair[] {
  const documents = all.filter(({ status, entity, fiscal_year }) => HOLDS.has(status ?? '') && entity && fiscal_year);
  // Bodies of one place only: a run may hold many thousand documents.
  const keyOf = (row: DocumentRow, back = 0) => `${placeOf(row, comparisons)} ${Number(row.fiscal_year) - back}`;
  const places = Map.groupBy(documents, (row) => keyOf(row));
  if (check.with === 'units') return documents.flatMap((left) => unitsOf(left, places.get(keyOf(left))!));
  const back = check.with === 'prior' ? 1 : 0;
  return documents.flatMap((left) =>
    (places.get(keyOf(left, back)) ?? [])
      .filter((right) => sameBody(left, right))
      .filter((right) => left !== right || check.left.report_type !== check.right.report_type)
      .map((right) => ({ left, right: [right], excuse: excuseOf(left, right) })),
  );
}

/**
 * Documents that are compared with each other, directly or by way of others: what comparing them gives depends on no other
 * document.
 * @returns groups of places in `all`, each in their order
 */
export function relatedAmong(all: readonly DocumentRow[], comparisons: Comparisons): number[][] {
  const placeAt = new Map(all.map((row, place) => [row, place]));
  const joined = all.map((_, place) => place);
  const firstOf = (place: number): number => {
    let first = place;
    while (joined[first] !== first) first = joined[first];
    joined[place] = first;
    return first;
  };
  const paired = new Set<number>();
  for (const check of oneOfEachKind(comparisons.checks))
    for (const { left, right } of pairsOf(check, all, comparisons))
      for (const row of [left, ...right]) {
        const [one, other] = [placeAt.get(left)!, placeAt.get(row)!];
        paired.add(other);
        const [a, b] = [firstOf(one), firstOf(other)];
        joined[Math.max(a, b)] = Math.min(a, b);
      }
  const places = [...paired].sort((a, b) => a - b);
  return [...Map.groupBy(places, firstOf).values()];
}

/** Checks that are about the same pairs are looked at once. */
function oneOfEachKind(checks: readonly CrossCheck[]): CrossCheck[] {
  const kinds = new Map(
    checks.map((check) => [`${check.with} ${check.left.report_type === check.right.report_type}`, check]),
  );
  return [...kinds.values()];
}

function excuseOf(left: DocumentRow, right: DocumentRow): string | undefined {
  if (left.scope === right.scope && left.scope) return undefined;
  return `the scopes are not the same (${left.scope || 'not stated'} and ${right.scope || 'not stated'})`;
}

/** A department and the documents of its own units: those that carry its name. @param documents of its place and year */
function unitsOf(left: DocumentRow, documents: readonly DocumentRow[]): Pair[] {
  if (left.scope !== '部门' && left.scope !== '汇总') return [];
  const right = documents.filter(
    (row) =>
      row !== left &&
      (row.scope === '单位' || row.scope === '本级') &&
      row.fiscal_year === left.fiscal_year &&
      row.report_type === left.report_type &&
      row.entity.startsWith(left.entity),
  );
  return right.length > 0 && right.length === new Set(right.map(({ entity }) => entity)).size ? [{ left, right }] : [];
}

/**
 * Whether two documents of one place are of the same body: the same name, or a shorter form of it, with its characters
 * in their order, from the first to the last. A shorter form is taken for the name only in a division that is known.
 */
function sameBody(a: DocumentRow, b: DocumentRow): boolean {
  if (a.entity === b.entity) return true;
  // Two names of one length are two names: most of those in a region are told apart here.
  if (a.entity.length === b.entity.length || a.region_code === '') return false;
  const [short, long] = a.entity.length < b.entity.length ? [a.entity, b.entity] : [b.entity, a.entity];
  if (short.length < SHORTEST || short[0] !== long[0] || short.at(-1) !== long.at(-1)) return false;
  let at = 0;
  for (const character of long) if (character === short[at]) at++;
  return at === short.length;
}
