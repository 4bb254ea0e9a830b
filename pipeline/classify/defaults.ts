/** What the source of a document says about it, where the document itself says nothing. */
import type { Classified, Identity } from '../classified.ts';

/** Defaults of a source; empty where it has none. They never override what a document states. */
export interface SourceDefaults {
  /** GB/T 2260 code, six digits. */
  regionCode: string;
  entity: string;
  /** Flags that the document gets whatever it says: `withdrawn`. */
  flags: readonly string[];
}

const NONE: SourceDefaults = { regionCode: '', entity: '', flags: [] };

/** The classified document with the defaults filled in, and the flags that its facts get for that. */
export function withDefaults(
  classified: Classified,
  { regionCode, entity, flags }: SourceDefaults = NONE,
): { classified: Classified; factFlags: string[] } {
  const { identity } = classified;
  const taken: Partial<Identity> = {};
  const factFlags: string[] = [];
  const own = identity.flags.split(';');
  const isTemplate = own.includes('template');
  const isWhole = own.includes('whole_government');
  if (identity.region_code === '' && regionCode !== '' && !isTemplate) {
    Object.assign(taken, { region_code: regionCode, region_level: levelOf(regionCode) });
    factFlags.push('region_from_source');
  }
  if (identity.entity === '' && entity !== '' && !isTemplate && !isWhole) {
    taken.entity = entity;
    factFlags.push('entity_from_source');
  }
  const all = [...own, ...factFlags, ...flags].filter((flag) => flag !== '');
  // What is true of a whole government must not be taken for a department's.
  if (isWhole) factFlags.push('whole_government');
  return { classified: { ...classified, identity: { ...identity, ...taken, flags: all.join(';') } }, factFlags };
}

/** GB/T 2260: two digits each for province, prefecture and county. */
function levelOf(code: string): Identity['region_level'] {
  if (code.endsWith('0000')) return 'province';
  return code.endsWith('00') ? 'prefecture' : 'county';
}
