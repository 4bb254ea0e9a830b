/** The way through all sources: hosts side by side, each host one address after the other. */

import { LeftError } from './follow.ts';
import { Frontier, type Item } from './frontier.ts';
import type { Target } from './judge.ts';
import { ClosedError, type Pace } from './pace.ts';
import { listBeginning, nextOf } from './paging.ts';
import type { Known, Visit } from './visit.ts';
import type { Seen, Tour, Visited } from './visitor.ts';

/** Pages of a list in a row that bring nothing new: the list is over, or goes round. */
const MOST_BARREN = 2;

/** An address that was not asked for, with the reason. */
export interface Left {
  url: string;
  source: string;
  reason: string;
  /** A start page: without it nothing of the source can be found. */
  start: boolean;
}

export interface WalkOptions {
  tours: ReadonlyMap<string, Tour>;
  known: ReadonlyMap<string, Known>;
  pace: Pace;
  /** Visits an address, or tells what an earlier part of this crawl saw there; nothing: it is only listed. */
  visit(item: Item, tour: Tour): Promise<Visited | undefined>;
  signal?: AbortSignal;
}

/** One walk. */
export class Walk {
  readonly #options: WalkOptions;
  readonly #frontier = new Frontier();
  readonly #active = new Map<string, Promise<void>>();
  readonly #pages = new Map<string, number>();
  /** What pages said: a page that says the same at another address is not looked through again. */
  readonly #said = new Set<string>();
  readonly #left = new Map<string, Left>();
  #failure: unknown;

  constructor(options: WalkOptions) {
    this.#options = options;
    this.#frontier.onItem = (host) => this.#wake(host);
  }

  /** Walks from the start pages to the end. @throws whatever the signal was aborted with */
  async all(): Promise<void> {
    for (const { source, links } of this.#options.tours.values())
      for (const url of links.start)
        this.#add({ url, source: source.id, kind: 'page', depth: 0, text: '', referrer: '' });
    await this.#idle();
    this.#addUnlinked();
    await this.#idle();
  }

  /** Documents that no page leads to any more: they may be gone, or replaced where nobody looks. */
  #addUnlinked(): void {
    for (const one of this.#options.known.values()) {
      const tour = this.#options.tours.get(one.source);
      if (!tour || !one.document || one.sha256 === '' || one.state === 'moved') continue;
      const { url, source, kind, title } = one;
      this.#add({
        url,
        source,
        kind,
        depth: tour.source.depth,
        text: kind === 'document' ? title : '',
        referrer: one.referrer,
      });
    }
  }

  #add(item: Omit<Item, 'checked'>): boolean {
    return this.#frontier.add({ ...item, checked: this.#options.known.get(item.url)?.last_checked ?? '' });
  }

  #wake(host: string): void {
    if (this.#active.has(host) || this.#failure) return;
    const own = this.#host(host)
      .catch((error) => {
        this.#failure ??= error;
      })
      .finally(() => {
        this.#active.delete(host);
        // Something may have come between the last look and this.
        if (this.#frontier.isWaiting(host)) this.#wake(host);
      });
    this.#active.set(host, own);
  }

  async #idle(): Promise<void> {
    while (this.#active.size > 0) await Promise.all(this.#active.values());
    if (this.#failure) throw this.#failure;
  }

  async #host(host: string): Promise<void> {
    // Let the caller finish adding before the first address is chosen.
    await Promise.resolve();
    for (let item = this.#frontier.take(host); item && !this.#failure; item = this.#frontier.take(host)) {
      this.#options.signal?.throwIfAborted();
      try {
        await this.#one(item);
      } catch (error) {
        if (!(error instanceof LeftError) && !(error instanceof ClosedError)) throw error;
        this.#leave(item, error.message);
        if (!(error instanceof ClosedError) || new URL(item.url).host !== host) continue;
        if (this.#options.pace.closed(new URL(item.url)) === '') continue;
        for (const rest of this.#frontier.drain(host)) this.#leave(rest, error.message);
      }
    }
  }

  #leave({ url, source, depth }: Pick<Item, 'url' | 'source' | 'depth'>, reason: string): void {
    this.#left.set(url, { url, source, reason, start: depth === 0 });
  }

  /** What was not asked for, each address once. */
  get left(): Left[] {
    return [...this.#left.values()];
  }

  async #one(item: Item): Promise<void> {
    const tour = this.#options.tours.get(item.source)!;
    if (item.kind !== 'document') {
      const count = (this.#pages.get(item.source) ?? 0) + 1;
      this.#pages.set(item.source, count);
      if (count > tour.source.most_pages)
        return this.#leave(item, `past the limit most_pages (${tour.source.most_pages}) of the source`);
    }
    const visited = await this.#options.visit(item, tour);
    if (visited?.seen) this.#discover(item, tour, visited.visit, visited.seen);
  }

  #discover(item: Item, tour: Tour, visit: Visit, seen: Seen): void {
    const { source, links } = tour;
    if (visit.said !== '' && item.depth > 0) {
      if (this.#said.has(visit.said)) return;
    }
    this.#said.add(visit.said);
    const { targets, left } = links.judge(seen.page, seen.address);
    for (const one of left)
      if (!this.#frontier.has(one.url)) this.#leave({ ...one, source: source.id, depth: 1 }, one.reason);
    let fresh = 0;
    for (const target of targets) if (target.kind !== 'list' && this.#take(target, item, source.depth)) fresh++;
    const barren = fresh > 0 || !item.kind.startsWith('list') ? 0 : (item.barren ?? 0) + 1;
    if (barren >= MOST_BARREN) return;
    for (const { kind, url, text } of targets)
      if (kind === 'list')
        this.#add({ url, source: source.id, kind, depth: item.depth, text, referrer: item.url, barren });
    const next = nextPage();
    if (next) {
      const { url, list } = next;
      this.#add({
        url,
        source: source.id,
        kind: 'list',
        depth: item.depth,
        text: '',
        referrer: item.url,
        list,
        barren,
      });
    }

    function nextPage() {
      const list = item.list ?? listBeginning(source, links.start, item.url, seen.body);
      return list && nextOf(list);
    }
  }

  #take({ url, kind, text }: Target, from: Item, deepest: number): boolean {
    const depth = from.depth + 1;
    if (this.#frontier.has(url)) return false;
    if (kind === 'page' && depth > deepest) {
      this.#leave({ url, source: from.source, depth }, `deeper than the depth of the source (${deepest})`);
      return false;
    }
    return this.#add({ url, source: from.source, kind, depth, text, referrer: from.url });
  }
}
