/** Asks a child process to read places again; a child that hangs or dies costs its own document only. */
import { type ChildProcess, fork } from 'node:child_process';
import type { SecondReading } from '../../extractors/second/place.ts';
import type { Answer, Order } from './worker.ts';

const WORKER = new URL(`./worker.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url);
/** Time for opening a file, and for each place on top: a second reading by OCR takes a tenth of this. */
const SECONDS = { file: 120, place: 2 };
/** Documents that one child reads at most: the libraries keep fonts. */
const DOCUMENTS_PER_CHILD = 50;

export class Rereader {
  #child: ChildProcess | undefined;
  #used = 0;

  /** @returns what stands at the places, or a sentence for people why nothing could be read */
  async read(order: Order): Promise<SecondReading | string> {
    const child = this.#ready();
    const answer = await answerOf(child, order);
    if (child.exitCode !== null || child.signalCode !== null || ++this.#used >= DOCUMENTS_PER_CHILD) this.close();
    return 'error' in answer ? answer.error : answer.reading;
  }

  /** Ends the child. */
  close(): void {
    if (this.#child?.connected) this.#child.disconnect();
    this.#child = undefined;
    this.#used = 0;
  }

  #ready(): ChildProcess {
    this.#child ??= fork(WORKER, { stdio: ['ignore', 'ignore', 'ignore', 'ipc'], execArgv: ['--no-warnings'] });
    return this.#child;
  }
}

function answerOf(child: ChildProcess, order: Order): Promise<Answer> {
  return new Promise((resolve) => {
    const seconds = SECONDS.file + SECONDS.place * order.places.length;
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      child.kill('SIGKILL');
    }, seconds * 1000);
    const settle = (answer: Answer) => {
      clearTimeout(timer);
      child.removeAllListeners();
      resolve(answer);
    };
    child.once('message', (answer: Answer) => settle(answer));
    child.once('exit', (code, signal) => {
      const how = late ? `was not done after ${seconds} s` : `crashed (${signal ?? `exit code ${code}`})`;
      settle({ error: `the second reader ${how} on this file` });
    });
    child.once('error', (error) => settle({ error: `the second reader could not be started: ${error.message}` }));
    child.send(order, (error) => error && settle({ error: error.message }));
  });
}
