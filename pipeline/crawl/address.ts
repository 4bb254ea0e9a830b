/** Addresses: one spelling for each, which hosts are allowed, and those that only a trap makes. */

const LONGEST = 2000;
/** Parts of a path that may be equal: relative links of a broken page pile up the same folder without end. */
const MOST_EQUAL_PARTS = 3;
/** Session ids in paths (Java) and parameters that only say where a click came from. */
const SESSION = /;jsessionid=[^/?#]*/gi;
const NOISE = /^(?:jsessionid|phpsessid|aspsessionid\w*|utm_\w+|spm)$/i;

/**
 * The address that a link means, in one spelling: no fragment, no session, default port left out.
 * @param href as written, relative to `base`
 * @returns nothing for what is no http address, or one that only a trap makes
 */
export function addressOf(href: string, base?: string): string | undefined {
  const text = href
    .trim()
    .replaceAll('\\', '/')
    .replace(/[\t\n\r]/g, '');
  if (text === '' || /^(?:javascript|mailto|tel|data|about|blob):/i.test(text)) return undefined;
  let url: URL;
  try {
    url = new URL(text, base);
  } catch {
    return undefined;
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return undefined;
  url.hash = '';
  url.username = '';
  url.password = '';
  url.pathname = url.pathname.replace(SESSION, '');
  const noise = [...url.searchParams.keys()].filter((key) => NOISE.test(key));
  // Only where there is noise: writing parameters anew changes how they are escaped.
  for (const key of noise) url.searchParams.delete(key);
  const address = url.href.replace(/\?$/, '');
  return address.length > LONGEST || isPiledUp(url.pathname) ? undefined : address;
}

function isPiledUp(path: string): boolean {
  const counts = new Map<string, number>();
  for (const part of path.split('/').filter((part) => part.length > 1)) {
    const count = (counts.get(part) ?? 0) + 1;
    if (count > MOST_EQUAL_PARTS) return true;
    counts.set(part, count);
  }
  return false;
}

/** Whether a host is one of those allowed: `www.a.gov.cn`, `a.gov.cn:8080`, or `*.a.gov.cn` for a domain and all below it. */
export function isAllowedHost(address: string, allowed: readonly string[]): boolean {
  const { host, hostname } = new URL(address);
  return allowed.some((name) =>
    name.startsWith('*.')
      ? hostname === name.slice(2) || hostname.endsWith(name.slice(1))
      : name === host || name === hostname,
  );
}

/** The extension that an address or a name ends in, lower case, without its dot; parameters are looked at too. */
export function extensionIn(text: string): string {
  const ending = (part: string) => /\.([A-Za-z0-9]{2,5})$/.exec(part.trim())?.[1].toLowerCase() ?? '';
  if (!/^https?:/i.test(text)) return ending(text);
  const url = new URL(text);
  return ending(url.pathname) || [...url.searchParams.values()].map(ending).find((found) => found !== '') || '';
}
