/** Which links of a page are followed, as what, and why the others are not. */
import { addressOf, extensionIn, isAllowedHost } from './address.ts';
import type { Page } from './page.ts';
import { signs } from './signs.ts';
import { KINDS, type SourceEntry } from './sources.ts';

/** What a link leads to, as far as it can be told before asking. */
export interface Target {
  url: string;
  /** `list`: the next page of the same list. */
  kind: 'page' | 'list' | 'document';
  text: string;
}

export interface Judged {
  targets: Target[];
  /** Links to documents or pages of the source that are left out, each with the reason. */
  left: { url: string; reason: string }[];
}

/** The links of a source, compiled. */
export interface LinkJudge {
  /** Start pages: one for each year where their address holds `{year}`. */
  start: string[];
  hosts: string[];
  judge(page: Page, address: string): Judged;
  /** Whether a page of this address and title is named as a disclosure by the source. */
  namesDocument(address: string, title: string): boolean;
}

/** @throws Error when a start page is no address */
export function linkJudge(source: SourceEntry): LinkJudge {
  const years = yearsOf(source);
  const any = (list: readonly string[]) => {
    const all = list.map((one) => withYears(one, years));
    return (...texts: string[]) => all.some((pattern) => texts.some((text) => pattern.test(text)));
  };
  const follow = any(source.follow.url);
  const followText = any(source.follow.text);
  const never = any(source.follow.never);
  const attachment = any(source.attachments.url);
  const only = any(source.attachments.only);
  const documentUrl = any(source.documents.url);
  const documentText = any(source.documents.text);
  const wanted = new Set<string>(source.attachments.types.flatMap((kind) => [...KINDS[kind]]));
  const known = new Set<string>(Object.values(KINDS).flat());
  const start = source.start.flatMap((url) =>
    url.includes('{year}') ? years.map((year) => url.replaceAll('{year}', String(year))) : [url],
  );
  const starts = start.map((url) => addressOf(url) ?? refuse(url));
  const hosts = [...new Set([...starts.map((url) => new URL(url).host), ...source.hosts])];

  /** Kind of a link, or nothing where it is of no interest. */
  function kindOf(url: string, text: string): Target['kind'] | 'unwanted' | undefined {
    if (signs().next.test(text)) return 'list';
    const extension = [extensionIn(url), extensionIn(text)].find((one) => known.has(one));
    if (extension ? wanted.has(extension) : attachment(url)) return 'document';
    if (extension) return 'unwanted';
    return follow(url) || followText(text) || documentUrl(url) || documentText(text) ? 'page' : undefined;
  }

  function judge(page: Page, address: string): Judged {
    const judged: Judged = { targets: [], left: [] };
    const seen = new Set<string>([address]);
    for (const { href, text } of page.links) {
      const url = addressOf(href, page.base);
      if (!url || seen.has(url)) continue;
      const kind = kindOf(url, text);
      if (!kind) continue;
      seen.add(url);
      const reason = whyNot(url, text, kind);
      if (reason) judged.left.push({ url, reason });
      else judged.targets.push({ url, kind: kind as Target['kind'], text });
    }
    return judged;
  }

  function whyNot(url: string, text: string, kind: string): string {
    if (kind === 'unwanted') return 'attachments.types does not name its kind';
    if (!isAllowedHost(url, hosts)) return `${new URL(url).host} is not among the hosts of the source`;
    if (never(url, text)) return 'follow.never names it';
    if (kind === 'document' && source.attachments.only.length > 0 && !only(text, url))
      return 'attachments.only does not name it';
    return otherYear(text, source) ? 'it names only years that the source does not want' : '';
  }

  return {
    start: starts,
    hosts,
    judge,
    namesDocument: (address, title) => documentUrl(address) || documentText(title),
  };
}

function refuse(url: string): never {
  throw new Error(`start page ${url}: no http address`);
}

function yearsOf({ years }: SourceEntry): number[] {
  return years ? Array.from({ length: years.to - years.from + 1 }, (_, i) => years.from + i) : [];
}

/** `{year}` in a pattern: each of the years, or any year where the source names none. */
function withYears(pattern: string, years: readonly number[]): RegExp {
  return new RegExp(pattern.replaceAll('{year}', years.length > 0 ? `(?:${years.join('|')})` : '(?:20\\d{2})'), 'iu');
}

/** Whether a text names years, in the words of the source, and none of those it wants. */
function otherYear(text: string, { years }: SourceEntry): boolean {
  if (!years) return false;
  const named = years.words.flatMap((words) => {
    const pattern = words.replace(/[.*+?^$()[\]\\|]/g, '\\$&').replaceAll('{year}', '((?:19|20)\\d{2})');
    return [...text.matchAll(new RegExp(pattern, 'gu'))].map((match) => Number(match[1]));
  });
  return named.length > 0 && !named.some((year) => year >= years.from && year <= years.to);
}
