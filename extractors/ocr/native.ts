/**
 * The program `tesseract` of the system, for who has it: the same engine without WebAssembly, with the language data that
 * are installed with it. Pieces are read many at a time, as starting it takes longer than reading one.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ReadError } from '../errors.ts';
import type { Picture } from '../image/picture.ts';
import type { OcrEngine, ReadLine, ReadOptions } from './engine.ts';
import { parseHocr } from './hocr.ts';
import { nativeName } from './native-data.ts';
import { parameters, toPgm } from './parameters.ts';
import type { Languages } from './settings.ts';

/** Pieces that one process reads, and pieces that are worth having under way. */
const BATCH = 48;
const UNDER_WAY = 32;
/** A process that takes this long (milliseconds) hangs. */
const PATIENCE = 120_000;

/** A piece that waits to be read. */
interface Waiting {
  picture: Picture;
  options: ReadOptions;
  resolve(lines: ReadLine[]): void;
  reject(error: unknown): void;
}

/**
 * @param workers processes at the same time
 * @param program what to call, for tests
 * @throws ReadError `needs-program` when the program or the data of a language are not installed
 */
export function nativeEngine(languages: Languages, workers = 1, program = 'tesseract'): OcrEngine {
  const name = nativeName(languages, program);
  const ended = new AbortController();
  const waiting: Waiting[] = [];
  let running = 0;

  /** Starts processes for what waits, pieces that are read in the same way together. */
  function pump(): void {
    while (running < workers && waiting.length > 0) {
      const way = wayOf(waiting[0]);
      const batch = waiting.filter((piece) => wayOf(piece) === way).slice(0, BATCH);
      for (const piece of batch) waiting.splice(waiting.indexOf(piece), 1);
      running++;
      readBatch(program, languages, batch, ended.signal)
        .then(
          (pages) => batch.forEach((piece, i) => void piece.resolve(pages[i])),
          (error) => batch.forEach((piece) => void piece.reject(error)),
        )
        .finally(() => {
          running--;
          pump();
        });
    }
  }
  return {
    name,
    parallel: UNDER_WAY * workers,
    read: (picture, options) =>
      new Promise((resolve, reject) => {
        waiting.push({ picture, options, resolve, reject });
        // Whoever asks at the same time is read together.
        setImmediate(pump);
      }),
    close: async () => ended.abort(),
  };
}

const wayOf = ({ picture, options }: Waiting): string => JSON.stringify(parameters(picture, options));

async function readBatch(
  program: string,
  { text, numbers }: Languages,
  batch: readonly Waiting[],
  signal: AbortSignal,
): Promise<ReadLine[][]> {
  const folder = await mkdtemp(join(tmpdir(), 'pagefact-ocr-'));
  try {
    const files = batch.map((_, i) => join(folder, `${i}.pgm`));
    await Promise.all(batch.map(({ picture }, i) => writeFile(files[i], toPgm(picture))));
    await writeFile(join(folder, 'list.txt'), files.map((file) => `${file}\n`).join(''));
    const { picture, options } = batch[0];
    const { tessedit_pageseg_mode: mode, user_defined_dpi: dpi, ...settings } = parameters(picture, options);
    const language = options.numbers ? numbers : text.join('+');
    const pairs = Object.entries({ ...settings, hocr_char_boxes: '1' }).flatMap(([k, v]) => ['-c', `${k}=${v}`]);
    await call(
      program,
      ['list.txt', 'out', '-l', language, '--psm', mode, '--dpi', dpi, ...pairs, 'hocr'],
      folder,
      signal,
    );
    const pages = parseHocr(await readFile(join(folder, 'out.hocr'), 'utf8'));
    if (pages.length === batch.length) return pages;
    throw new ReadError('corrupt', `tesseract gave ${pages.length} readings for ${batch.length} pictures`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Runs the program to its end. */
function call(program: string, args: readonly string[], cwd: string, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    // One thread each: how many run is decided above, and its own threads slow small pictures down.
    const env = { ...process.env, OMP_THREAD_LIMIT: '1' };
    const child = spawn(program, args, { cwd, env, signal, timeout: PATIENCE, stdio: ['ignore', 'ignore', 'pipe'] });
    let errors = '';
    child.stderr.on('data', (chunk) => {
      errors = (errors + String(chunk)).slice(-2000);
    });
    child.once('error', reject);
    child.once('close', (code, killed) => {
      if (code === 0) return resolve();
      const how = killed ? `was stopped (${killed})` : `ended with exit code ${code}`;
      const said = errors.trim().split('\n').at(-1);
      reject(new ReadError('limit', `tesseract ${how}${said ? `: ${said}` : ''}`));
    });
  });
}
