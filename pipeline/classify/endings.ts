/** With which characters the texts end that an expression stands for: a look at one character spares most of the others. */

export interface Endings {
  characters: ReadonlySet<string>;
  /** Ends in a wildcard: any character. */
  open: boolean;
}

interface Part extends Endings {
  /** May stand for nothing, so that what is before it ends the text. */
  empty: boolean;
}

const GROUP = '(?:';
/** What is looked into, and signs whose meaning is not. */
const KNOWN = /\(\?:|\)\??|\.\{0,\d+\}/g;
const OTHER = /[\\^$.?*+{}[\](]/;
const ANY: Part = { characters: new Set(), open: true, empty: true };

/** @param source an expression of literal characters, groups `(?:…|…)`, optional groups `(?:…)?` and wildcards `.{0,n}` */
export function endingsOf(source: string): Endings {
  let at = 0;
  return OTHER.test(source.replace(KNOWN, '')) ? ANY : alternatives();

  function alternatives(): Part {
    const parts = [sequence()];
    while (source[at] === '|') {
      at++;
      parts.push(sequence());
    }
    return {
      characters: new Set(parts.flatMap(({ characters }) => [...characters])),
      open: parts.some(({ open }) => open),
      empty: parts.some(({ empty }) => empty),
    };
  }

  function sequence(): Part {
    let all: Part = { characters: new Set(), open: false, empty: true };
    while (at < source.length && source[at] !== '|' && source[at] !== ')') all = joined(all, part());
    return all;
  }

  function part(): Part {
    const wildcard = /^\.\{0,\d+\}/.exec(source.slice(at));
    if (wildcard) {
      at += wildcard[0].length;
      return ANY;
    }
    if (!source.startsWith(GROUP, at)) return { characters: new Set(source[at++]), open: false, empty: false };
    at += GROUP.length;
    const inside = alternatives();
    at++;
    if (source[at] !== '?') return inside;
    at++;
    return { ...inside, empty: true };
  }
}

function joined(before: Part, last: Part): Part {
  if (!last.empty) return last;
  return {
    characters: new Set([...before.characters, ...last.characters]),
    open: before.open || last.open,
    empty: before.empty,
  };
}
