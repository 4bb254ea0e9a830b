/** Name and version of this program, from its package.json. */
import { readFileSync } from 'node:fs';

export interface Version {
  name: string;
  version: string;
}

/** Reads package.json: one folder up in a checkout, two in the published build. */
export function ownVersion(): Version {
  for (const place of ['../package.json', '../../package.json']) {
    try {
      const { name, version } = JSON.parse(readFileSync(new URL(place, import.meta.url), 'utf8')) as Version;
      if (name === 'pagefact') return { name, version };
    } catch {
      // Not there: the other place is tried.
    }
  }
  return { name: 'pagefact', version: '0.0.0' };
}
