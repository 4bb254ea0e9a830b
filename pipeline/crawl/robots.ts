/** robots.txt (RFC 9309): asked for once per origin, obeyed by default. */
import { readFile } from 'node:fs/promises';
import robotsParser from 'robots-parser';
import { ChallengedError, LeftError, patiently } from './follow.ts';
import { decodeText } from './names.ts';
import type { Pace } from './pace.ts';
import { type Answer, type Asking, NoAnswerError } from './request.ts';
import { signs } from './signs.ts';
import { hostSettingsOf } from './sources.ts';

/** RFC 9309, 2.5: at least 500 KiB must be read; more need not. */
const MOST_BYTES = 512 * 1024;
const MOST_REDIRECTS = 5;

/** Its types describe an ES module; it is a CommonJS one, of which Node gives the function itself. */
const parseRobots = robotsParser as unknown as typeof robotsParser.default;

interface Rules {
  allows(address: string): boolean;
  delay: number;
  /** Why nothing is allowed: it could not be read. */
  closed?: Error;
}

const EVERYTHING: Rules = { allows: () => true, delay: 0 };
const nothing = (closed: Error): Rules => ({ allows: () => false, delay: 0, closed });

/** The rules of all origins of a crawl. */
export class Robots {
  readonly #asking: Asking;
  readonly #pace: Pace;
  readonly #rules = new Map<string, Promise<Rules>>();

  constructor(asking: Asking, pace: Pace) {
    this.#asking = asking;
    this.#pace = pace;
  }

  /**
   * Whether an address may be asked for. The first question about an origin asks for its robots.txt.
   * @returns why not; empty when it may
   * @throws ClosedError when the host is not asked any more; ChallengedError, NoAnswerError when robots.txt cannot be
   * read, which closes the host for this crawl
   */
  async refusal(url: URL): Promise<string> {
    if (hostSettingsOf(this.#asking.plan, url).robots === 'ignore') return '';
    let rules = this.#rules.get(url.origin);
    if (!rules) {
      rules = this.#load(url);
      this.#rules.set(url.origin, rules);
      rules
        .then(({ delay }) => delay > 0 && this.#pace.slowDown(url, delay))
        .catch(() => this.#rules.delete(url.origin));
    }
    const { allows, closed } = await rules;
    if (closed) {
      this.#pace.close(url, closed.message);
      throw closed;
    }
    return allows(url.href) ? '' : 'robots.txt does not allow it';
  }

  async #load(url: URL): Promise<Rules> {
    let at = new URL('/robots.txt', url);
    for (let hops = 0; hops <= MOST_REDIRECTS; hops++) {
      const answer = await this.#ask(at);
      if (answer instanceof Error) return nothing(answer);
      if (answer.status >= 300 && answer.status < 400 && answer.headers.location) {
        if (!URL.canParse(answer.headers.location, at.href)) return EVERYTHING;
        at = new URL(answer.headers.location, at);
        // To another host: what is said there is not about this one (and that host was not asked to be visited).
        if (at.hostname !== url.hostname) return EVERYTHING;
        continue;
      }
      return this.#rulesIn(url, answer);
    }
    return EVERYTHING;
  }

  /** @returns an answer, or why there is none */
  async #ask(at: URL) {
    try {
      return await patiently(at, { asking: this.#asking, pace: this.#pace });
    } catch (error) {
      if (!(error instanceof NoAnswerError) && !(error instanceof LeftError)) throw error;
      return new NoAnswerError(`robots.txt cannot be read: ${error.message}`, true, { cause: error });
    }
  }

  async #rulesIn(url: URL, { status, body }: Answer): Promise<Rules> {
    const bytes = body ? (await readFile(body.file)).subarray(0, MOST_BYTES) : new Uint8Array();
    if (body) await this.#asking.objects.discard(body);
    // RFC 9309, 2.3.1: refused means that there are no rules, broken means that nothing is allowed.
    const unread = `robots.txt cannot be read: status ${status}`;
    if (signs().challenge.status.includes(status) && status >= 500)
      return nothing(new ChallengedError(`${unread}: a challenge for browsers`));
    if (status >= 500) return nothing(new NoAnswerError(unread, true));
    if (status >= 400) return EVERYTHING;
    const { agent } = this.#asking.plan;
    const parsed = parseRobots(new URL('/robots.txt', url).href, decodeText(bytes));
    return {
      allows: (address) => parsed.isAllowed(address, agent) !== false,
      delay: parsed.getCrawlDelay(agent) ?? 0,
    };
  }
}
