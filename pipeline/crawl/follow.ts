/** From an address to its answer: over redirects, waiting where the host asks for it, with manners at every step. */
import { addressOf, isAllowedHost } from './address.ts';
import { decodeText } from './names.ts';
import type { Pace } from './pace.ts';
import { type Answer, type Asking, ask, type Extras, NoAnswerError } from './request.ts';
import type { Robots } from './robots.ts';

/** Times that one address is asked for in one crawl. */
const MOST_TRIES = 3;
/** How much longer than its usual pause a busy host is left alone that does not say how long. */
const BUSY_PAUSES = 5;

/** An address that is not asked for now. It stays as it was. */
export class LeftError extends Error {
  override name = 'LeftError';
}

/** A wall stands before the whole host. */
export class ChallengedError extends Error {
  override name = 'ChallengedError';
}

/** How requests of a crawl are made. */
export interface Manners {
  asking: Asking;
  pace: Pace;
  robots: Robots;
}

/** The answer at the end of all redirects. */
export interface Arrived {
  answer: Answer;
  at: URL;
}

/**
 * Asks for an address.
 * @param hosts that may be asked
 * @param extras `at` is the address whose version `known` is about
 * @throws LeftError, ClosedError when it is not to be asked for now; NoAnswerError when no answer can be had;
 * ChallengedError when the host shows nothing but a wall
 */
export async function follow(
  start: string,
  hosts: readonly string[],
  manners: Manners,
  { known, form, referrer, at: knownAt }: Extras & { at?: string } = {},
): Promise<Arrived> {
  const { redirects } = manners.asking.plan.limits;
  const seen = new Set<string>();
  let at = new URL(start);
  for (;;) {
    seen.add(at.href);
    const refusal = await manners.robots.refusal(at);
    if (refusal !== '') throw new LeftError(refusal);
    const own: Extras = {
      ...(known && knownAt === at.href && { known }),
      ...(seen.size === 1 && form !== undefined && { form }),
      ...(referrer && new URL(referrer).host === at.host && { referrer }),
    };
    const answer = await patiently(at, manners, own);
    const { location } = answer.headers;
    if (answer.status < 300 || answer.status >= 400 || answer.status === 304 || !location) return { answer, at };
    const next = addressOf(decodeText(Buffer.from(location, 'latin1')), at.href);
    if (!next) throw new NoAnswerError(`it leads to ${location.slice(0, 100)}, which is no http address`, false);
    if (seen.has(next)) throw new NoAnswerError('its redirects lead in a circle', false);
    if (seen.size > redirects) throw new NoAnswerError(`more redirects than the limit (${redirects})`, false);
    if (!isAllowedHost(next, hosts))
      throw new NoAnswerError(`it leads to ${new URL(next).host}, which is not among the hosts of the source`, false);
    at = new URL(next);
  }
}

/**
 * Asks again where the failure may pass: the connection broke, or the host is busy.
 * @throws as follow does
 */
export async function patiently(
  at: URL,
  { asking, pace }: Pick<Manners, 'asking' | 'pace'>,
  extras: Extras = {},
): Promise<Answer> {
  for (let tries = 1; ; tries++) {
    try {
      const answer = await pace.turn(at, () => ask(at, asking, extras));
      const { status, headers } = answer;
      const busy = status === 429 || status === 502 || status === 503 || status === 504;
      if (!busy) return answer;
      const asked = secondsIn(headers['retry-after']);
      if (tries === MOST_TRIES && asked === undefined) {
        pace.strike(at, `status ${status}`);
        return answer;
      }
      if (answer.body) await asking.objects.discard(answer.body);
      if (!pace.rest(at, asked ?? pace.pause(at) * BUSY_PAUSES) || tries === MOST_TRIES)
        throw new LeftError(
          `the host is busy (status ${status}${asked === undefined ? '' : `, Retry-After ${asked} s`})`,
        );
    } catch (error) {
      if (!(error instanceof NoAnswerError)) throw error;
      pace.strike(at, error.message);
      if (!error.passing || tries >= MOST_TRIES - 1) throw error;
      pace.rest(at, pace.pause(at) * BUSY_PAUSES);
    }
  }
}

/** Retry-After: seconds or a date (RFC 9110, 10.2.3). */
export function secondsIn(header: string | undefined, now = Date.now()): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d+$/.test(header.trim())) return Number(header);
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - now) / 1000));
}
