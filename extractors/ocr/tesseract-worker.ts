/** One thread of tesseract.js with the data of one reader. */
import { createRequire } from 'node:module';
import type { Worker as Thread } from 'node:worker_threads';
import { createWorker, OEM, type Page, type Worker } from 'tesseract.js';
import { ReadError } from '../errors.ts';
import type { Picture } from '../image/picture.ts';
import type { ReadLine, ReadOptions } from './engine.ts';
import { dataFolder } from './language-data.ts';
import { parameters, toPgm } from './parameters.ts';

/** A page of text takes 3 seconds; one reading that takes this long (milliseconds) hangs. */
const PATIENCE = 60_000;

export interface TesseractWorker {
  read(picture: Picture, options: ReadOptions): Promise<ReadLine[]>;
  close(): Promise<void>;
}

/** Starts a thread. It keeps the process alive only while it reads. */
export async function startWorker(languages: readonly string[]): Promise<TesseractWorker> {
  const { folder, remove } = dataFolder(languages);
  const worker = await createWorker(languages.join('+'), OEM.LSTM_ONLY, {
    langPath: folder,
    cacheMethod: 'none',
    gzip: true,
    // Without a handler the library throws out of its message loop. Errors also come back from `recognize`.
    errorHandler: () => {},
  }).finally(remove);
  const thread = (worker as Worker & { worker: Thread }).worker;
  thread.unref();
  return {
    async read(picture, options) {
      thread.ref();
      try {
        const { data } = await endedBy(
          thread,
          worker.recognize(toPgm(picture), parameters(picture, options), { blocks: true }),
        );
        return toLines(data);
      } finally {
        thread.unref();
      }
    },
    close: async () => {
      await worker.terminate();
    },
  };
}

/** The library's promise never settles when its thread dies, so the thread's end and a clock are watched too. */
async function endedBy<T>(thread: Thread, work: Promise<T>): Promise<T> {
  let fail: (reason: unknown) => void = () => {};
  const ended = new Promise<never>((_, reject) => {
    fail = reject;
  });
  const died = () => fail(new ReadError('limit', 'the reading engine stopped, probably for want of memory'));
  const clock = setTimeout(() => fail(new ReadError('limit', 'the reading engine did not answer')), PATIENCE);
  thread.once('exit', died);
  thread.once('error', died);
  try {
    return await Promise.race([work, ended]);
  } catch (error) {
    throw error instanceof ReadError ? error : new ReadError('corrupt', `the reading engine failed: ${String(error)}`);
  } finally {
    clearTimeout(clock);
    thread.off('exit', died);
    thread.off('error', died);
  }
}

function toLines(page: Page): ReadLine[] {
  const lines: ReadLine[] = [];
  for (const block of page.blocks ?? []) {
    for (const paragraph of block.paragraphs) {
      for (const line of paragraph.lines) {
        const symbols = line.words
          .flatMap((word) => word.symbols)
          .filter((symbol) => symbol.text.trim() !== '')
          .map(({ text, confidence, bbox }) => ({ text, confidence: confidence / 100, box: bbox }));
        if (symbols.length > 0) lines.push({ symbols, box: line.bbox });
      }
    }
  }
  return lines;
}

/** The version of tesseract.js that is installed. */
export function libraryVersion(): string {
  return (createRequire(import.meta.url)('tesseract.js/package.json') as { version: string }).version;
}
