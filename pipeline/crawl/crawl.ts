/** A crawl: sources in; originals, a history and a list of documents out. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { lockFolder } from '../run/lock.ts';
import { Connections } from './connections.ts';
import { ORIGINALS, writeDocuments } from './documents.ts';
import { type Change, fold, isNews } from './fold.ts';
import type { Manners } from './follow.ts';
import type { Item } from './frontier.ts';
import { type History, openHistory } from './history.ts';
import { Journal, type Note } from './journal.ts';
import { linkJudge } from './judge.ts';
import { Objects } from './objects.ts';
import { Pace } from './pace.ts';
import type { Asking } from './request.ts';
import { Robots } from './robots.ts';
import type { Plan } from './sources.ts';
import { type Known, STATES, type State, stateAfter, type Visit } from './visit.ts';
import { type Tour, type Visited, Visitor } from './visitor.ts';
import { type Left, Walk } from './walk.ts';

export interface CrawlOptions {
  plan: Plan;
  /** Folder of originals and history; made if missing. */
  dir: string;
  /** Stops the crawl; the next one goes on where it stopped. */
  signal?: AbortSignal;
  onVisit?: (visit: Visit, state: State) => void;
}

export interface CrawlReport {
  /** Id of the crawl: the time at which it began. */
  crawl: string;
  requests: number;
  /** Documents by state; of `challenged` and `failed` pages too. */
  counts: Record<State, number>;
  /** Addresses whose state is not `unchanged`, in the order of their addresses. */
  changes: Change[];
  left: Left[];
  notes: Note[];
  /** Addresses of the start pages. */
  starts: ReadonlySet<string>;
}

/**
 * Whether something needs a look: an address failed or was challenged that did not before, or a start page, without which
 * nothing of its source is found.
 */
export const hasTrouble = ({ changes, left, starts }: CrawlReport): boolean =>
  changes.some(({ row, was }) => isTrouble(row.state) && (was !== row.state || starts.has(row.url))) ||
  left.some(({ start }) => start);

const isTrouble = (state: State) => state === 'failed' || state === 'challenged';

/**
 * Crawls all sources. A crawl that was interrupted is gone on with.
 * @throws LockedError when another crawl writes to the folder; system errors of the folder; whatever `signal` was aborted
 * with
 */
export async function crawl(options: CrawlOptions): Promise<CrawlReport> {
  const { plan, dir } = options;
  mkdirSync(dir, { recursive: true });
  const unlock = lockFolder(dir);
  const objects = new Objects(join(dir, ORIGINALS));
  const history = await openHistory(dir);
  try {
    const journal = await openJournal(dir, history, () => finish(history, plan, dir, objects));
    const known = await history.urls();
    let left: Left[];
    try {
      left = await walkAll(options, objects, journal, known);
    } catch (error) {
      journal.close();
      throw error;
    }
    const { changes, requests } = await takeOver(journal, history, known, left.length === 0);
    await finish(history, plan, dir, objects);
    journal.remove();
    return reportOf(plan, journal, changes, left, requests);
  } finally {
    history.close();
    unlock();
  }
}

/** The journal to go on with, or a new one; one of an earlier night is taken over into the history first. */
async function openJournal(dir: string, history: History, finishOld: () => Promise<void>): Promise<Journal> {
  const now = new Date();
  const journal = new Journal(dir, now);
  const done = await history.hasCrawl(journal.started);
  if (!done && !journal.isOld(now)) return journal;
  if (!done) await takeOver(journal, history, await history.urls(), false);
  await finishOld();
  journal.remove();
  return new Journal(dir, now);
}

async function takeOver(
  journal: Journal,
  history: History,
  known: ReadonlyMap<string, Known>,
  complete: boolean,
): Promise<{ changes: Change[]; requests: number }> {
  const { started, visits, notes } = journal;
  const { urls, versions, events, changes } = fold(started, visits, known);
  const requests = visits.length;
  const row = {
    crawl: started,
    started,
    ended: new Date().toISOString(),
    complete,
    requests,
    notes: JSON.stringify(notes),
  };
  await history.add({ urls, versions, events, crawls: [row] });
  return { changes, requests };
}

async function finish(history: History, plan: Plan, dir: string, objects: Objects): Promise<void> {
  writeDocuments(dir, plan, objects, await history.current());
}

async function walkAll(
  { plan, signal, onVisit }: CrawlOptions,
  objects: Objects,
  journal: Journal,
  known: ReadonlyMap<string, Known>,
): Promise<Left[]> {
  const note = (text: string) => journal.note(text, new Date());
  const oldTls = new Set<string>();
  const connections = new Connections(plan, (host, protocol) => {
    if (oldTls.has(`${host} ${protocol}`)) return;
    oldTls.add(`${host} ${protocol}`);
    note(`${host}: old TLS is allowed for this host; the connection uses ${protocol}`);
  });
  const pace = new Pace(plan, signal);
  const asking: Asking = { plan, connections, objects, signal };
  const manners: Manners = { asking, pace, robots: new Robots(asking, pace) };
  const visitor = new Visitor(manners);
  const earlier = new Map(journal.visits.map((visit) => [visit.url, visit]));
  for (const { url } of journal.visits) pace.countEarlier(new URL(url));
  const walk = new Walk({ tours: toursOf(plan), known, pace, signal, visit });
  try {
    await walk.all();
  } finally {
    await connections.close();
  }
  for (const [host, reason] of pace.closedHosts()) note(`${host}: left alone: ${reason}`);
  return walk.left;

  async function visit(item: Item, tour: Tour): Promise<Visited | undefined> {
    const before = earlier.get(item.url);
    if (before) return { visit: before, seen: await visitor.again(before) };
    const visited = await visitor.visit(item, tour, known.get(item.url));
    // Past the end of a list that does not say how long it is: that there is nothing is no news.
    if (item.list && visited.visit.outcome === 'gone' && !known.has(item.url)) return undefined;
    journal.visit(visited.visit);
    onVisit?.(visited.visit, stateAfter(visited.visit, known.get(item.url)).state);
    return visited;
  }
}

/** The sources, ready to walk. @throws Error when a start page is no address */
export function toursOf(plan: Plan): Map<string, Tour> {
  return new Map(plan.sources.map((source) => [source.id, { source, links: linkJudge(source) }]));
}

function reportOf(plan: Plan, journal: Journal, all: readonly Change[], left: Left[], requests: number): CrawlReport {
  const counts = Object.fromEntries(STATES.map((state) => [state, 0])) as Record<State, number>;
  for (const one of all) {
    const { row } = one;
    if (row.state !== 'unchanged' && !isNews(one)) continue;
    const counted = row.document || row.state === 'challenged' || row.state === 'failed';
    // A move is one document at two addresses.
    if (counted && (row.state !== 'moved' || row.moved_from === '')) counts[row.state]++;
  }
  const changes = all.filter(isNews).sort((a, b) => (a.row.url < b.row.url ? -1 : a.row.url > b.row.url ? 1 : 0));
  const starts = new Set([...toursOf(plan).values()].flatMap(({ links }) => links.start));
  return { crawl: journal.started, requests, counts, changes, left, notes: journal.notes, starts };
}
