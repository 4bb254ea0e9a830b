/** Further pages of lists that no link leads to: their addresses are made from a pattern. */
import { addressOf } from './address.ts';
import type { Paging, SourceEntry } from './sources.ts';

/** A list that is being paged through. */
export interface PagedList {
  rule: Paging;
  /** Address of its first page. */
  first: string;
  /** 2 for the second page. */
  page: number;
  /** Pages that it has, where its first page tells. */
  of: number | undefined;
}

/** The list that a page begins, if it is the first page of one. @param body the page as it came */
export function listBeginning(source: SourceEntry, starts: readonly string[], address: string, body: string) {
  const rule = source.paging.find(({ on }) => (on ? new RegExp(on, 'iu').test(address) : starts.includes(address)));
  if (!rule) return undefined;
  const list: PagedList = { rule, first: address, page: 1, of: pagesIn(rule, body) };
  return list;
}

function pagesIn({ count, records }: Paging, body: string): number | undefined {
  const found = count ? new RegExp(count, 'iu').exec(body)?.[1] : undefined;
  const number = found && /^\d+$/.test(found) ? Number(found) : undefined;
  return number !== undefined && records ? Math.ceil(number / records) : number;
}

/** Where the next page of a list should be; nothing after its last. */
export function nextOf(list: PagedList): { url: string; list: PagedList } | undefined {
  const { rule, first } = list;
  const page = list.page + 1;
  if (page > Math.min(list.of ?? Number.POSITIVE_INFINITY, rule.most)) return undefined;
  const records = rule.records ?? 1;
  const href = rule.url
    .replaceAll('{n}', String(rule.from + page - 2))
    .replaceAll('{first}', String((page - 1) * records + 1))
    .replaceAll('{last}', String(page * records));
  const url = addressOf(href, first);
  return url === undefined || url === first ? undefined : { url, list: { ...list, page } };
}
