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

/** Documents of one body; or a department and the documents of its units, which are compared with it together. */
export interface Related {
  /** In the order of the run. */
  lefts: readonly DocumentRow[];
  rights: readonly DocumentRow[];
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

/**
 * Which documents belong together in each of the ways in which checks compare them.
 * @param all in the order of the run
 * @returns for a way, the groups; a document may be on both sides
 */
export function relations(
  all: readonly DocumentRow[],
  comparisons: Comparisons,
): (way: CrossCheck['with']) => readonly Related[] {
  const documents = all.filter(({ status, entity, fiscal_year }) => HOLDS.has(status ?? '') && entity && fiscal_year);
  // Bodies of one place only: a run may hold many thousand documents.
  const places = Map.groupBy(documents, (row) => placeOf(row, comparisons));
  const known = new Map<CrossCheck['with'], Related[]>();
  return (way) => {
    const found = known.get(way) ?? [...places.values()].flatMap((rows) => relatedIn(rows, way));
    known.set(way, found);
    return found;
  };
}

/** @param documents those of one place */
function relatedIn(documents: readonly DocumentRow[], way: CrossCheck['with']): Related[] {
  const years = Map.groupBy(documents, ({ fiscal_year }) => Number(fiscal_year));
  return [...years].flatMap(([year, own]) => {
    if (way === 'units') return own.flatMap((left) => unitsOf(left, own));
    const others = years.get(way === 'prior' ? year - 1 : year) ?? [];
    return [...Map.groupBy(own, ({ entity }) => entity).values()].flatMap((lefts) => {
      const rights = others.filter((right) => sameBody(lefts[0], right));
      return rights.length > 0 ? [{ lefts, rights }] : [];
    });
  });
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
  const related = relations(all, comparisons);
  const paired = new Set<number>();
  for (const way of new Set(comparisons.checks.map((check) => check.with)))
    for (const { lefts, rights } of related(way)) {
      const one = placeAt.get(lefts[0])!;
      for (const row of [...lefts, ...rights]) {
        const other = placeAt.get(row)!;
        paired.add(other);
        const [a, b] = [firstOf(one), firstOf(other)];
        joined[Math.max(a, b)] = Math.min(a, b);
      }
    }
  const places = [...paired].sort((a, b) => a - b);
  return [...Map.groupBy(places, firstOf).values()];
}

/** A department and the documents of its own units: those that carry its name. @param documents of its place and year */
function unitsOf(left: DocumentRow, documents: readonly DocumentRow[]): Related[] {
  if (left.scope !== '部门' && left.scope !== '汇总') return [];
  const right = documents.filter(
    (row) =>
      row !== left &&
      (row.scope === '单位' || row.scope === '本级') &&
      row.fiscal_year === left.fiscal_year &&
      row.report_type === left.report_type &&
      row.entity.startsWith(left.entity),
  );
  return right.length > 0 && right.length === new Set(right.map(({ entity }) => entity)).size
    ? [{ lefts: [left], rights: right }]
    : [];
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
