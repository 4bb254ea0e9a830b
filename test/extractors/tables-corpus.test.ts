/** Real documents, where they are at hand: grids as checked by hand, and the ground truth of the ICDAR 2013 competition. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import type { Table } from '../../extractors/document.ts';
import { readPdfContents } from '../../extractors/pdf/read.ts';
import { findPageTables, joinContinuations } from '../../extractors/tables/index.ts';

const corpus = new URL('../../../shared/corpus/', import.meta.url).pathname;

async function tablesOf(file: string): Promise<Table[]> {
  const { pages } = await readPdfContents(readFileSync(file));
  return joinContinuations(
    pages.flatMap((page) => findPageTables(page).tables),
    pages,
  );
}

/** Rows with text that are not wholly a header. */
const bodyRows = (table: Table) =>
  new Set(table.cells.filter((c) => !c.header && c.lines.length > 0).map((c) => c.row)).size;

const sketch = (table: Table) => `${table.parts.map((p) => p.page).join(';')} ${bodyRows(table)}x${table.cols}`;

describe.skipIf(!existsSync(`${corpus}gold`))('forms of real disclosures', () => {
  const golds = existsSync(`${corpus}gold`) ? readdirSync(`${corpus}gold`).sort() : [];
  const rows = golds
    .map((name) => `${corpus}gold/${name}/tables.csv`)
    .filter((file) => existsSync(file))
    .flatMap((file) => parse(readFileSync(file), { columns: true }) as Record<string, string>[])
    .filter((row) => row.file.endsWith('.pdf') && !row.file.includes('scan'));
  const files = [...new Set(rows.map((row) => row.file))];
  test.each(files.map((file, i) => [i + 1, file] as const))(
    'document %i: pages, rows and columns of every form',
    async (_, file) => {
      const found = (await tablesOf(`${corpus}documents/${file}`)).map(sketch);
      const wanted = rows
        .filter((row) => row.file === file)
        .map((row) => `${row.pages} ${row.data_rows}x${row.columns}`);
      expect(found).toEqual(expect.arrayContaining(wanted));
    },
  );
});

const eu = `${corpus}icdar2013/eu/`;

/** Documents without a table on these pages' prose: every table found must stand on a page of the ground truth. */
describe.skipIf(!existsSync(eu))('ICDAR 2013', () => {
  const names = existsSync(eu)
    ? readdirSync(eu)
        .filter((f) => f.endsWith('.pdf'))
        .sort()
    : [];
  const share = { right: 0, wanted: 0 };
  test.each(names)('%s: as many tables on each page as the ground truth has', async (name) => {
    const xml = readFileSync(`${eu}${name.replace('.pdf', '-str.xml')}`, 'utf8');
    const truth = [...xml.matchAll(/<table[^>]*>[\s\S]*?<region[^>]*page=['"](\d+)['"]/g)].map((m) => Number(m[1]));
    const tables = await tablesOf(eu + name);
    expect(tables.map((t) => t.parts[0].page).sort()).toEqual(truth.sort());
    for (const content of xml.matchAll(/<content>([^<]*)<\/content>/g)) {
      share.wanted++;
      const bare = content[1].replace(/\W/g, '').toLowerCase();
      if (
        tables.some((t) =>
          t.cells.some(
            (c) =>
              c.lines
                .map((l) => l.text)
                .join('')
                .replace(/\W/g, '')
                .toLowerCase() === bare,
          ),
        )
      )
        share.right++;
    }
  });
  test('nearly every cell text is found whole', () => {
    expect(share.right / share.wanted).toBeGreaterThan(0.97);
  });
});
