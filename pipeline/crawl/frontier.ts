/** What is still to be asked for, by host: start pages and lists first, then what was never seen, then what was seen longest ago. */
import type { PagedList } from './paging.ts';

/** An address to ask for. */
export interface Item {
  url: string;
  /** Id of the source. */
  source: string;
  kind: 'page' | 'list' | 'document';
  depth: number;
  text: string;
  referrer: string;
  /** Time of the last visit; empty when there was none. */
  checked: string;
  /** Of pages of lists that are made from a pattern. */
  list?: PagedList;
  /** Of further pages of lists: how many in a row brought nothing new. */
  barren?: number;
}

interface Queue {
  first: Item[];
  unseen: Item[];
  /** Kept in the order of `checked`, oldest first. */
  seen: Item[];
}

/** The queues of all hosts. An address is taken in once. */
export class Frontier {
  readonly #queues = new Map<string, Queue>();
  readonly #known = new Set<string>();
  /** Told when a host has something to do. */
  onItem: (host: string) => void = () => {};

  /** @returns whether the address was not known yet */
  add(item: Item): boolean {
    if (this.#known.has(item.url)) return false;
    this.#known.add(item.url);
    const { host } = new URL(item.url);
    let queue = this.#queues.get(host);
    if (!queue) {
      queue = { first: [], unseen: [], seen: [] };
      this.#queues.set(host, queue);
    }
    if (item.kind === 'list' || item.depth === 0) queue.first.push(item);
    else if (item.checked === '') queue.unseen.push(item);
    else insert(queue.seen, item);
    this.onItem(host);
    return true;
  }

  /** Whether a host has something to do. */
  isWaiting(host: string): boolean {
    const queue = this.#queues.get(host);
    return queue !== undefined && queue.first.length + queue.unseen.length + queue.seen.length > 0;
  }

  has(url: string): boolean {
    return this.#known.has(url);
  }

  take(host: string): Item | undefined {
    const queue = this.#queues.get(host);
    return queue && (queue.first.shift() ?? queue.unseen.shift() ?? queue.seen.shift());
  }

  /** Everything that is left of a host. */
  drain(host: string): Item[] {
    const queue = this.#queues.get(host);
    if (!queue) return [];
    const left = [...queue.first, ...queue.unseen, ...queue.seen];
    queue.first.length = 0;
    queue.unseen.length = 0;
    queue.seen.length = 0;
    return left;
  }
}

function insert(sorted: Item[], item: Item): void {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle].checked <= item.checked) low = middle + 1;
    else high = middle;
  }
  sorted.splice(low, 0, item);
}
