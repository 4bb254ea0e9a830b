/**
 * Hostile and odd files, all in one run through the command line: what came of each, and whether it is what must come of it.
 *
 *   node bench/hostile.ts [--only PATTERN] [--ocr off]
 *
 * Ends with exit code 1 where one gave something else, or a file was made beside the output folder.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { parse } from 'csv-parse/sync';
import { unguarded } from '../pipeline/emit/csv.ts';
import { hostileFiles } from './hostile-files.ts';

const { values } = parseArgs({
  options: { only: { type: 'string', default: '' }, ocr: { type: 'string', default: 'auto' } },
});
const bin = fileURLToPath(new URL('../pipeline/bin.js', import.meta.url));
const files = Object.entries(hostileFiles()).filter(([name]) => new RegExp(values.only).test(name));

const work = mkdtempSync(join(tmpdir(), 'pagefact-hostile-'));
try {
  const [documents, out] = [join(work, 'documents'), join(work, 'out')];
  mkdirSync(documents);
  for (const [name, { bytes }] of files) writeFileSync(join(documents, name), bytes());
  // In GBK, as archives from Windows have them: no name that UTF-8 knows.
  writeFileSync(
    Buffer.concat([Buffer.from(`${documents}/`), Buffer.from('d4a4cbe3', 'hex'), Buffer.from('.pdf')]),
    'x',
  );
  symlinkSync('loop.pdf', join(documents, 'loop.pdf'));
  symlinkSync('.', join(documents, 'circle'));
  const began = performance.now();
  const { status, signal } = spawnSync(
    process.execPath,
    [bin, 'run', documents, '--out', out, '--ocr', values.ocr, '--no-store'],
    { stdio: 'ignore' },
  );
  console.log(`exit code ${status ?? signal} after ${((performance.now() - began) / 1000).toFixed(0)} s\n`);
  const rows: Record<string, string>[] = parse(readFileSync(join(out, 'documents.csv')), { columns: true });
  const must = new Map(files.map(([name, { told }]) => [name, told]));
  const wrong = rows.filter(({ file, status: found, reason }) => {
    const right = must.get(unguarded(file))?.test(`${found} ${reason}`) ?? /^failed /.test(`${found} ${reason}`);
    console.log(
      `| \`${JSON.stringify(unguarded(file)).slice(1, -1)}\` | ${found} | ${reason} |${right ? '' : ' WRONG'}`,
    );
    return !right;
  });
  const beside = readdirSync(work).filter((name) => name !== 'documents' && name !== 'out');
  if (wrong.length > 0 || beside.length > 0 || rows.length !== files.length + 2) process.exitCode = 1;
} finally {
  rmSync(work, { recursive: true, force: true });
}
