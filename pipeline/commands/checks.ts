/** `pagefact checks`: the identities that failed, for people. */
import { queryTables } from '../emit/query.ts';

const FAILED = `SELECT d.file, f.check_id, f.status, f.formula, f.left, f.right, f.difference, f.tolerance, f.message, f.document_id, f.fact_ids
  FROM findings f JOIN documents d ON d.document_id = f.document_id AND d.status <> 'duplicate'
  WHERE f.status = 'fail' OR ($all AND f.status = 'not_applicable' AND f.fact_ids <> '')
  ORDER BY d.rowid, f.rowid`;

/** The numbers of a finding in its own order, with their places. */
const NUMBERS = `SELECT x.document_id, x.id, coalesce(f.file, ''), coalesce(f.page, i.page), f.concept, f.measure,
    f.raw || f.raw_unit, coalesce(f.table_id, i.table_id, ''), coalesce(f.section_id, ''), i.level3
  FROM (SELECT DISTINCT document_id, unnest(string_split(fact_ids, ';')) AS id FROM findings
    WHERE status = 'fail' OR ($all AND status = 'not_applicable')) x
  LEFT JOIN facts f ON f.fact_id = x.id LEFT JOIN indicators i ON i.indicator_id = x.id
  WHERE f.fact_id IS NOT NULL OR i.indicator_id IS NOT NULL`;

const COUNTS = `SELECT count(*) FILTER (status = 'pass'), count(*) FILTER (status = 'fail'),
  count(*) FILTER (status = 'not_applicable' AND fact_ids <> '') FROM findings`;

/** More numbers than this are counted instead of listed. */
const LISTED = 12;

/**
 * Prints each failed identity: what was stated, what it should be, and where both stand.
 * @param all also those that do not hold for a legitimate reason
 */
export async function checksCommand(out: string, { all = false }: { all?: boolean }): Promise<0> {
  const fill = (sql: string) => sql.replaceAll('$all', String(all));
  const { rows } = await queryTables(out, fill(FAILED));
  const numbers = new Map((await queryTables(out, fill(NUMBERS))).rows.map((row) => [row[1], row]));
  const [[pass, fail, excused]] = (await queryTables(out, COUNTS)).rows;
  let file = '';
  for (const [name, check, status, formula, left, right, difference, tolerance, message, , ids] of rows) {
    if (name !== file) print(`\n${name}`);
    file = name;
    print(`  ${check}${status === 'fail' ? '' : ' (not an error)'}  ${message}`);
    print(`      identity  ${formula}`);
    if (left !== '')
      print(
        `      stated    ${short(left)}, should be ${short(right)}: off by ${short(difference)}, rounding explains ${short(tolerance)}`,
      );
    const places = ids
      .split(';')
      .map((id) => numbers.get(id))
      .filter((row) => row !== undefined);
    for (const row of places.slice(0, LISTED)) print(`      ${placeOf(row, name)}`);
    if (places.length > LISTED) print(`      and ${places.length - LISTED} more`);
  }
  print(
    `\n${fail} failed, ${pass} hold, ${excused} differ for a legitimate reason${all || excused === '0' ? '' : ' (--all lists them)'}`,
  );
  return 0;
}

function placeOf([, , file, page, concept, measure, raw, table, section, indicator]: string[], own: string): string {
  const where = [page && `page ${page}`, table && `table ${table}`, !table && section && `section ${section}`];
  const what = concept ? `${concept} ${measure} ${raw}` : `indicator ${indicator}`;
  return `${where.filter(Boolean).join(', ').padEnd(34)} ${what}${file && file !== own ? ` in ${file}` : ''}`;
}

/** Decimals of the database without their trailing zeros. */
const short = (value: string): string => (value.includes('.') ? value.replace(/\.?0+$/, '') : value);

const print = (line: string): boolean => process.stdout.write(`${line}\n`);
