/**
 * CPU time per page for text and tables, beside LiteParse with `extractBlocks`, on the same files in one run.
 *
 *   npm ci --prefix bench && node bench/tables.ts [FOLDER] [--pages 1000] [--rounds 3]
 *
 * The native PDFs of the folder are copied until there are enough pages. Each reader works through all files in a
 * process of its own, the readers taking turns; what counts is user and system time of the whole process with all its
 * threads, start-up included, and of the rounds the quickest. Both are measured as they are published: compiled to
 * JavaScript (Pagefact into `bench/dist`), in Node as it is started by default, each process loading its own reader
 * alone.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

/** What one pass over all files gave. */
interface Pass {
  pages: number;
  tables: number;
  cpuSeconds: number;
}

type Reader = (file: string) => Promise<{ pages: number; tables: number }>;

/** What is used of LiteParse, which only this comparison needs and which is installed for it alone. */
interface LiteParse {
  parse(file: string): Promise<{ pages: { blocks?: { kind: string }[] }[] }>;
}
const LITEPARSE: string = '@llamaindex/liteparse';

/** What is used of the compiled program. */
type Program = Pick<typeof import('../extractors/read.ts'), 'readDocument'>;
const PROGRAM = fileURLToPath(new URL('dist', import.meta.url));

const readers: Record<string, () => Promise<Reader>> = {
  Pagefact: async () => {
    const { readDocument }: Program = await import(`${PROGRAM}/extractors/read.js`);
    return async (file) => {
      const { pages, blocks } = await readDocument(readFileSync(file), { name: file, ocr: 'off' });
      return { pages: pages.length, tables: blocks.filter(({ kind }) => kind === 'table').length };
    };
  },
  LiteParse: async () => {
    const { LiteParse } = await import(LITEPARSE);
    const options = { extractBlocks: true, ocrEnabled: false, quiet: true, maxPages: 100_000 };
    const parser: LiteParse = new LiteParse(options);
    return async (file) => {
      const { pages } = await parser.parse(file);
      const blocks = pages.flatMap((page) => page.blocks ?? []);
      return { pages: pages.length, tables: blocks.filter(({ kind }) => kind === 'table').length };
    };
  },
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    pages: { type: 'string', default: '1000' },
    rounds: { type: 'string', default: '3' },
    reader: { type: 'string' },
  },
});
if (values.reader === undefined) await compare();
else console.log(JSON.stringify(await pass(await readers[values.reader](), positionals[0])));

async function pass(read: Reader, folder: string): Promise<Pass> {
  const sum = { pages: 0, tables: 0 };
  for (const name of readdirSync(folder).sort()) {
    const { pages, tables } = await read(join(folder, name));
    sum.pages += pages;
    sum.tables += tables;
  }
  const { user, system } = process.cpuUsage();
  return { ...sum, cpuSeconds: (user + system) / 1e6 };
}

async function compare(): Promise<void> {
  const folder = positionals[0] ?? fileURLToPath(new URL('../samples/documents', import.meta.url));
  const work = mkdtempSync(join(tmpdir(), 'pagefact-bench-'));
  // Only the measuring process needs what follows, so the measured ones do not load it.
  const { copies } = await import('./copies.ts');
  compile();
  try {
    const wanted = await copies(folder, Number(values.pages), work);
    const passes = new Map<string, Pass[]>();
    for (let round = 0; round < Number(values.rounds); round++) {
      for (const name of Object.keys(readers)) {
        const args = [fileURLToPath(import.meta.url), work, '--reader', name];
        const found = JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as Pass;
        // Pages that were not read cost no time: the figures would flatter.
        if (found.pages !== wanted) throw new Error(`${name} read ${found.pages} of ${wanted} pages`);
        passes.set(name, [...(passes.get(name) ?? []), found]);
      }
    }
    const best = [...passes].map(([name, all]) => report(name, all));
    console.log(`CPU time of Pagefact to that of LiteParse: ${(best[0] / best[1]).toFixed(2)}`);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Compiles the program as its package is built. */
function compile(): void {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  execFileSync(process.execPath, [tsc, '-p', 'tsconfig.build.json', '--outDir', PROGRAM], { cwd: root });
}

/** Prints the figures of a reader. @returns its CPU seconds in the quickest round */
function report(name: string, passes: readonly Pass[]): number {
  const seconds = passes.map(({ cpuSeconds }) => cpuSeconds);
  const best = Math.min(...seconds);
  const { pages, tables } = passes[0];
  const all = seconds.map((s) => s.toFixed(2)).join(', ');
  console.log(
    `${name.padEnd(10)} ${pages} pages, ${tables} tables: CPU ${all} s; ${((1000 * best) / pages).toFixed(2)} ms a page`,
  );
  return best;
}
