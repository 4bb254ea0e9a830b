/** Parts of the datasets taken over into another folder, so that the next run need not write them. */
import { copyFileSync, linkSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inParts, PACKAGE, packageOf } from '../tables.ts';

/**
 * Puts the datasets of one folder into another, if they are in parts: the same files under a second name, copies where the
 * file system does not have that.
 * @param to an empty folder, or none
 */
export function linkParts(from: string, to: string): void {
  if (!inParts(from)) return;
  for (const path of packageOf(from)!.resources.flatMap((resource) => resource.path)) {
    mkdirSync(dirname(join(to, path)), { recursive: true });
    try {
      linkSync(join(from, path), join(to, path));
    } catch {
      copyFileSync(join(from, path), join(to, path));
    }
  }
  copyFileSync(join(from, PACKAGE), join(to, PACKAGE));
}
