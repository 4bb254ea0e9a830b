/** `pagefact nightly`: one night, for a timer. */
import { join } from 'node:path';
import { headline } from '../changes/report.ts';
import { countsLine } from '../crawl/summary.ts';
import { loadNightlyConfig } from '../nightly/config.ts';
import { nightExitCode, nightly } from '../nightly/nightly.ts';
import { stopping } from './stopping.ts';

/** @returns 0; 3 when the report needs a look; 128 and the signal's number when one ended it */
export async function nightlyCommand(file: string): Promise<number> {
  const config = loadNightlyConfig(file);
  return stopping('run it again to go on', async (signal) => {
    const night = await nightly({
      config,
      signal,
      onStep: (step) => console.error(`${new Date().toISOString()} ${step}`),
    });
    console.error(
      `sources: ${countsLine(night.crawl)}; datasets: ${night.run.documents} documents, ${night.run.facts} facts`,
    );
    if (!night.first) console.error(headline(night.changes).replaceAll('**', ''));
    console.error(`report: ${join(night.reports, 'report.md')}`);
    return nightExitCode(night);
  });
}
