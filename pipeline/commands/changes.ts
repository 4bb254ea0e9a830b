/** `pagefact changes`: what differs between two runs. */
import { join } from 'node:path';
import { loadPack } from '../../schemas/pack.ts';
import { compareRuns } from '../changes/compare.ts';
import { headline } from '../changes/report.ts';
import { writeChanges } from '../changes/write.ts';
import { BUILT_IN_PACK } from '../run/run.ts';

/** @returns 0 */
export async function changesCommand(
  before: string,
  after: string,
  { out, pack = BUILT_IN_PACK }: { out: string; pack?: string },
): Promise<number> {
  const rows = await compareRuns(before, after);
  await writeChanges(out, rows, loadPack(pack));
  console.error(headline(rows).replaceAll('**', ''));
  console.error(`written to ${out}; begin with ${join(out, 'changes.md')}`);
  return 0;
}
