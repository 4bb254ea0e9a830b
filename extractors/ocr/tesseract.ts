/** The built-in engine: tesseract.js in a few threads, text read with the Chinese data and numbers with the English. */
import type { OcrEngine } from './engine.ts';
import { dataName, type Language } from './language-data.ts';
import { libraryVersion, startWorker, type TesseractWorker } from './tesseract-worker.ts';

/**
 * Makes the engine. Threads start at the first reading that needs them.
 * @param workers threads for each of the two languages. One of each keeps two cores busy, and takes 0.5 GB; two of each
 * take 0.9 GB.
 */
export function tesseractEngine(workers = 1): OcrEngine {
  const text = new Pool('chi_sim', workers);
  const numbers = new Pool('eng', workers);
  let name: string | undefined;
  return {
    get name() {
      name ??= `tesseract.js ${libraryVersion()} (${dataName('chi_sim')}, ${dataName('eng')})`;
      return name;
    },
    parallel: workers,
    read: (picture, options) => (options.numbers ? numbers : text).use((worker) => worker.read(picture, options)),
    async close() {
      await Promise.all([text.close(), numbers.close()]);
    },
  };
}

/** Threads of one language. Whoever finds all of them busy waits in line. */
class Pool {
  readonly #language: Language;
  readonly #size: number;
  #started = 0;
  #idle: TesseractWorker[] = [];
  #all = new Set<TesseractWorker>();
  #waiting: (() => void)[] = [];

  constructor(language: Language, size: number) {
    this.#language = language;
    this.#size = size;
  }

  async use<T>(work: (worker: TesseractWorker) => Promise<T>): Promise<T> {
    const worker = await this.#take();
    try {
      const result = await work(worker);
      this.#idle.push(worker);
      return result;
    } catch (error) {
      // A thread that failed is not trusted with another picture.
      this.#all.delete(worker);
      this.#started--;
      await worker.close();
      throw error;
    } finally {
      this.#waiting.shift()?.();
    }
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
      const worker = await startWorker(this.#language);
      this.#all.add(worker);
      return worker;
    } catch (error) {
      this.#started--;
      throw error;
    }
  }

  async close(): Promise<void> {
    const all = [...this.#all];
    this.#all.clear();
    this.#idle = [];
    this.#started = 0;
    await Promise.all(all.map((worker) => worker.close()));
  }
}
