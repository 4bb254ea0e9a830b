/** Administrative divisions: which place a name begins with, and whether it is certain. */
import type { IdentityWords } from '../../schemas/identity.ts';
import type { Division } from '../../schemas/vocabulary.ts';

export interface Region {
  /** As printed. */
  name: string;
  code: string;
  level: 'province' | 'prefecture' | 'county' | 'development_zone' | '';
  flag: '' | 'region_ambiguous' | 'region_unknown';
}

export interface RegionFinder {
  /**
   * The place at the beginning of a body's name.
   * @param context other text of the document: it may print the full name that decides between places of one name
   */
  find(name: string, context: string): Region;
  /** Length of the place at the beginning of a name, 0 when there is none. */
  prefixLength(name: string): number;
  /** Whether the name of any place ends in this character. */
  mayEndIn(character: string): boolean;
}

interface Chain {
  divisions: Division[];
  length: number;
}

type Words = Pick<IdentityWords, 'zones' | 'peoples' | 'division_kinds' | 'autonomous'>;

const finders = new WeakMap<readonly Division[], Map<number | null, { words: Words; finder: RegionFinder }>>();

/**
 * The finder of the divisions that hold in a year (all of them when the year is unknown), made once for each.
 * @param words last words of divisions and of development zones, which have no code of their own; peoples in the names
 * of places
 */
export function createRegionFinder(all: readonly Division[], year: number | null, words: Words): RegionFinder {
  const byYear = finders.get(all) ?? new Map<number | null, { words: Words; finder: RegionFinder }>();
  finders.set(all, byYear);
  const known = byYear.get(year);
  if (known?.words === words) return known.finder;
  const finder = newFinder(all, year, words);
  byYear.set(year, { words, finder });
  return finder;
}

function newFinder(all: readonly Division[], year: number | null, words: Words): RegionFinder {
  const { zones, peoples } = words;
  const divisions = all.filter(
    (d) => year === null || ((d.from === '' || Number(d.from) <= year) && (d.to === '' || year <= Number(d.to))),
  );
  const byName = Map.groupBy(divisions, (d) => d.name);
  for (const division of divisions) {
    const plain = bareAutonomous(division.name, words);
    if (plain !== undefined) byName.set(plain, [...(byName.get(plain) ?? []), division]);
  }
  const byShort = Map.groupBy(divisions, (d) => shortName(d.name, words));
  const provinces = divisions
    .filter((d) => levelOf(d.code) === 'province')
    .map((division) => ({ division, short: withoutPeoples(shortName(division.name, words), peoples) }));
  const lastCharacters = new Set([...byName.keys(), ...zones].map((name) => name[name.length - 1]));
  const zonePattern = new RegExp(`^.{0,6}?(?:${[...zones].sort((a, b) => b.length - a.length).join('|')})`);

  /** The places that a text begins with, full names only, and the length of the name. */
  function startingWith(text: string): { division: Division; length: number }[] {
    for (let length = Math.min(text.length, 15); length >= 2; length--) {
      const found = byName.get(text.slice(0, length));
      if (found) return found.map((division) => ({ division, length }));
    }
    return [];
  }

  /** A province without its last word, only in front of a place in it: 湖北荆门市. */
  function shortProvinces(text: string): Chain[] {
    return provinces
      .filter(
        ({ short, division }) =>
          text.startsWith(short) &&
          startingWith(text.slice(short.length)).some((inner) => isBelow(inner.division, division)),
      )
      .map(({ short, division }) => ({ divisions: [division], length: short.length }));
  }

  /** Reads province, prefecture and county one behind the other; each may be left out. */
  function chains(text: string): Chain[] {
    let open: Chain[] = [{ divisions: [], length: 0 }];
    let best: Chain[] = [];
    for (let step = 0; step < 3 && open.length > 0; step++) {
      open = open.flatMap((chain) => {
        const last = chain.divisions.at(-1);
        if (step === 0)
          return [
            ...startingWith(text).map(({ division, length }) => ({ divisions: [division], length })),
            ...shortProvinces(text),
          ];
        return startingWith(text.slice(chain.length))
          .filter(({ division }) => !last || isBelow(division, last))
          .map(({ division, length }) => ({
            divisions: [...chain.divisions, division],
            length: chain.length + length,
          }));
      });
      if (open.length > 0) best = open;
    }
    return best;
  }

  function zoneOf(text: string, chain: Chain | undefined): Region | null {
    const rest = text.slice(chain?.length ?? 0);
    const last = chain?.divisions.at(-1);
    const zone = last && zonePattern.exec(rest);
    if (last && zone)
      return {
        name: text.slice(0, (chain?.length ?? 0) + zone[0].length),
        code: last.code,
        level: 'development_zone',
        flag: '',
      };
    for (let length = Math.min(4, text.length - 2); length >= 2; length--) {
      const parents = (byShort.get(text.slice(0, length)) ?? []).filter(
        (d) => !d.name.startsWith(text.slice(0, length + 1)),
      );
      const after = parents.length > 0 && zonePattern.exec(text.slice(length));
      if (!after) continue;
      const name = text.slice(0, length + after[0].length);
      const cities = parents.filter((d) => levelOf(d.code) === 'prefecture');
      const parent = parents.length === 1 ? parents[0] : cities.length === 1 ? cities[0] : null;
      return {
        name,
        code: parent?.code ?? '',
        level: parent ? 'development_zone' : '',
        flag: parent ? '' : 'region_ambiguous',
      };
    }
    return null;
  }

  return {
    mayEndIn: (character) => lastCharacters.has(character),
    find(name, context) {
      const found = chains(name);
      const zone = zoneOf(name, found.length === 1 ? found[0] : undefined);
      if (zone) return zone;
      if (found.length === 0) return { name: '', code: '', level: '', flag: 'region_unknown' };
      const printed = name.slice(0, found[0].length);
      const certain = found.length === 1 ? found : found.filter((chain) => isNamedInFull(chain, context));
      const last = certain.length === 1 ? certain[0].divisions.at(-1) : undefined;
      if (!last) return { name: printed, code: '', level: '', flag: 'region_ambiguous' };
      return { name: printed, code: last.code, level: levelOf(last.code), flag: '' };
    },
    prefixLength(name) {
      const found = chains(name);
      const zone = zoneOf(name, found.length === 1 ? found[0] : undefined);
      return zone ? zone.name.length : (found[0]?.length ?? 0);
    },
  };

  /** The text elsewhere prints the place with a place around it: 上海市嘉定区. */
  function isNamedInFull(chain: Chain, context: string): boolean {
    const last = chain.divisions.at(-1)!;
    return divisions.some((d) => d !== last && isBelow(last, d) && context.includes(d.name + last.name));
  }
}

/** 红河州 for 红河哈尼族彝族自治州; none where nothing but the peoples' names would be left. */
function bareAutonomous(name: string, { autonomous, peoples }: Words): string | undefined {
  const [, place = '', kind = ''] = autonomous.exec(name) ?? [];
  const rest = withoutPeoples(place, peoples);
  return rest !== place ? rest + kind : undefined;
}

/** A place without the peoples behind it; as it is where hardly anything would be left (内蒙古). */
function withoutPeoples(place: string, peoples: readonly string[]): string {
  const endsIt = (people: string) => rest.endsWith(people);
  let rest = place;
  for (let last = peoples.find(endsIt); last !== undefined; last = peoples.find(endsIt))
    rest = rest.slice(0, rest.length - last.length);
  return rest.length >= 2 ? rest : place;
}

function shortName(name: string, { division_kinds }: Words): string {
  const short = name.replace(division_kinds, '');
  return short.length >= 2 ? short : name;
}

function isBelow(inner: Division, outer: Division): boolean {
  const prefix = outer.code.replace(/(?:00)+$/, '');
  return inner.code !== outer.code && prefix.length < 6 && inner.code.startsWith(prefix);
}

function levelOf(code: string): Region['level'] {
  return code.endsWith('0000') ? 'province' : code.endsWith('00') ? 'prefecture' : 'county';
}
