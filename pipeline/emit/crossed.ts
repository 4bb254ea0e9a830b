/** The checks between documents, over the fragments of a run before they are put together. */
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { CrossCheck } from '../../schemas/checks.ts';
import { columnsOf, type DatasetName, type Row } from '../../schemas/datasets.ts';
import { checkAcross } from '../check/across.ts';
import { flagFailed } from '../check/index.ts';
import { pairsOf } from '../check/related.ts';
import { csvLine, csvRows, unguarded } from './csv.ts';

/**
 * Compares documents of the same body. Findings are added to the fragments of the document that they are told of; the
 * facts on both sides of a failed one are flagged. Only documents that have a counterpart in the run are read.
 * @param dirs one folder of fragments per document, in the order of the run
 */
export async function crossDocuments(dirs: readonly string[], checks: readonly CrossCheck[]): Promise<void> {
  const dirOf = new Map<string, string>();
  const documents: Row<'documents'>[] = [];
  for (const dir of dirs)
    for (const row of rowsOf('documents', await cellsOf(dir, 'documents'))) {
      if (row.status === 'duplicate') continue;
      documents.push(row);
      dirOf.set(row.document_id, dir);
    }
  const paired = new Set(
    checks.flatMap((check) => pairsOf(check, documents).flatMap(({ left, right }) => [left, ...right])),
  );
  if (paired.size === 0) return;
  const read = [];
  for (const row of documents)
    if (paired.has(row)) {
      const cells = await cellsOf(dirOf.get(row.document_id)!, 'facts');
      const indicators = await cellsOf(dirOf.get(row.document_id)!, 'indicators');
      read.push({
        row,
        facts: rowsOf('facts', cells),
        indicators: rowsOf('indicators', indicators),
        cells: { facts: cells, indicators },
      });
    }
  const findings = checkAcross(checks, read);
  for (const { row, cells, facts, indicators } of read) {
    const dir = dirOf.get(row.document_id)!;
    const own = findings.filter(({ document_id }) => document_id === row.document_id);
    if (own.length > 0) await appendFile(join(dir, 'findings.csv'), csvRows('findings', own));
    if (flagFailed(facts, findings)) await writeFile(join(dir, 'facts.csv'), withFlags('facts', cells.facts, facts));
    if (flagFailed(indicators, findings))
      await writeFile(join(dir, 'indicators.csv'), withFlags('indicators', cells.indicators, indicators));
  }
}

/** The lines as they were, but for the flags. */
function withFlags(name: DatasetName, cells: readonly string[][], rows: readonly { flags: string }[]): string {
  const flags = columnsOf(name).findIndex((column) => column.name === 'flags');
  return cells.map((line, i) => csvLine(line.with(flags, rows[i].flags))).join('');
}

async function cellsOf(dir: string, name: DatasetName): Promise<string[][]> {
  try {
    return parse(await readFile(join(dir, `${name}.csv`)));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return [];
  }
}

function rowsOf<N extends DatasetName>(name: N, lines: readonly string[][]): Row<N>[] {
  const columns = columnsOf(name);
  return lines.map((line) => {
    const values = columns.map(({ type, sql }, i) => {
      if (type === 'string') return unguarded(line[i]);
      if (line[i] === '') return null;
      // Amounts stay text: they are exact.
      return sql === 'INTEGER' || sql === 'DOUBLE' ? Number(line[i]) : line[i];
    });
    return Object.fromEntries(columns.map((column, i) => [column.name, values[i]])) as Row<N>;
  });
}
