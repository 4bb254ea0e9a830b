/** `pagefact checks`: what people read of a failed identity. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { checksCommand } from '../pipeline/commands/checks.ts';
import { csvHeader, csvRows } from '../pipeline/emit/csv.ts';
import { columnsOf, documents, facts, findings, indicators, type Row, sections, tables } from '../schemas/datasets.ts';

const out = mkdtempSync(join(tmpdir(), 'pagefact-checks-'));
afterAll(() => rmSync(out, { recursive: true }));

const fact = (fact_id: string, concept: string, raw: string, columns: Partial<Row<'facts'>> = {}) =>
  facts.parse({
    fact_id,
    document_id: 'd',
    file: 'a.pdf',
    concept,
    measure: 'final_actual',
    raw,
    raw_unit: '万元',
    unit: 'CNY',
    value: String(Number(raw) * 10_000),
    page: 6,
    table_id: 't2',
    ...columns,
  });

const rows = {
  documents: [documents.parse({ document_id: 'd', file: 'a.pdf', status: 'ok' })],
  facts: [
    fact('f1', 'revenue.grand_total', '29.95'),
    fact('f2', 'revenue.total', '2946.25'),
    fact('f3', 'carryover.opening', '49.14', { page: 7, table_id: '', section_id: 'final_overall' }),
  ],
  tables: [tables.parse({ document_id: 'd', table_id: 't2', title: '收入支出决算总表' })],
  sections: [
    sections.parse({ document_id: 'd', section_id: 'final_overall', title: '一、收入支出决算总体情况说明', page: 7 }),
    sections.parse({ document_id: 'd', section_id: 'final_overall', title: '（一）收入', page: 8 }),
  ],
  indicators: [
    indicators.parse({
      indicator_id: 'i1',
      document_id: 'd',
      file: 'a.pdf',
      level3: '活动场次',
      score: '9',
      page: 12,
      table_id: 't5',
    }),
  ],
  findings: [
    findings.parse({
      document_id: 'd',
      check_id: 'IT01',
      status: 'fail',
      formula: 'revenue.grand_total 29.95万元 = revenue.total 2946.25万元 + carryover.opening 49.14万元',
      left: '299500',
      right: '29953900',
      difference: '-29654400',
      tolerance: '150',
      fact_ids: 'f1;f2;f3',
      message:
        'revenue.grand_total: 299500 (page 6, table t2) = 29953900 (page 6, table t2; page 7, section final_overall) does not hold; off by 29654400, rounding explains 150; proposal: revenue.grand_total 29.95万元 on page 6 read as 29953900 CNY satisfies all 2 identities in which it stands',
      proposed_fact: 'f1',
      proposed_value: '29953900',
    }),
    findings.parse({
      document_id: 'd',
      check_id: 'IT17',
      status: 'fail',
      formula: '10 = 9',
      left: '10',
      right: '9',
      difference: '1',
      tolerance: '0',
      fact_ids: 'i1',
      message: 'total score (page 12, table t5): 10 = 9 does not hold; off by 1, rounding explains 0',
    }),
    findings.parse({
      document_id: 'd',
      check_id: 'CT12',
      status: 'not_applicable',
      formula: 'a ≤ b',
      left: '1',
      right: '2',
      difference: '-1',
      tolerance: '0',
      fact_ids: 'f2',
      message: 'revenue.total: 1 ≤ 2 is no equality: institutions',
    }),
    findings.parse({ document_id: 'd', check_id: 'IT02', status: 'pass' }),
  ],
};

beforeAll(async () => {
  const instance = await DuckDBInstance.create(join(out, 'pagefact.duckdb'));
  const connection = await instance.connect();
  for (const name of ['documents', 'facts', 'indicators', 'findings', 'tables', 'sections'] as const) {
    const file = join(out, `${name}.csv`);
    writeFileSync(file, csvHeader(name) + csvRows(name, rows[name] as never));
    const columns = columnsOf(name).map((column) => `"${column.name}" ${column.sql}`);
    await connection.run(`CREATE TABLE ${name} (${columns.join(', ')})`);
    await connection.run(`COPY ${name} FROM '${file}' (HEADER)`);
  }
  connection.closeSync();
  instance.closeSync();
});

async function printed(options: { all?: boolean }): Promise<string> {
  let text = '';
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    text += String(chunk);
    return true;
  });
  try {
    await checksCommand(out, options);
  } finally {
    write.mockRestore();
  }
  return text;
}

test('names, amounts as printed, both places, and the proposal', async () => {
  const text = await printed({});
  expect(text).toContain('a.pdf: 2 failed\n');
  expect(text).toContain('IT01 within a table  收入总计\n');
  expect(text).toContain('stated 29.95万元, should be 2995.39万元: off by 2965.44万元, rounding explains 0.015万元');
  expect(text).toMatch(/page 6, table t2 收入支出决算总表\n.*\n +本年收入合计 决算数 {2}2946\.25万元\n/);
  expect(text).toMatch(/page 7, 一、收入支出决算总体情况说明\n +年初结转和结余 决算数 {2}49\.14万元/);
  expect(text).toContain('proposal  29.95万元 on page 6 read as 2995.39万元');
  expect(text).toMatch(/page 12, table t5\n +活动场次 \(score 9\)/);
  expect(text).toContain('2 failed, 1 hold, 1 differ for a legitimate reason (--all lists them)');
  expect(text).not.toContain('CT12');
});

test('a reader that has seen enough is no error', () => {
  const bin = fileURLToPath(new URL('../pipeline/bin.js', import.meta.url));
  const { stderr, status } = spawnSync('sh', ['-c', `"${process.execPath}" "${bin}" checks "${out}" | true`], {
    encoding: 'utf8',
  });
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
});

test('legitimate differences on demand', async () => {
  const text = await printed({ all: true });
  expect(text).toContain('CT12 between tables (not an error)  本年收入合计');
  expect(text).toContain('institutions');
});

test('of the run of an older version is said that it is one', async () => {
  const instance = await DuckDBInstance.create(join(out, 'pagefact.duckdb'));
  const connection = await instance.connect();
  await connection.run('ALTER TABLE findings DROP COLUMN proposed_fact');
  connection.closeSync();
  instance.closeSync();
  await expect(checksCommand(out, {})).rejects.toThrow(
    /older version of Pagefact \(no column findings\.proposed_fact\)/,
  );
});
