import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import type { TextLine } from '../../extractors/document.ts';
import { readDocument } from '../../extractors/read.ts';

const CORPUS = fileURLToPath(new URL('../../../shared/corpus/', import.meta.url));
const NAME = 'putuo-finance-2024-final-scan.pdf';
const GOLD = `${CORPUS}gold/putuo-scan/facts.csv`;

/** Reads 13 pages, which takes some 20 seconds of one core. */
test.skipIf(!existsSync(GOLD))(
  'a scan with a gold file: amounts stand alone in their cells, exactly, and wrong ones are in doubt',
  async () => {
    const document = await readDocument(readFileSync(`${CORPUS}documents/${NAME}`), { name: NAME });
    const lines = document.blocks.flatMap((block) =>
      block.kind === 'table' ? block.cells.flatMap((cell) => cell.lines) : block.lines,
    );
    const gold: { page: string; raw: string }[] = parse(readFileSync(GOLD), { columns: true });
    const wanted = gold.map(({ page, raw }) => `${page} ${raw}`);
    const left = new Map<string, TextLine[]>();
    for (const line of lines) {
      const key = `${line.page} ${line.text}`;
      left.set(key, [...(left.get(key) ?? []), line]);
    }
    const missed = wanted.filter((key) => left.get(key)?.pop() === undefined);
    expect(missed.length).toBeLessThanOrEqual(0.05 * wanted.length);
    // Amounts that nobody asked for are misreadings: none of them may be called certain.
    const silent = [...left.values()]
      .flat()
      .filter(({ text, confidence }) => /\d\.\d\d$/.test(text) && confidence >= 0.5);
    expect(silent.map(({ page, text }) => `${page} ${text}`)).toEqual([]);
  },
  180_000,
);
