/** The visits of a crawl taken over into the history: states, versions, and which address another one moved to. */
import type { Additions, Event, Version } from './history.ts';
import { type Known, type State, stateAfter, type Visit } from './visit.ts';

/** What a crawl made of one address. */
export interface Change {
  row: Known;
  /** Hash of the version before. */
  before: string;
  /** State before; empty when it was not known. */
  was: State | '';
}

/**
 * @param crawl id of the crawl: the time at which it began
 * @param known every address of earlier crawls
 */
export function fold(
  crawl: string,
  visits: readonly Visit[],
  known: ReadonlyMap<string, Known>,
): Pick<Additions, 'urls' | 'versions' | 'events'> & { changes: Change[] } {
  const changes = visits.map((visit) => ({ row: rowAfter(visit, known.get(visit.url)), visit }));
  const rows = new Map(changes.map(({ row }) => [row.url, row]));
  moves(rows, visits, known);
  const told = [...rows.values()].map((row): Change => {
    const before = known.get(row.url);
    return { row, before: before?.sha256 ?? '', was: before?.state ?? '' };
  });
  const events = told.filter(isNews).map(({ row, before }) => eventOf(crawl, row, before));
  return { urls: [...rows.values()], versions: visits.flatMap(versionsOf), events, changes: told };
}

/** What is unchanged, or still gone, is no news; what fails again is. */
export const isNews = ({ row, was }: Change): boolean =>
  row.state !== 'unchanged' && !(row.state === 'withdrawn' && was === 'withdrawn');

function rowAfter(visit: Visit, known: Known | undefined): Known {
  const { state, reason } = stateAfter(visit, known);
  const { url, source, status, referrer, at } = visit;
  const seen = visit.outcome === 'fetched' || visit.outcome === 'same';
  const checked = { url, source, state, reason, status, referrer: referrer || known?.referrer || '', last_checked: at };
  const moves = { moved_to: '', moved_from: known?.moved_from ?? '' };
  if (!seen) {
    const empty = {
      final_url: '',
      sha256: '',
      said: '',
      type: '',
      name: '',
      etag: '',
      last_modified: '',
      last_seen: '',
    };
    const blank = {
      ...empty,
      kind: visit.kind,
      document: visit.kind === 'document',
      title: visit.title,
      first_seen: '',
    };
    return { ...(known ?? blank), ...checked, moved_to: known?.moved_to ?? '', moved_from: moves.moved_from };
  }
  const { kind, document, final_url, sha256, said, type, name, title, etag, last_modified } = visit;
  return {
    ...{ kind, document, final_url, sha256, said, type, name, title: title || known?.title || '', etag, last_modified },
    ...checked,
    ...{ first_seen: known?.first_seen || at, last_seen: at },
    ...moves,
  };
}

/** A document that is gone here and new there, with the same bytes, has moved; so has one that now leads elsewhere. */
function moves(rows: Map<string, Known>, visits: readonly Visit[], known: ReadonlyMap<string, Known>): void {
  const arrived = new Map<string, Known>();
  for (const row of rows.values()) if (row.state === 'new' && row.document) arrived.set(row.sha256, row);
  const gone = [...rows.values(), ...[...known.values()].filter(({ url }) => !rows.has(url))];
  for (const row of gone) {
    const to = row.state === 'withdrawn' && row.document ? arrived.get(row.sha256) : undefined;
    if (!to) continue;
    rows.set(row.url, { ...row, state: 'moved', moved_to: to.url, reason: `now at ${to.url}` });
    rows.set(to.url, { ...to, state: 'moved', moved_from: row.url, reason: `before at ${row.url}` });
  }
  for (const { url, final_url } of visits) {
    const row = rows.get(url)!;
    const before = known.get(url);
    if (row.state !== 'unchanged' || !row.document || !before || final_url === '' || final_url === before.final_url)
      continue;
    rows.set(url, { ...row, state: 'moved', moved_to: final_url, reason: `leads to ${final_url} now` });
  }
}

function eventOf(crawl: string, row: Known, before: string): Event {
  const { last_checked: at, url, source, state, reason, sha256 } = row;
  return { crawl, at, url, source, state, reason, sha256, before };
}

/** The version that a visit saw, and the files in it where it is an archive. */
function versionsOf(visit: Visit): Version[] {
  if (visit.outcome !== 'fetched' && visit.outcome !== 'same') return [];
  const { url, sha256, source, name, title, type, bytes, status, at, members } = visit;
  const seen = { first_seen: at, last_seen: at };
  const headers = JSON.stringify(visit.headers);
  const whole = members.find((member) => member.name === '');
  // An archive is no document; the files in it are.
  const document = visit.document && (members.length === 0 || whole !== undefined);
  const own: Version = {
    ...{ url, member: '', sha256, inside: '', source, document, name, title, type, bytes, status },
    ...{ ...seen, reason: whole?.reason ?? '', headers },
  };
  // Of an answer that said "not modified" the version stands in the history already, with its size and headers.
  if (visit.outcome === 'same' && bytes === 0) return [];
  const named = members.filter((member) => member.name !== '');
  const files = new Map(named.map((member) => [`${member.sha256} ${member.name}`, member])).values();
  return [
    own,
    ...[...files].map((member) => ({
      ...{ url, member: member.name, sha256: member.sha256, inside: sha256, source, document: true },
      ...{ name: member.name, title, type: member.type, bytes: member.bytes, status },
      ...{ ...seen, reason: member.reason, headers: '{}' },
    })),
  ];
}
