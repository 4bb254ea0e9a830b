/** Every text that an expression of the pack stands for, where these are few: they are looked up, not tried one by one. */

const WILDCARD = '.{0,60}';
const OPEN = '(?:';
/** Signs of expressions beside groups and what may be left out. */
const OTHER = /[\\^$.?*+{}[\]]/;
/** An expression that stands for more is tried as it is. */
const MOST = 1000;

/**
 * @param source an expression of literal characters, groups `(?:…|…)` and optional groups `(?:…)?`
 * @returns nothing for one with anything else in it, or for more texts than are worth keeping
 */
export function spellingsOf(source: string): string[] | undefined {
  if (source.includes(WILDCARD) || OTHER.test(source.replaceAll(OPEN, '').replaceAll(')?', ''))) return undefined;
  let at = 0;
  let many = false;
  const all = alternatives();
  return many ? undefined : all;

  function alternatives(): string[] {
    const found = sequence();
    while (source[at] === '|') {
      at++;
      found.push(...sequence());
    }
    return found;
  }

  function sequence(): string[] {
    let all = [''];
    while (at < source.length && source[at] !== '|' && source[at] !== ')') {
      const next = part();
      many ||= all.length * next.length > MOST;
      if (!many) all = all.flatMap((text) => next.map((each) => text + each));
    }
    return all;
  }

  function part(): string[] {
    if (!source.startsWith(OPEN, at)) return [source[at++]];
    at += OPEN.length;
    const inside = alternatives();
    at++;
    if (source[at] !== '?') return inside;
    at++;
    return ['', ...inside];
  }
}
