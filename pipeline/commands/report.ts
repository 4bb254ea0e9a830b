/** `pagefact report`: one file about a run that opens offline. */
import { writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { makeReport, type ReportOptions } from '../report/report.ts';
import { makeFolder } from '../run/folder.ts';

export interface ReportCommandOptions extends Omit<ReportOptions, 'out'> {
  /** The file to write. */
  out: string;
}

export async function reportCommand(run: string, { out, ...options }: ReportCommandOptions): Promise<0> {
  const page = await makeReport({ ...options, out: run });
  makeFolder(dirname(out));
  await writeFile(out, page);
  console.error(`written to ${out} (${(Buffer.byteLength(page) / 2 ** 20).toFixed(1)} MiB)`);
  return 0;
}
