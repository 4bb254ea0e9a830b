/**
 * Memory and time of the emit stage over very many documents: what the documents gave is made up on the way, so that
 * only the emit stage is measured.
 *
 *   node bench/emit.ts [--documents 1000,10000,100000] [--append 100]
 *
 * Every body has a budget and final accounts, so that the checks between documents read all of them. Each size runs in a
 * process of its own. With `--append` the datasets are in parts, so many documents are new in a second night, and what
 * that night writes is told too.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type EmitOptions, emit } from '../pipeline/emit/emit.ts';
import { emitParts } from '../pipeline/emit/parts/emit.ts';
import { publishParts } from '../pipeline/emit/publish.ts';
import { BUILT_IN_PACK } from '../pipeline/run/run.ts';
import { Entries } from '../pipeline/store/entries.ts';
import { FolderStore } from '../pipeline/store/folder.ts';
import type { Key } from '../pipeline/store/store.ts';
import { loadPack } from '../schemas/pack.ts';
import { entryOf, listed } from './made.ts';

const { values } = parseArgs({
  options: {
    documents: { type: 'string', default: '1000,10000,100000' },
    append: { type: 'string' },
    one: { type: 'string' },
  },
});
/** As `pipeline/bin.js` sets them. */
const FLAGS = ['--max-semi-space-size=4', '--semi-space-growth-factor=1'];

/** A store that has every document, and keeps what comparing them gave. */
class MadeEntries extends Entries {
  override get = async (key: Key) => (key.startsWith('map/') ? entryOf(key) : super.get(key));
}

async function measure(count: number, append: number | undefined): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'pagefact-emit-'));
  try {
    const options: EmitOptions = {
      entries: new MadeEntries(new FolderStore(join(dir, 'store'), { sync: false })),
      checks: loadPack(BUILT_IN_PACK).checks.cross,
      remember: append !== undefined,
      version: { name: 'pagefact', version: '0' },
    };
    const ready = folder(dir, 'ready');
    if (append === undefined) {
      await told(
        `${count} documents`,
        () => emit(listed(count, ready), ready, options),
        () => bytesIn(ready),
      );
      return;
    }
    const out = folder(dir, 'out');
    for (const all of [count, count + append]) {
      const night = folder(dir, `night-${all}`);
      const list = listed(all, folder(dir, `list-${all}`));
      await told(
        `${all} documents`,
        () => emitParts(list, night, out, options),
        () => bytesIn(night),
      );
      writeFileSync(join(night, 'run.json'), '{}');
      await publishParts(night, out);
    }
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** Does something and prints what it took, and how many bytes it wrote. */
async function told(
  what: string,
  work: () => Promise<{ timings: Record<string, number> }>,
  bytes: () => number,
): Promise<void> {
  const [began, before] = [performance.now(), process.cpuUsage()];
  const { timings } = await work();
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(before);
  const steps = Object.entries(timings).map(([name, ms]) => `${name} ${(ms / 1000).toFixed(1)}`);
  const peak = Math.round(process.resourceUsage().maxRSS / 1024);
  console.log(
    `${what}: peak memory ${peak} MiB, ${seconds.toFixed(1)} s (CPU ${((user + system) / 1e6).toFixed(1)} s; ${steps.join(', ')}), ${(bytes() / 2 ** 20).toFixed(1)} MiB written`,
  );
}

function folder(dir: string, name: string): string {
  mkdirSync(join(dir, name));
  return join(dir, name);
}

/** Bytes of the files in a folder that are not hidden. */
const bytesIn = (dir: string): number =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);

const append = values.append === undefined ? undefined : Number(values.append);
if (values.one !== undefined) await measure(Number(values.one), append);
else
  for (const count of values.documents.split(',')) {
    const args = ['--one', count, ...(append === undefined ? [] : ['--append', String(append)])];
    const script = fileURLToPath(import.meta.url);
    console.log(execFileSync(process.execPath, [...FLAGS, script, ...args], { encoding: 'utf8' }).trim());
  }
