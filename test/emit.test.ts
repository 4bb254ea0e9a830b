import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvCells, csvHeader, csvRows, guarded } from '../pipeline/emit/csv.ts';
import { writeDataPackage } from '../pipeline/emit/datapackage.ts';
import { fragmentsOf } from '../pipeline/emit/fragments.ts';
import { joinParts } from '../pipeline/emit/join.ts';
import { TypedTables } from '../pipeline/emit/typed.ts';
import { columnsOf, DATASETS, type DatasetName, facts, quarantine } from '../schemas/datasets.ts';
import { folder, rowsOf } from './fixtures/run-folder.ts';

const fact = facts.parse({
  fact_id: 'f1',
  document_id: 'd1',
  concept: 'revenue.total',
  value: '-7355900.50',
  decimals: -2,
  raw: '-735.59',
  subject: '=HYPERLINK("x")',
  date: '2023-12-31',
  fiscal_year: 2023,
  page: 7,
  confidence: 0.98,
});

/** A folder with all datasets, of which facts has one row and quarantine the given ones. */
async function emitted(rows = [quarantine.parse({ raw: 'a\r\n"b",c' })]): Promise<string> {
  const dir = folder();
  async function* documents() {
    yield fragmentsOf({ facts: [fact], quarantine: rows });
    yield {};
  }
  await joinParts(documents(), dir);
  const tables = await TypedTables.open(dir);
  await tables.write([...Object.keys(DATASETS), 'provenance']);
  await tables.finish();
  tables.close();
  return dir;
}

async function asked(dir: string, sql: string): Promise<unknown[][]> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  return (await connection.runAndReadAll(sql.replaceAll('$DIR', dir))).getRowsJson();
}

describe('CSV', () => {
  test('has the columns of its schema in their order', () => {
    for (const name of Object.keys(DATASETS) as DatasetName[])
      expect(csvHeader(name)).toBe(`${Object.keys(DATASETS[name].shape).join(',')}\n`);
  });

  test('every column is described and typed', () => {
    for (const name of Object.keys(DATASETS) as DatasetName[])
      for (const column of columnsOf(name)) {
        expect(column.description, `${name}.${column.name}`).not.toBe('');
        expect(['string', 'integer', 'number', 'date', 'year']).toContain(column.type);
      }
  });

  test('a text that a spreadsheet would run is guarded, numbers are not', () => {
    expect(['=1+1', '+x', '-x', '@x', "'=x", '\tx'].map(guarded)).toEqual([
      "'=1+1",
      "'+x",
      "'-x",
      "'@x",
      "''=x",
      "'\tx",
    ]);
    expect(['-3', '+1,234.5', '-13.35%', "it's", '三、'].map(guarded)).toEqual([
      '-3',
      '+1,234.5',
      '-13.35%',
      "it's",
      '三、',
    ]);
  });

  test('any text comes back, but for its guard and NUL', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (raw) => {
        const [[back]] = parse(csvRows('quarantine', [quarantine.parse({ raw })]).replace(/^,,,/, ''), {
          relax_column_count: true,
        }) as string[][];
        expect(back.replace(/^'('*[=+\-@\t\r])/, '$1')).toBe(raw.replaceAll('\0', ''));
      }),
    );
  });
});

test('lines that were written are read again as a library reads them', () => {
  const text = fc.oneof(fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', ' ', '三', '=') }), fc.string());
  fc.assert(
    fc.property(fc.array(fc.record({ raw: text, reason: text, context: text }), { maxLength: 5 }), (rows) => {
      const csv = csvRows(
        'quarantine',
        rows.map((row) => quarantine.parse(row)),
      );
      expect(csvCells(Buffer.from(csv))).toEqual(parse(csv, { relax_column_count: true, record_delimiter: '\n' }));
      const only = csvCells(Buffer.from(csv), { columns: 4, wanted: (cells) => cells[3] === rows[0].raw });
      expect(only.length).toBe(rows.length);
      for (const [i, cells] of only.entries())
        expect(cells !== undefined).toBe(csvCells(Buffer.from(csv))[i][3] === rows[0].raw);
    }),
  );
});

describe('Parquet', () => {
  test('has the types of the schema, and NULL where a cell that is no text is empty', async () => {
    const dir = await emitted();
    const types = await asked(
      dir,
      `SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM '$DIR/facts.parquet')`,
    );
    expect(types).toEqual(columnsOf('facts').map(({ name, sql }) => [name, sql]));
    const [row] = await asked(
      dir,
      `SELECT value, raw, subject, date, page, "row", concept, base FROM '$DIR/facts.parquet'`,
    );
    expect(row).toEqual([
      '-7355900.5000000000',
      '-735.59',
      '=HYPERLINK("x")',
      '2023-12-31',
      7,
      null,
      'revenue.total',
      '',
    ]);
  });

  test('says what the CSV says, also with line breaks and quotes', async () => {
    const dir = await emitted();
    expect(await asked(dir, `SELECT raw FROM '$DIR/quarantine.parquet'`)).toEqual([['a\r\n"b",c']]);
    expect(rowsOf(dir, 'quarantine')[0].raw).toBe('a\r\n"b",c');
  });

  test('odd texts survive', async () => {
    const odd = ["'=x", "''=x", "'plain'", '-', '=', ' ', '\u202ertl', 'a\nb', '"', ',', '𠀀'];
    const dir = await emitted(odd.map((raw) => quarantine.parse({ raw })));
    expect(await asked(dir, `SELECT raw FROM '$DIR/quarantine.parquet'`)).toEqual(odd.map((raw) => [raw]));
  });
});

describe('datapackage.json', () => {
  test('describes every file with its size and hash, and every column', async () => {
    const dir = await emitted();
    await writeDataPackage(dir, { name: 'pagefact', version: '1.2.3' });
    const description = JSON.parse(readFileSync(join(dir, 'datapackage.json'), 'utf8'));
    expect(description).toMatchObject({ $schema: expect.stringContaining('2.0'), name: 'pagefact', version: '1.2.3' });
    const names = description.resources.map(({ name }: { name: string }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const resource of description.resources) {
      expect(resource.name).toMatch(/^[a-z0-9._-]+$/);
      expect(resource.path).not.toMatch(/^\/|\.\./);
      const bytes = readFileSync(join(dir, resource.path));
      expect(resource.bytes).toBe(statSync(join(dir, resource.path)).size);
      expect(resource.hash).toBe(`sha256:${createHash('sha256').update(bytes).digest('hex')}`);
    }
  });

  test('table schemas fit the CSV headers, and their keys name columns', async () => {
    const dir = await emitted();
    await writeDataPackage(dir, { name: 'pagefact', version: '1.2.3' });
    const { resources } = JSON.parse(readFileSync(join(dir, 'datapackage.json'), 'utf8'));
    const tables = resources.filter(({ type }: { type?: string }) => type === 'table');
    expect(tables).toHaveLength(Object.keys(DATASETS).length);
    const fieldsOf = (table: { schema: { fields: { name: string }[] } }) => table.schema.fields.map(({ name }) => name);
    for (const table of tables) {
      expect(`${fieldsOf(table).join(',')}\n`).toBe(csvHeader(table.name));
      for (const key of table.schema.primaryKey ?? []) expect(fieldsOf(table)).toContain(key);
      for (const { fields, reference } of table.schema.foreignKeys ?? []) {
        const target = tables.find(({ name }: { name: string }) => name === reference.resource);
        expect(fieldsOf(table)).toEqual(expect.arrayContaining(fields));
        expect(fieldsOf(target)).toEqual(expect.arrayContaining(reference.fields));
        expect(fields).toHaveLength(reference.fields.length);
      }
      for (const field of table.schema.fields) {
        expect(['string', 'integer', 'number', 'date', 'year']).toContain(field.type);
        if (field.constraints) expect(field.constraints.enum.length).toBeGreaterThan(0);
      }
    }
  });
});
