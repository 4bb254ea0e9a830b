/** Against hand-checked documents, where they lie beside the project. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import type { Document, TextLine } from '../../extractors/document.ts';
import { readDocx } from '../../extractors/docx/read.ts';
import { readDoc } from '../../extractors/office/doc.ts';

const CORPUS = join(import.meta.dirname, '../../../shared/corpus');
const GOLD = join(CORPUS, 'gold');
const hasOffice = spawnSync('soffice', ['--version'], { stdio: 'ignore' }).status === 0;

interface GoldRow {
  file: string;
  page: string;
  raw: string;
}

function goldRows(extension: string): Map<string, GoldRow[]> {
  const byFile = new Map<string, GoldRow[]>();
  for (const set of existsSync(GOLD) ? readdirSync(GOLD) : []) {
    const facts = join(GOLD, set, 'facts.csv');
    const rows: GoldRow[] = existsSync(facts) ? parse(readFileSync(facts), { columns: true }) : [];
    for (const row of rows) {
      if (row.file.endsWith(extension)) byFile.set(row.file, [...(byFile.get(row.file) ?? []), row]);
    }
  }
  return byFile;
}

function textOfPages(document: Document): Map<number, string> {
  const pages = new Map<number, string>();
  const add = (line: TextLine) => pages.set(line.page, `${pages.get(line.page) ?? ''}\n${line.text}`);
  for (const block of document.blocks) {
    if (block.kind === 'paragraph') block.lines.forEach(add);
    else for (const cell of block.cells) cell.lines.forEach(add);
  }
  return pages;
}

function missing(document: Document, rows: readonly GoldRow[]): string[] {
  const pages = textOfPages(document);
  return rows
    .filter(({ page, raw }) => !pages.get(Number(page))?.includes(raw))
    .map(({ page, raw }) => `${page}: ${raw}`);
}

describe('hand-checked Word documents', () => {
  const gold = [...goldRows('.docx')];
  it.skipIf(gold.length === 0)('every checked number stands on its page', async () => {
    for (const [file, rows] of gold) {
      const document = await readDocx(readFileSync(join(CORPUS, 'documents', file)), { name: file });
      expect(missing(document, rows), file).toEqual([]);
    }
  });

  it.skipIf(gold.length === 0 || !hasOffice)('also when the document is an old .doc', async () => {
    for (const [file, rows] of gold) {
      const old = join(CORPUS, 'documents', file.replace(/x$/, ''));
      if (!existsSync(old)) continue;
      const document = await readDoc(readFileSync(old), { name: file });
      expect(document.pageMethod).toBe('rendered');
      expect(missing(document, rows), file).toEqual([]);
    }
  });
});
