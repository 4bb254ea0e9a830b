/** summary.md: what a run found, for people, from the tables that it wrote. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Answer } from './query.ts';

/** Rows of a table that people are shown. */
const MOST_ROWS = 1000;

const PARTS: { title: string; none: string; sql: string }[] = [
  {
    title: 'Documents',
    none: 'No documents.',
    sql: `SELECT d.file, d.status, d.entity, d.fiscal_year AS year, d.report_type AS report, d.page_count AS pages,
        coalesce(f.facts, 0) AS facts, coalesce(f.flagged, 0) AS flagged
      FROM documents d LEFT JOIN (SELECT document_id, count(*) AS facts, count(*) FILTER (flags <> '') AS flagged
        FROM facts GROUP BY document_id) f ON f.document_id = if(d.status = 'duplicate', NULL, d.document_id)
      ORDER BY d.rowid`,
  },
  {
    title: 'Not read, or not completely',
    none: 'Every document was read.',
    sql: `SELECT file, status, reason FROM documents WHERE status <> 'ok' ORDER BY rowid`,
  },
  {
    title: 'Checks',
    none: 'No identity could be checked.',
    sql: `SELECT check_id AS "check", count(*) FILTER (status = 'pass') AS pass, count(*) FILTER (status = 'fail') AS fail,
        count(*) FILTER (status = 'not_applicable') AS "not applicable"
      FROM findings GROUP BY check_id ORDER BY check_id`,
  },
  {
    title: 'Failed checks',
    none: 'None.',
    sql: `SELECT d.file, f.check_id AS "check", f.message FROM findings f
      JOIN documents d ON d.document_id = f.document_id AND d.status <> 'duplicate'
      WHERE f.status = 'fail' ORDER BY f.rowid`,
  },
  {
    title: 'Numbers set aside',
    none: 'None.',
    sql: `SELECT reason, count(*) AS numbers FROM quarantine GROUP BY reason ORDER BY numbers DESC, reason`,
  },
];

const TOTALS = `SELECT (SELECT count(*) FROM documents) AS documents, (SELECT count(*) FROM pages) AS pages,
  (SELECT count(*) FROM facts) AS facts, (SELECT count(*) FROM indicators) AS indicators,
  (SELECT count(*) FROM findings WHERE status = 'fail') AS failed, (SELECT count(*) FROM quarantine) AS quarantined`;

/**
 * Writes the summary of a run to a folder.
 * @param ask answers a question to its tables
 */
export async function writeSummary(dir: string, ask: (sql: string) => Promise<Answer>): Promise<void> {
  const [totals] = (await ask(TOTALS)).rows;
  const [documents, pages, facts, indicators, failed, quarantined] = totals;
  const head = `${documents} documents, ${pages} pages: ${facts} facts, ${indicators} indicators, ${failed} failed checks, ${quarantined} numbers set aside.`;
  const parts = [`# What this run found\n\n${head}\n`];
  for (const { title, none, sql } of PARTS) {
    const { columns, rows } = await ask(`${sql} LIMIT ${MOST_ROWS + 1}`);
    const table = rows.length === 0 ? none : markdownTable(columns, rows.slice(0, MOST_ROWS));
    const more = rows.length > MOST_ROWS ? `\n\nOnly the first ${MOST_ROWS} are shown; the datasets hold all.` : '';
    parts.push(`## ${title}\n\n${table}${more}\n`);
  }
  await writeFile(join(dir, 'summary.md'), parts.join('\n'));
}

function markdownTable(columns: readonly string[], rows: readonly string[][]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replace(/\s+/g, ' ')).join(' | ')} |`;
  return [line(columns), `|${' --- |'.repeat(columns.length)}`, ...rows.map(line)].join('\n');
}
