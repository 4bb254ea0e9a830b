/** What the review page can ask for. */
import { join } from 'node:path';
import { loadPack } from '../../schemas/pack.ts';
import { CORRECTIONS_FILE } from '../corrections/file.ts';
import { BUILT_IN_PACK } from '../run/run.ts';
import { CHARTS } from './charts.ts';
import { type Data, type Item, openData, stateOf } from './data.ts';
import { DecisionError, openDecisions } from './decisions.ts';
import { documentOf, listDocuments, overview, pageOf } from './documents.ts';
import { factOf, findingOf } from './fact.ts';
import { facetsOf, listFacts, listFindings, listQuarantine } from './facts.ts';
import { bounded } from './filter.ts';
import { hasPictures, openPictures } from './pictures.ts';
import { openSources } from './sources.ts';
import { openWords } from './words.ts';
import { WrongRequest } from './wrong-request.ts';

export interface ReviewOptions {
  /** Output folder of a run. */
  out: string;
  /** Folders that hold the source files. */
  sources: readonly string[];
  pack?: string;
  /** Where decisions are kept; `corrections.csv` of the output folder by default. */
  corrections?: string;
  /** Opens encrypted files. */
  password?: string;
}

export type Answer = { json: unknown } | { bytes: Buffer; type: string } | { file: string; type: string };

export interface Routes {
  get(path: string, query: URLSearchParams): Promise<Answer>;
  post(path: string, body: unknown): Promise<Answer>;
  close(): void;
}

const PICTURE_DPI = 130;

/** @throws NoRunError, IntakeError, PackError, CorrectionsError */
export async function openRoutes(options: ReviewOptions): Promise<Routes> {
  const pack = loadPack(options.pack ?? BUILT_IN_PACK);
  const sources = openSources(options.sources);
  const decisions = openDecisions(options.corrections ?? join(options.out, CORRECTIONS_FILE), pack);
  const pictures = openPictures(sources, options.password);
  let state = stateOf(options.out);
  let opened = prepared();
  const words = openWords(sources, current, options.password);
  let facets: { of: Data; made: Promise<Record<string, Item[]>> } | undefined;
  await opened;

  async function prepared(): Promise<Data> {
    const data = await openData(options.out);
    await data.setDecided(decisions.standing().keys());
    return data;
  }

  /** The tables as they are now: a run may have replaced them since. */
  function current(): Promise<Data> {
    const now = stateOf(options.out);
    if (now !== state) {
      const old = opened;
      state = now;
      opened = prepared();
      void old.then((data) => data.close());
    }
    return opened;
  }

  async function document(query: URLSearchParams): Promise<Item> {
    return found(await documentOf(await current(), query.get('document') ?? ''), 'no such document in this run');
  }

  async function pageRow(query: URLSearchParams): Promise<Item> {
    const { page } = found(
      await pageOf(await current(), query.get('document') ?? '', bounded(query.get('page'), 1, 1e6)),
      'no such page',
    ) as {
      page: Item;
    };
    return found(page.width === undefined ? undefined : page, 'no such page');
  }

  const get: Record<string, (query: URLSearchParams) => Promise<Answer>> = {
    async 'api/start'() {
      const data = await current();
      if (facets?.of !== data) facets = { of: data, made: facetsOf(data, pack) };
      const vocabulary = (entries: Iterable<[string, { label: string }]>) =>
        [...entries].map(([id, { label }]) => [id, label]);
      return {
        json: {
          totals: await overview(data),
          facets: await facets.made,
          concepts: vocabulary(pack.concepts),
          measures: vocabulary(pack.measures),
          units: [...new Set(['CNY', 'percent', 'score', 'm2', ...Object.values(pack.units.counts)])],
          decisions: decisions.standing().size,
        },
      };
    },
    'api/documents': async (query) => ({ json: await listDocuments(await current(), query) }),
    async 'api/facts'(query) {
      const data = await current();
      const listing = await listFacts(data, query, pack);
      const made = decisions.standing();
      const rows = listing.rows.map((row) => ({ ...row, decision: made.get(String(row.fact_id))?.action ?? '' }));
      return { json: { ...listing, rows, context: data.contextReady() } };
    },
    async 'api/fact'(query) {
      const id = query.get('id') ?? '';
      const fact = found(await factOf(await current(), id), 'no such fact in this run');
      const source = await sources.find(fact.document as Item);
      const missing = 'missing' in source ? source.missing : '';
      return {
        json: { ...fact, missing, decision: decisions.standing().get(id) ?? null, history: decisions.history(id) },
      };
    },
    async 'api/page'(query) {
      const page = found(
        await pageOf(await current(), query.get('document') ?? '', bounded(query.get('page'), 1, 1e6)),
        'no such document',
      );
      const source = await sources.find(page.document as Item);
      return { json: { ...page, missing: 'missing' in source ? source.missing : '' } };
    },
    'api/findings': async (query) => ({ json: await listFindings(await current(), query) }),
    'api/finding': async (query) => ({
      json: found(
        await findingOf(await current(), query.get('document') ?? '', query.get('key') ?? ''),
        'no such finding in this run',
      ),
    }),
    'api/quarantine': async (query) => ({ json: await listQuarantine(await current(), query) }),
    'api/decisions': async () => ({ json: { rows: decisions.latest(500) } }),
    async 'api/chart'(query) {
      const chart = found(
        Object.hasOwn(CHARTS, query.get('of') ?? '') ? CHARTS[query.get('of')!] : undefined,
        'no such picture',
      );
      return { json: { rows: await chart(await current(), query) } };
    },
    'api/words': async (query) => ({
      json: await words.page(await document(query), bounded(query.get('page'), 1, 1e6), query.get('near') ?? ''),
    }),
    async source(query) {
      const row = await document(query);
      const source = await sources.find(row);
      if ('missing' in source) throw new WrongRequest(404, source.missing);
      // Never as a page of this server: what a document is called or says it is decides nothing.
      const type = row.media_type === 'application/pdf' ? 'application/pdf' : 'application/octet-stream';
      return { file: source.path, type };
    },
    async picture(query) {
      const row = await document(query);
      if (!hasPictures(row)) throw new WrongRequest(404, 'files of this kind have no pictures of pages');
      return { bytes: await pictures.page(row, await pageRow(query), PICTURE_DPI), type: 'image/webp' };
    },
    async crop(query) {
      const row = await document(query);
      const bbox = query.get('bbox') ?? '';
      if (!hasPictures(row) || !/^\d+(\.\d+)?(,\d+(\.\d+)?){3}$/.test(bbox))
        throw new WrongRequest(404, 'no picture of this place');
      return { bytes: await pictures.crop(row, await pageRow(query), bbox), type: 'image/webp' };
    },
  };

  async function decide(body: unknown): Promise<Answer> {
    if (typeof body !== 'object' || body === null) throw new WrongRequest(400, 'a decision is wanted');
    const sent = body as Item;
    const data = await current();
    const {
      fact,
      document: own,
      record,
    } = found(await factOf(data, String(sent.fact_id ?? '')), 'no such fact in this run') as Record<string, Item>;
    // A run that carried a decision out keeps what was read before in the provenance.
    const read = { ...fact, ...((record?.review as Item | undefined)?.wasRevisionOf as Item | undefined) };
    try {
      decisions.add(read, String(own.sha256), sent);
    } catch (error) {
      throw error instanceof DecisionError ? new WrongRequest(400, error.message) : error;
    }
    const made = decisions.standing();
    await data.setDecided(made.keys());
    const id = String(fact.fact_id);
    return { json: { decision: made.get(id) ?? null, history: decisions.history(id), decisions: made.size } };
  }

  return {
    get: (path, query) => found(Object.hasOwn(get, path) ? get[path] : undefined, 'nothing is here')(query),
    post: (path, body) => found(path === 'api/decide' ? decide : undefined, 'nothing is here')(body),
    close: () => void opened.then((data) => data.close()),
  };
}

function found<T>(value: T | undefined, otherwise: string): T {
  if (value === undefined) throw new WrongRequest(404, otherwise);
  return value;
}
