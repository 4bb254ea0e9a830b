/** `pagefact run`: options in, progress and failures to standard error, exit code out. */
import { join } from 'node:path';
import { pino } from 'pino';
import type { OcrSettings } from '../../extractors/ocr/settings.ts';
import type { Partition } from '../emit/partitions.ts';
import { type Progress, type ReadingProgress, type RunReport, run } from '../run/run.ts';
import { onOneLine } from './one-line.ts';
import { stopping } from './stopping.ts';

export interface RunCommandOptions {
  out: string;
  pack?: string;
  jobs?: number;
  password?: string;
  jsonLog?: boolean;
  ocr?: 'auto' | 'off' | 'force';
  ocrEngine: OcrSettings['engine'];
  ocrLang: string;
  ocrUrl?: string;
  ocrCache?: string;
  render?: boolean;
  corrections?: string;
  store?: string | false;
  sync?: boolean;
  force?: boolean;
  rehash?: boolean;
  queue?: string;
  partition?: Partition[];
  parts?: boolean;
}

/** How a run is told about. */
interface Reporter {
  progress(progress: Progress): void;
  /** A page of pictures was read; only those who can show it without a line each do. */
  reading?(reading: ReadingProgress): void;
  /** Something outside is wrong, and is being mended or waited out. */
  trouble(message: string): void;
  end(report: RunReport): void;
}

/** @returns 0, 3 when documents failed or were skipped, 128 and the signal's number when one ended the run */
export async function runCommand(paths: readonly string[], options: RunCommandOptions): Promise<number> {
  const reporter = options.jsonLog ? jsonReporter() : process.stderr.isTTY ? lineReporter() : plainReporter();
  const { jsonLog: _, ocrEngine, ocrLang, ocrUrl, ...rest } = options;
  const ocrSettings: OcrSettings = { engine: ocrEngine, languages: ocrLang };
  if (ocrUrl !== undefined) ocrSettings.url = ocrUrl;
  const onReading = (reading: ReadingProgress) => reporter.reading?.(reading);
  const onProgress = (progress: Progress) => reporter.progress(progress);
  return stopping(`${options.out} is as it was before`, async (signal) => {
    const onTrouble = (message: string) => reporter.trouble(message);
    const report = await run({ ...rest, ocrSettings, paths, onProgress, onReading, onTrouble, signal });
    reporter.end(report);
    if (!options.jsonLog) console.error(`written to ${options.out}; begin with ${join(options.out, 'summary.md')}`);
    return report.failed.length > 0 ? 3 : 0;
  });
}

const wentWrong = (status: string) => status === 'failed' || status === 'skipped';

/** One line per document, for files and pipes. */
function plainReporter(): Reporter {
  return {
    progress({ file, outcome, known, done, total }) {
      const tail =
        'pages' in outcome && outcome.status === 'ok'
          ? `${outcome.pages} pages, ${outcome.facts} facts`
          : outcome.reason;
      console.error(onOneLine(`[${done}/${total}] ${outcome.status}: ${file}: ${tail}${known ? ' (known)' : ''}`));
    },
    trouble: (message) => console.error(message),
    end: closing,
  };
}

/** One line that is written over, for people who watch. */
function lineReporter(): Reporter {
  const clear = '\r\u001b[K';
  let last = '';
  return {
    progress({ file, outcome, done, total }) {
      if (wentWrong(outcome.status)) process.stderr.write(clear);
      const width = Math.max(20, (process.stderr.columns ?? 80) - 20);
      last = `${done}/${total}`;
      process.stderr.write(`${clear}${last} ${[...onOneLine(file)].slice(-width / 2).join('')}`);
    },
    reading({ file, scans, scansRead }) {
      const width = Math.max(20, (process.stderr.columns ?? 80) - 40);
      const name = [...onOneLine(file)].slice(-width / 2).join('');
      const left = scans - scansRead;
      process.stderr.write(`${clear}${last} ${name}: ${scansRead} pictures of pages read, ${left} left`);
    },
    trouble: (message) => void process.stderr.write(`${clear}${message}\n`),
    end(report) {
      process.stderr.write(clear);
      for (const { file, status, reason } of report.failed) console.error(onOneLine(`${status}: ${file}: ${reason}`));
      closing(report);
    },
  };
}

function closing({ documents, known, pages, facts, failed, ignored, strayDecisions }: RunReport): void {
  if (ignored.length > 0)
    console.error(`${ignored.length} other files in the folders are no documents: ${ignored.slice(0, 5).join(', ')}`);
  if (strayDecisions > 0)
    console.error(`${strayDecisions} decisions of the corrections are about documents that are not in this run`);
  const before = known > 0 ? ` (${known} known from before)` : '';
  const bad = failed.length > 0 ? `; ${failed.length} failed or skipped` : '';
  console.error(`${documents} documents${before}, ${pages} pages, ${facts} facts${bad}`);
}

/** pino's JSON lines on standard error. */
function jsonReporter(): Reporter {
  const log = pino({ base: null }, pino.destination({ dest: 2, sync: true }));
  return {
    progress({ file, outcome, known, done, total }) {
      const { document: _, ...told } = { document: undefined, ...outcome };
      log[wentWrong(outcome.status) ? 'error' : 'info']({ file, done, total, known, ...told }, 'document');
    },
    reading: ({ file, pages, scans, scansRead }) =>
      log.info({ file, pages, scans, scansRead, scansLeft: scans - scansRead }, 'reading'),
    trouble: (message) => log.warn(message),
    end: ({ failed, ...report }) => log.info({ failed: failed.length, ...report }, 'run'),
  };
}
