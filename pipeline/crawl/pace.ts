/** Manners towards hosts: one request at a time, a pause after each, a budget, and rest where a host asks for it. */
import { setTimeout as sleep } from 'node:timers/promises';
import { hostSettingsOf, type Plan } from './sources.ts';

/** Answers in a row that are walls, or none at all, after which a host is left alone until the next crawl. */
const MOST_STRIKES = 5;

/** A host is not asked any more in this crawl. */
export class ClosedError extends Error {
  override name = 'ClosedError';
}

interface Host {
  delayMs: number;
  budget: number;
  used: number;
  strikes: number;
  /** Earliest time of the next request, in milliseconds of the monotonic clock. */
  free: number;
  closed: string;
  /** Ends when the request before is over. */
  turn: Promise<unknown>;
}

/** All hosts of one crawl. A host is a name with its port. */
export class Pace {
  readonly #plan: Plan;
  readonly #signal: AbortSignal | undefined;
  readonly #hosts = new Map<string, Host>();
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(plan: Plan, signal?: AbortSignal) {
    this.#plan = plan;
    this.#signal = signal;
  }

  /** Counts requests that an interrupted part of the same crawl made. */
  countEarlier(url: URL): void {
    this.#host(url).used++;
  }

  /** The longest of the configured delay and what robots.txt asks for (seconds, up to `patience`). */
  slowDown(url: URL, seconds: number): void {
    const host = this.#host(url);
    host.delayMs = Math.max(host.delayMs, Math.min(seconds, this.#plan.limits.patience) * 1000);
  }

  /**
   * Does one request when it is its host's turn.
   * @throws ClosedError when the host is not to be asked any more
   */
  async turn<T>(url: URL, work: () => Promise<T>): Promise<T> {
    const host = this.#host(url);
    const before = host.turn;
    const own = (async () => {
      await before.catch(() => {});
      this.#refuse(url);
      await this.#until(() => host.free);
      this.#refuse(url);
      await this.#slot();
      host.used++;
      try {
        return await work();
      } finally {
        host.free = Math.max(host.free, performance.now() + host.delayMs);
        this.#running--;
        this.#waiting.shift()?.();
      }
    })();
    host.turn = own;
    return own;
  }

  /**
   * A host asks to be left alone for a while.
   * @returns whether it is waited for; if not, the host is closed for this crawl
   */
  rest(url: URL, seconds: number): boolean {
    const host = this.#host(url);
    if (seconds > this.#plan.limits.patience) {
      this.close(url, `asked to come back in ${Math.round(seconds)} s`);
      return false;
    }
    host.free = Math.max(host.free, performance.now() + seconds * 1000);
    return true;
  }

  /** Seconds between two requests. */
  pause(url: URL): number {
    return this.#host(url).delayMs / 1000;
  }

  /** Another answer was a wall, or none at all. */
  strike(url: URL, what: string): void {
    const host = this.#host(url);
    host.strikes++;
    if (host.strikes >= MOST_STRIKES) this.close(url, `${MOST_STRIKES} times in a row: ${what}`);
  }

  /** An ordinary answer. */
  fine(url: URL): void {
    this.#host(url).strikes = 0;
  }

  close(url: URL, reason: string): void {
    this.#host(url).closed ||= reason;
  }

  /** Why a host is not asked any more; empty while it is. */
  closed(url: URL): string {
    return whyClosed(this.#host(url));
  }

  /** Hosts that are not asked any more, with the reasons. */
  closedHosts(): [host: string, reason: string][] {
    return [...this.#hosts].flatMap(([name, host]) => (whyClosed(host) === '' ? [] : [[name, whyClosed(host)]]));
  }

  #refuse(url: URL): void {
    this.#signal?.throwIfAborted();
    const reason = this.closed(url);
    if (reason !== '') throw new ClosedError(reason);
  }

  /** The time may move while it is waited for. */
  async #until(free: () => number): Promise<void> {
    for (let left = free() - performance.now(); left > 0; left = free() - performance.now())
      await sleep(left, undefined, { signal: this.#signal });
  }

  /** Not more than `parallel` requests at a time over all hosts. */
  async #slot(): Promise<void> {
    if (this.#running >= this.#plan.parallel) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#running++;
  }

  #host(url: URL): Host {
    const known = this.#hosts.get(url.host);
    if (known) return known;
    const { delay = this.#plan.delay, budget = this.#plan.budget } = hostSettingsOf(this.#plan, url);
    const host = { delayMs: delay * 1000, budget, used: 0, strikes: 0, free: 0, closed: '', turn: Promise.resolve() };
    this.#hosts.set(url.host, host);
    return host;
  }
}

const whyClosed = ({ closed, used, budget }: Host): string =>
  closed || (used >= budget ? `the budget of ${budget} requests is used up` : '');
