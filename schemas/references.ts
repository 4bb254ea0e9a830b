/** Concepts and measures that the files of a pack name, against its vocabulary. */
import type { z } from 'zod';

/** The ids of a pack's vocabulary. */
export interface Vocabulary {
  concepts: ReadonlyMap<string, unknown>;
  measures: ReadonlyMap<string, unknown>;
}

/** Keys whose values, alone or in a list, are ids. */
const KEYS: Readonly<Record<string, keyof Vocabulary>> = {
  concept: 'concepts',
  concepts: 'concepts',
  code_concepts: 'concepts',
  economic_columns: 'concepts',
  instead: 'concepts',
  function_rows: 'concepts',
  economic_rows: 'concepts',
  measure: 'measures',
  measures: 'measures',
};
/** Keys under which ids stand by a key of the file's own: a column, a code. */
const BY_KEY = new Set<PropertyKey | undefined>(['concepts', 'code_concepts']);
/** In tables that are read for two kinds of reports one of the two ids must be known. */
const SCOPES = ['overall', 'project'];

/** A refinement for the schema of a pack file: what it names must be in the vocabulary. */
export function naming(vocabulary: Vocabulary) {
  return (file: unknown, context: z.RefinementCtx): void => {
    walk(file, []);

    function walk(value: unknown, path: PropertyKey[], kind?: keyof Vocabulary): void {
      if (typeof value === 'string') {
        if (kind && !SCOPES.some((scope) => has(vocabulary[kind], value.replace('{scope}', scope))))
          context.addIssue({ code: 'custom', path, message: `the pack has no ${kind.slice(0, -1)} ${value}` });
      } else if (Array.isArray(value)) for (const [i, each] of value.entries()) walk(each, [...path, i], kind);
      else if (value !== null && typeof value === 'object') {
        const own = BY_KEY.has(path.at(-1)) ? kind : undefined;
        for (const [key, each] of Object.entries(value)) walk(each, [...path, key], KEYS[key] ?? own);
      }
    }
  };
}

/** An id, or the beginning of one with its point: `three_public.` */
const has = (known: ReadonlyMap<string, unknown>, id: string): boolean =>
  known.has(id) || (id.endsWith('.') && [...known.keys()].some((each) => each.startsWith(id)));
