/** Against hand-checked documents, where they lie beside the project. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { readDocument } from '../../extractors/read.ts';
import type { Classified, PlacedTable } from '../../pipeline/classified.ts';
import { classify } from '../../pipeline/classify/classify.ts';
import { pack } from './documents.ts';

const CORPUS = join(import.meta.dirname, '../../../shared/corpus');
const GOLD = join(CORPUS, 'gold');
const COLUMNS = [
  'entity',
  'scope',
  'region_name',
  'region_code',
  'region_level',
  'fiscal_year',
  'report_type',
] as const;

function gold(name: string): Record<string, string>[] {
  const files = existsSync(GOLD) ? readdirSync(GOLD).map((set) => join(GOLD, set, name)) : [];
  return files
    .filter((file) => existsSync(file))
    .flatMap((file) => parse<Record<string, string>>(readFileSync(file), { columns: true, bom: true }));
}

/** Scans take long and are read elsewhere. */
const documents = gold('documents.csv').filter(
  (row) => !row.file.includes('scan') && existsSync(join(CORPUS, 'documents', row.file)),
);

describe.skipIf(documents.length === 0)('hand-checked documents', () => {
  const classified = new Map<string, Promise<Classified>>();
  const read = (file: string) => {
    const known = classified.get(file);
    if (known) return known;
    const made = readDocument(readFileSync(join(CORPUS, 'documents', file)), { name: file, ocr: 'off' }).then((d) =>
      classify(d, pack),
    );
    classified.set(file, made);
    return made;
  };

  it.each(documents)('$file: identity', async (row) => {
    const { identity } = await read(row.file);
    expect(Object.fromEntries(COLUMNS.map((column) => [column, String(identity[column] ?? '')]))).toEqual(
      Object.fromEntries(COLUMNS.map((column) => [column, row[column]])),
    );
  });

  it.each(documents)('$file: sections', async (row) => {
    const { sections } = await read(row.file);
    const left = sections.map((section) => `${section.sectionId} ${section.page}`);
    const missing = gold('sections.csv').filter(({ file, section_id, page }) => {
      if (file !== row.file || section_id === '') return false;
      const at = left.indexOf(`${section_id} ${page}`);
      if (at >= 0) left.splice(at, 1);
      return at < 0;
    });
    expect(missing).toEqual([]);
  });

  it.each(documents)('$file: tables', async (row) => {
    const { blocks } = await read(row.file);
    const tables = blocks.filter((block): block is PlacedTable => block.role === 'table');
    const found = new Set(
      tables.map(({ formId, block }) => `${formId} ${block.parts.map((part) => part.page).join(';')}`),
    );
    const missing = gold('tables.csv').filter(
      ({ file, form_id, pages }) => file === row.file && !found.has(`${form_id} ${pages}`),
    );
    expect(missing).toEqual([]);
  });
});
