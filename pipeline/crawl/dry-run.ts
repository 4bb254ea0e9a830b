/** What a crawl would fetch: the pages are asked for, with all manners; documents are only named, and nothing is kept. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Connections } from './connections.ts';
import { toursOf } from './crawl.ts';
import { Objects } from './objects.ts';
import { Pace } from './pace.ts';
import { Robots } from './robots.ts';
import type { Plan } from './sources.ts';
import { Visitor } from './visitor.ts';
import { type Left, Walk } from './walk.ts';

/** One line of the answer. */
export interface Planned {
  what: 'page' | 'document';
  url: string;
  text: string;
  /** Of a page: what came of asking for it, where that is not a page. */
  problem: string;
}

/**
 * @param tell called for each address as soon as it is known
 * @returns what was left out, with reasons
 */
export async function dryRun(plan: Plan, tell: (planned: Planned) => void, signal?: AbortSignal): Promise<Left[]> {
  const dir = mkdtempSync(join(tmpdir(), 'pagefact-crawl-'));
  const connections = new Connections(plan, () => {});
  try {
    const pace = new Pace(plan, signal);
    const asking = { plan, connections, objects: new Objects(dir), signal };
    const visitor = new Visitor({ asking, pace, robots: new Robots(asking, pace) });
    const walk = new Walk({
      tours: toursOf(plan),
      known: new Map(),
      pace,
      signal,
      async visit(item, tour) {
        const { url, text } = item;
        if (item.kind === 'document') {
          tell({ what: 'document', url, text, problem: '' });
          return undefined;
        }
        const visited = await visitor.visit(item, tour, undefined);
        const { outcome, kind, document, reason, title } = visited.visit;
        if (item.list && outcome === 'gone') return undefined;
        const problem = outcome === 'fetched' ? '' : reason;
        tell({ what: kind === 'document' || document ? 'document' : 'page', url, text: title, problem });
        return visited;
      },
    });
    await walk.all();
    return walk.left;
  } finally {
    await connections.close();
    rmSync(dir, { recursive: true, force: true });
  }
}
