/** One address visited: asked for, looked at, kept, and written down. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { addressOf } from './address.ts';
import { type Member, membersOf } from './archive.ts';
import {
  type ContentType,
  contentType,
  EXTENSIONS,
  isArchive,
  isPage,
  pageOf,
  statesFigures,
  wallIn,
} from './content.ts';
import { type Arrived, ChallengedError, follow, type Manners } from './follow.ts';
import type { Item } from './frontier.ts';
import type { LinkJudge } from './judge.ts';
import { cleanName, nameInAddress, nameInHeader } from './names.ts';
import type { Received } from './objects.ts';
import type { Page } from './page.ts';
import { NoAnswerError } from './request.ts';
import type { SourceEntry } from './sources.ts';
import type { Known, Visit } from './visit.ts';

const MIB = 1024 * 1024;

/** A page as it came, for its links. */
export interface Seen {
  body: string;
  page: Page;
  /** What relative links start from. */
  address: string;
}

export interface Visited {
  visit: Visit;
  seen?: Seen;
}

/** What is looked at of a source. */
export interface Tour {
  source: SourceEntry;
  links: LinkJudge;
}

/** Visits addresses one by one; bodies are looked at one at a time, so that memory does not grow with the hosts. */
export class Visitor {
  readonly #manners: Manners;
  #looking: Promise<unknown> = Promise.resolve();

  constructor(manners: Manners) {
    this.#manners = manners;
  }

  /**
   * @param known what earlier crawls know of the address
   * @throws LeftError, ClosedError when it is not to be asked for now
   */
  async visit(item: Item, tour: Tour, known: Known | undefined): Promise<Visited> {
    const visit = blank(item);
    try {
      const arrived = await follow(item.url, tour.links.hosts, this.#manners, {
        ...this.#conditions(item, known),
        referrer: item.referrer,
        ...(item.list?.rule.form !== undefined && { form: item.list.rule.form }),
      });
      visit.at = new Date().toISOString();
      visit.status = arrived.answer.status;
      visit.final_url = arrived.at.href === item.url ? '' : arrived.at.href;
      visit.headers = arrived.answer.headers;
      visit.etag = arrived.answer.headers.etag ?? '';
      visit.last_modified = arrived.answer.headers['last-modified'] ?? '';
      if (arrived.answer.status === 304 && known) return await this.#notModified(visit, known, arrived);
      return await this.#oneAtATime(() => this.#look(visit, item, tour, known, arrived));
    } catch (error) {
      const outcome =
        error instanceof ChallengedError ? 'challenged' : error instanceof NoAnswerError ? 'failed' : null;
      if (outcome === null) throw error;
      return { visit: { ...visit, at: new Date().toISOString(), outcome, reason: (error as Error).message } };
    }
  }

  /** A page that is here already, for its links. @returns nothing where the original is gone */
  async again(visit: Pick<Visit, 'url' | 'final_url' | 'sha256' | 'type' | 'headers'>): Promise<Seen | undefined> {
    const { objects } = this.#manners.asking;
    const extension = EXTENSIONS[visit.type] ?? 'bin';
    if (!isPage(visit.type) || !objects.has(visit.sha256, extension)) return undefined;
    const address = visit.final_url || visit.url;
    const bytes = await objects.read(visit.sha256, extension);
    return { ...pageOf(bytes, address, visit.headers['content-type']), address };
  }

  /** Only where the version that the server would compare with is still here. */
  #conditions(item: Item, known: Known | undefined) {
    if (!known || known.sha256 === '' || (known.etag === '' && known.last_modified === '')) return undefined;
    if (!this.#manners.asking.objects.has(known.sha256, EXTENSIONS[known.type] ?? 'bin')) return undefined;
    const { etag, last_modified, final_url } = known;
    return { known: { etag, last_modified }, at: final_url || item.url };
  }

  async #notModified(visit: Visit, known: Known, { at }: Arrived): Promise<Visited> {
    this.#manners.pace.fine(at);
    const { sha256, said, name, title, document, kind } = known;
    const type = known.type as ContentType;
    const etag = visit.etag || known.etag;
    const last_modified = visit.last_modified || known.last_modified;
    const same: Visit = {
      ...visit,
      outcome: 'same',
      sha256,
      said,
      name,
      title,
      document,
      kind,
      type,
      etag,
      last_modified,
    };
    return { visit: same, seen: await this.again(same) };
  }

  async #look(
    visit: Visit,
    item: Item,
    tour: Tour,
    known: Known | undefined,
    { answer, at }: Arrived,
  ): Promise<Visited> {
    const { objects, plan } = this.#manners.asking;
    const { body, status } = answer;
    const bytes = body ? await readFile(body.file) : Buffer.alloc(0);
    const type = bytes.length > 0 ? await contentType(bytes) : 'unknown';
    const readable = isPage(type) && bytes.length <= plan.limits.page_mib * MIB;
    const seen = readable ? { ...pageOf(bytes, at.href, answer.headers['content-type']), address: at.href } : undefined;
    const wanted = item.kind === 'document' ? 'document' : 'page';
    const end = async (outcome: Visit['outcome'], reason: string): Promise<Visited> => {
      if (body) await objects.discard(body);
      return { visit: { ...visit, outcome, reason, bytes: bytes.length, type } };
    };
    const wall = wallIn(status, visit.final_url, seen?.body ?? '', seen?.page, wanted);
    if (wall) {
      this.#manners.pace.strike(at, wall.reason);
      return end('challenged', wall.reason);
    }
    this.#manners.pace.fine(at);
    if (status === 404 || status === 410) return end('gone', `status ${status}`);
    if (status >= 400) return end('failed', `status ${status}`);
    if (!body || bytes.length === 0) return end('failed', 'an empty answer came');
    if (wanted === 'document' && isPage(type))
      return end('failed', 'a web page came in place of the document (an error page, often)');
    if (type === 'unknown') return end('failed', 'what came is of no known kind');
    if (isPage(type) && !readable)
      return end('failed', `a page larger than the limit page_mib (${plan.limits.page_mib})`);
    Object.assign(visit, {
      type,
      bytes: bytes.length,
      sha256: body.sha256,
      title: item.text || seen?.page.title || '',
    });
    visit.name = nameInHeader(answer.headers['content-disposition']) ?? nameInAddress(at.href);
    return seen ? this.#page(visit, seen, tour, known, body) : this.#document(visit, known, body, bytes);
  }

  async #page(visit: Visit, seen: Seen, tour: Tour, known: Known | undefined, body: Received): Promise<Visited> {
    visit.kind = 'page';
    visit.document =
      visit.type === 'html' &&
      (tour.links.namesDocument(visit.url, `${visit.title} ${seen.page.title}`) ||
        (tour.source.documents.tables && statesFigures(seen.page)));
    if (!/\.[sx]?html?$/i.test(visit.name)) visit.name = cleanName(`${visit.title || visit.name}.html`);
    visit.said = hashOf(seen);
    const { objects } = this.#manners.asking;
    if (known && known.said === visit.said && objects.has(known.sha256, EXTENSIONS[known.type] ?? 'bin')) {
      await objects.discard(body);
      // The version that is here stays, with its own size.
      return { visit: { ...visit, outcome: 'same', sha256: known.sha256, bytes: 0 }, seen };
    }
    await objects.keep(body, EXTENSIONS[visit.type] ?? 'bin');
    return { visit, seen };
  }

  async #document(visit: Visit, known: Known | undefined, body: Received, bytes: Buffer): Promise<Visited> {
    const { objects } = this.#manners.asking;
    visit.kind = 'document';
    visit.document = true;
    if (isArchive(visit.type)) visit.members = await this.#members(bytes, visit.type);
    await objects.keep(body, EXTENSIONS[visit.type] ?? 'bin');
    return { visit: known?.sha256 === visit.sha256 ? { ...visit, outcome: 'same' } : visit };
  }

  #members(bytes: Buffer, type: ContentType): Promise<Member[]> {
    const { objects } = this.#manners.asking;
    return membersOf(bytes, type, async (content, _hash, own) => {
      const one = async function* () {
        yield content;
      };
      await objects.keep(await objects.receive(one(), content.length), EXTENSIONS[own] ?? 'bin');
    });
  }

  #oneAtATime<T>(work: () => Promise<T>): Promise<T> {
    const own = this.#looking.then(work, work);
    this.#looking = own.catch(() => {});
    return own;
  }
}

function blank({ url, source, kind: wanted, text, referrer }: Item): Visit {
  const kind = wanted === 'document' ? 'document' : 'page';
  return {
    ...{ url, source, kind, document: false, at: '', outcome: 'fetched', reason: '', status: null },
    ...{ final_url: '', sha256: '', said: '', bytes: 0, type: 'unknown', name: '', title: text, referrer },
    ...{ etag: '', last_modified: '', members: [], headers: {} },
  };
}

/** What a page says to a reader: its words and where its links lead. */
function hashOf({ page }: Seen): string {
  const links = page.links.map(({ href }) => addressOf(href, page.base) ?? '').join('\n');
  return createHash('sha256').update(`${page.title}\n${page.text}\n${links}`).digest('hex');
}
