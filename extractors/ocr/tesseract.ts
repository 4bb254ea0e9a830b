/** The built-in engine: tesseract.js in a few threads, with one reader for text and one for numbers. */
import type { OcrEngine } from './engine.ts';
import { dataName } from './language-data.ts';
import type { Languages } from './settings.ts';
import { libraryVersion, startWorker, type TesseractWorker } from './tesseract-worker.ts';

/**
 * Makes the engine. Threads start at the first reading that needs them.
 * @param workers threads for each of the two readers. One of each keeps two cores busy, and takes 0.5 GB; two of each take
 * 0.9 GB.
 * @throws ReadError `needs-program` when the data of a language are not installed
 */
export function tesseractEngine({ text: languages, numbers: language }: Languages, workers = 1): OcrEngine {
  const text = new Pool(languages, workers);
  const numbers = new Pool([language], workers);
  const data = [...new Set([...languages, language])].map(dataName);
  return {
    name: `tesseract.js ${libraryVersion()} (${data.join(', ')})`,
    parallel: workers,
    inProcess: true,
    read: (picture, options) => (options.numbers ? numbers : text).use((worker) => worker.read(picture, options)),
    async close() {
      await Promise.all([text.close(), numbers.close()]);
    },
  };
}

/**
 * Readings after which a thread is replaced. Its memory only grows (that of a WebAssembly module cannot shrink), by what
 * the largest piece needed.
 */
const READINGS_PER_WORKER = 5000;

/** Threads of one reader. Whoever finds all of them busy waits in line. */
class Pool {
  readonly #languages: readonly string[];
  readonly #size: number;
  #started = 0;
  #idle: TesseractWorker[] = [];
  /** All threads, with the readings that each has done. */
  #all = new Map<TesseractWorker, number>();
  #waiting: (() => void)[] = [];

  constructor(languages: readonly string[], size: number) {
    this.#languages = languages;
    this.#size = size;
  }

  async use<T>(work: (worker: TesseractWorker) => Promise<T>): Promise<T> {
    const worker = await this.#take();
    try {
      const result = await work(worker);
      await this.#giveBack(worker);
      return result;
    } catch (error) {
      // A thread that failed is not trusted with another picture.
      await this.#end(worker);
      throw error;
    } finally {
      this.#waiting.shift()?.();
    }
  }

  async #giveBack(worker: TesseractWorker): Promise<void> {
    const before = this.#all.get(worker);
    // Closed in the meantime.
    if (before === undefined) return;
    const readings = before + 1;
    if (readings >= READINGS_PER_WORKER) return this.#end(worker);
    this.#all.set(worker, readings);
    this.#idle.push(worker);
  }

  async #end(worker: TesseractWorker): Promise<void> {
    if (this.#all.delete(worker)) this.#started--;
    await worker.close();
  }

  async #take(): Promise<TesseractWorker> {
    for (;;) {
      const idle = this.#idle.pop();
      if (idle) return idle;
      if (this.#started < this.#size) return this.#start();
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  async #start(): Promise<TesseractWorker> {
    this.#started++;
    try {
      const worker = await startWorker(this.#languages);
      this.#all.set(worker, 0);
      return worker;
    } catch (error) {
      this.#started--;
      throw error;
    }
  }

  async close(): Promise<void> {
    const all = [...this.#all.keys()];
    this.#all.clear();
    this.#idle = [];
    this.#started = 0;
    await Promise.all(all.map((worker) => worker.close()));
  }
}
