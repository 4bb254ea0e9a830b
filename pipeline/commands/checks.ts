/** `pagefact checks`: the identities that failed, for people. */
import Big from 'big.js';
import { loadPack, type Pack } from '../../schemas/pack.ts';
import { queryTables, requireColumns } from '../emit/query.ts';
import { BUILT_IN_PACK } from '../run/run.ts';

const FAILED = `SELECT d.file, f.check_id, f.status, f.formula, f.left, f.right, f.difference, f.tolerance, f.message, f.fact_ids,
    f.proposed_fact, f.proposed_value
  FROM findings f JOIN documents d ON d.document_id = f.document_id AND d.status <> 'duplicate'
  WHERE f.status = 'fail' OR ($all AND f.status = 'not_applicable' AND f.fact_ids <> '')
  ORDER BY d.rowid, f.rowid`;

/** The numbers of a finding in its own order, with their places and what stands above them. */
const NUMBERS = `SELECT x.id, coalesce(f.file, i.file), coalesce(f.page, i.page), f.concept, f.measure,
    f.raw, f.raw_unit, coalesce(f.table_id, i.table_id, ''), coalesce(f.section_id, ''), i.level3, f.unit,
    coalesce(t.title, ''), coalesce(s.title, ''),
    coalesce(f.function_code, '') || ' ' || coalesce(f.function_name, '') || ' ' || coalesce(f.economic_code, '') || ' ' ||
      coalesce(f.economic_name, '') || ' ' || coalesce(f.subject, ''),
    concat_ws(', ', nullif('target ' || i.target_raw, 'target '), nullif('actual ' || i.actual_raw, 'actual '),
      nullif('weight ' || i.weight, 'weight '), nullif('score ' || i.score, 'score '))
  FROM (SELECT DISTINCT unnest(string_split(fact_ids, ';')) AS id FROM findings
    WHERE status = 'fail' OR ($all AND status = 'not_applicable')) x
  LEFT JOIN facts f ON f.fact_id = x.id LEFT JOIN indicators i ON i.indicator_id = x.id
  LEFT JOIN tables t ON t.document_id = coalesce(f.document_id, i.document_id) AND t.table_id = coalesce(f.table_id, i.table_id)
  LEFT JOIN (SELECT document_id, section_id, first(title ORDER BY rowid) AS title FROM sections WHERE section_id <> '' GROUP BY ALL) s
    ON s.document_id = f.document_id AND s.section_id = f.section_id
  WHERE f.fact_id IS NOT NULL OR i.indicator_id IS NOT NULL`;

/** What is compared, by the letters of an id. */
const COMPARED: Record<string, string> = {
  IT: 'within a table',
  CT: 'between tables',
  NI: 'within the text',
  NT: 'text and tables',
  FM: 'form',
  CD: 'between reports',
};

const COUNTS = `SELECT count(*) FILTER (status = 'pass'), count(*) FILTER (status = 'fail'),
  count(*) FILTER (status = 'not_applicable' AND fact_ids <> '') FROM findings`;

/** More numbers than this are counted instead of listed. */
const LISTED = 12;
/** Printed units of money whose amounts people read as printed: 10^4 yuan. */
const WAN = '万元';

/** Titles are long: so much of one tells which it is. */
const TITLE = 18;
/** A quotient has more places than anybody prints. */
const PLACES = 4;

interface Numbered {
  file: string;
  page: string;
  /** What it is, in the words of the pack. */
  what: string;
  raw: string;
  rawUnit: string;
  table: string;
  section: string;
  /** Title of the table, or of the section of the text. */
  title: string;
  unit: string;
}

/**
 * Prints each failed identity: what was stated, what it should be, and where both stand.
 * @param out folder of a run
 * @param all also those that do not hold for a legitimate reason
 * @param pack folder of the pack that has the names of concepts and measures
 */
export async function checksCommand(
  out: string,
  { all = false, pack = BUILT_IN_PACK }: { all?: boolean; pack?: string },
): Promise<0> {
  const fill = (sql: string) => sql.replaceAll('$all', String(all));
  const words = loadPack(pack);
  await requireColumns(out, ['documents', 'facts', 'findings', 'indicators', 'sections', 'tables']);
  const { rows } = await queryTables(out, fill(FAILED));
  const numbers = new Map((await queryTables(out, fill(NUMBERS))).rows.map((row) => [row[0], numbered(row, words)]));
  const [[pass, fail, excused]] = (await queryTables(out, COUNTS)).rows;
  let file = '';
  for (const [name, check, status, formula, left, right, difference, tolerance, message, ids, fact, value] of rows) {
    if (name !== file) {
      const own = rows.filter((row) => row[0] === name && row[2] === 'fail').length;
      print(`\n${name}: ${own} failed`);
    }
    file = name;
    const places = ids.split(';').flatMap((id) => numbers.get(id) ?? []);
    const compares = left !== '' && left !== right;
    const [about, ...more] = placeless(message).split('; ');
    print(
      `\n  ${check} ${COMPARED[check.slice(0, 2)] ?? ''}${status === 'fail' ? '' : ' (not an error)'}  ${named(compares ? about.replace(SIDES, '') : about, words)}`,
    );
    for (const part of more.filter((each) => !/^(off by|proposal:) /.test(each))) print(`      ${named(part, words)}`);
    if (compares) print(`      ${amounts({ formula, left, right, difference, tolerance }, places)}`);
    let above = '';
    for (const place of places.slice(0, LISTED)) {
      const where = placeOf(place, name);
      if (where !== above) print(`      ${where}`);
      above = where;
      print(`        ${place.what}${place.raw && `  ${place.raw}${place.rawUnit}`}`);
    }
    if (places.length > LISTED) print(`      and ${places.length - LISTED} more`);
    const proposed = numbers.get(fact);
    if (proposed)
      print(
        `      proposal  ${proposed.raw}${proposed.rawUnit} on page ${proposed.page} read as ${inUnit(value, proposed.rawUnit)}${proposed.rawUnit} would satisfy all identities`,
      );
  }
  print(
    `\n${fail} failed, ${pass} hold, ${excused} differ for a legitimate reason${all || excused === '0' ? '' : ' (--all lists them)'}`,
  );
  return 0;
}

function numbered(row: string[], { concepts, measures }: Pack): Numbered {
  const [, file, page, concept, measure, raw, rawUnit, table, section, indicator, unit, ...others] = row;
  const [tableTitle, sectionTitle, member, said] = others;
  const name = concepts.get(concept)?.label ?? concept;
  const what = concept
    ? [name, measures.get(measure)?.label ?? measure, member.replace(/\s+/g, ' ').trim()]
        .filter((part) => part)
        .join(' ')
    : `${indicator} (${said.replace(/\.0+(?=,|$)/g, '')})`;
  const title = (table ? tableTitle : sectionTitle).replace(/\s+/g, '');
  return { file, page, what, raw, rawUnit, table, section, title, unit };
}

/** What was stated, what it should be: in 万元 where all numbers are printed so. */
function amounts(
  {
    formula,
    left,
    right,
    difference,
    tolerance,
  }: Record<'formula' | 'left' | 'right' | 'difference' | 'tolerance', string>,
  places: readonly Numbered[],
): string {
  const units = new Set(
    places.map(({ unit, rawUnit }) => (unit === 'CNY' ? rawUnit || '元' : unit === 'percent' ? '%' : '')),
  );
  const isMoney = units.size > 0 && [...units].every((unit) => unit.endsWith('元'));
  const [first] = units;
  // A percentage is compared with the quotient of the amounts that follow it.
  const shown = units.size === 1 || first === '%' ? first : isMoney ? '元' : '';
  const text = (value: string) => `${inUnit(value, shown ?? '')}${shown ?? ''}`;
  const bound = formula.includes(' ≥ ') ? 'at least ' : formula.includes(' ≤ ') ? 'at most ' : '';
  const off = text(new Big(difference).abs().toFixed());
  return `stated ${text(left)}, should be ${bound}${text(right)}: off by ${off}, rounding explains ${text(tolerance)}`;
}

function inUnit(value: string, unit: string): string {
  const number = new Big(value).div(unit === WAN ? 10_000 : 1);
  return short((unit === WAN || unit === '元' ? number : number.round(PLACES)).toFixed());
}

/** Both sides follow as amounts. */
const SIDES = /: -?[\d.]+ [=≥≤] -?[\d.]+( does not hold)?(?=: |$)/;

/** The places stand below; in the sentence they would hide what it says. */
const placeless = (text: string): string => text.replace(/ \((?:page|table|section) [^()]*\)/g, '');

/** Ids of concepts and measures as their names. */
function named(text: string, { concepts, measures }: Pack): string {
  return text
    .replace(/[a-z_]+(?:\.[a-z_0-9]+)+/g, (id) => concepts.get(id)?.label ?? id)
    .replace(/\b[a-z]+_[a-z_]+\b/g, (id) => measures.get(id)?.label ?? id);
}

function placeOf({ file, page, table, section, title }: Numbered, own: string): string {
  const named = title.length > TITLE ? `${title.slice(0, TITLE)}…` : title;
  const within = table ? `table ${table} ${named}` : section && (named || `section ${section}`);
  const where = [file && file !== own && file, page && `page ${page}`, within.trim()];
  return where.filter(Boolean).join(', ');
}

/** Decimals of the database without their trailing zeros. */
const short = (value: string): string => (value.includes('.') ? value.replace(/\.?0+$/, '') : value);

const print = (line: string): boolean => process.stdout.write(`${line}\n`);
