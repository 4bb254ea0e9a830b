/** The journal of a crawl that is under way: one line per visit, appended at once, so that a kill loses nothing. */
import { closeSync, existsSync, fdatasyncSync, openSync, readFileSync, rmSync, truncateSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Visit } from './visit.ts';

const NAME = 'journal.jsonl';
/** A journal older than this belongs to an earlier night: it is closed as it is, and a new crawl begins. */
const RESUMED_WITHIN_MS = 20 * 3600 * 1000;

/** Something worth knowing that is no visit: an old TLS version, a host that was left alone. */
export interface Note {
  at: string;
  note: string;
}

interface Beginning {
  crawl: string;
  started: string;
}

type Line = Beginning | Visit | Note;

/** The journal of the crawl of one folder. */
export class Journal {
  readonly #file: string;
  #fd: number;
  #synced = performance.now();
  readonly started: string;
  /** What an interrupted part of this crawl did, in its order. */
  readonly visits: Visit[] = [];
  readonly notes: Note[] = [];

  /** Opens the journal of a folder, or begins one. A last line that was cut is dropped. */
  constructor(dir: string, now: Date) {
    this.#file = join(dir, NAME);
    const lines = existsSync(this.#file) ? readLines(this.#file) : [];
    const first = lines[0] as Beginning | undefined;
    for (const line of lines.slice(1)) {
      if ('note' in line) this.notes.push(line);
      else if ('url' in line) this.visits.push(line);
    }
    this.started = first?.started ?? now.toISOString();
    this.#fd = openSync(this.#file, 'a');
    if (!first) this.#append({ crawl: 'pagefact', started: this.started });
  }

  /** Whether it was begun so long ago that it is not gone on with. */
  isOld(now: Date): boolean {
    return now.getTime() - Date.parse(this.started) > RESUMED_WITHIN_MS;
  }

  visit(visit: Visit): void {
    this.#append(visit);
    this.visits.push(visit);
  }

  note(note: string, now: Date): void {
    const line = { at: now.toISOString(), note };
    this.#append(line);
    this.notes.push(line);
  }

  /** A killed process leaves what was written to the system; only a power cut can cost the last second. */
  #append(line: Line): void {
    writeSync(this.#fd, `${JSON.stringify(line)}\n`);
    if (performance.now() - this.#synced < 1000) return;
    fdatasyncSync(this.#fd);
    this.#synced = performance.now();
  }

  close(): void {
    fdatasyncSync(this.#fd);
    closeSync(this.#fd);
  }

  /** Everything stands in the history: the journal has done its work. */
  remove(): void {
    closeSync(this.#fd);
    rmSync(this.#file, { force: true });
  }
}

function readLines(file: string): Line[] {
  const text = readFileSync(file, 'utf8');
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  if (whole.length < text.length) truncateSync(file, Buffer.byteLength(whole));
  return whole
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);
}
