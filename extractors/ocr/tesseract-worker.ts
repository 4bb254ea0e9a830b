/** One thread of tesseract.js with one language. */
import { createRequire } from 'node:module';
import type { Worker as Thread } from 'node:worker_threads';
import { createWorker, OEM, type Page, type PSM, type Worker } from 'tesseract.js';
import { ReadError } from '../errors.ts';
import type { Picture } from '../image/picture.ts';
import type { ReadLine, ReadOptions } from './engine.ts';
import { dataFolder, type Language } from './language-data.ts';

/** Tesseract's page segmentation modes: 7 one line, 6 one block of lines, 3 a page. */
const SEGMENTATION = { line: '7', block: '6', page: '3' } as const;
const NUMBER_CHARACTERS = '0123456789.,-+%()';
/** A page of text takes 3 seconds; one reading that takes this long (milliseconds) hangs. */
const PATIENCE = 60_000;

export interface TesseractWorker {
  read(picture: Picture, options: ReadOptions): Promise<ReadLine[]>;
  close(): Promise<void>;
}

/** Starts a thread. It keeps the process alive only while it reads. */
export async function startWorker(language: Language): Promise<TesseractWorker> {
  const worker = await createWorker(language, OEM.LSTM_ONLY, {
    langPath: dataFolder(language),
    cacheMethod: 'none',
    gzip: true,
    // Without a handler the library throws out of its message loop. Errors also come back from `recognize`.
    errorHandler: () => {},
  });
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

/** Everything that a reading depends on is set for each one and set back after it. */
function parameters(picture: Picture, options: ReadOptions): Record<string, string> {
  return {
    tessedit_pageseg_mode: SEGMENTATION[options.shows] as PSM,
    user_defined_dpi: String(Math.round(picture.dpi)),
    tessedit_char_whitelist: options.numbers ? NUMBER_CHARACTERS : '',
    // Nothing learnt from one picture may help or harm the next: no dictionary of the words seen, no adaption.
    tessedit_enable_doc_dict: '0',
    classify_enable_learning: '0',
    // Some builds print statistics of odd lines.
    debug_file: '/dev/null',
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

/** Portable grey map: the plainest form that the engine takes, no compression on either side. */
function toPgm(picture: Picture): Buffer {
  return Buffer.concat([Buffer.from(`P5\n${picture.width} ${picture.height}\n255\n`, 'latin1'), picture.data]);
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
