/**
 * The command line.
 *
 * Exit codes: 0 done; 1 could not run; 2 wrong use; 3 done, but some documents failed or were skipped.
 */
import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import { DEFAULT_OCR, ENGINES, languagesOf, serverUrl } from '../extractors/ocr/settings.ts';
import { sentenceOf } from './commands/system-error.ts';
import { PARTITIONS, type Partition } from './emit/partitions.ts';
import { ownVersion } from './version.ts';

function count(text: string): number {
  const n = Number(text);
  if (!Number.isInteger(n) || n < 1) throw new InvalidArgumentError('a whole number from 1 is wanted.');
  return n;
}

/** A word of the command line as it is, if what it means can be found out. */
const checkedBy =
  (meaning: (text: string) => unknown) =>
  (text: string): string => {
    try {
      meaning(text);
      return text;
    } catch (error) {
      throw new InvalidArgumentError(error instanceof Error ? error.message : String(error));
    }
  };
const languages = checkedBy(languagesOf);
const address = checkedBy(serverUrl);
const database = checkedBy((text) => {
  if (!/^postgres(ql)?:\/\/./.test(text)) throw new Error('postgres://user:password@host/database is wanted.');
});
function port(text: string): number {
  const n = Number(text);
  if (!Number.isInteger(n) || n < 1 || n > 65535) throw new InvalidArgumentError('a port from 1 to 65535 is wanted.');
  return n;
}
/** `9464` on this machine only, or `0.0.0.0:9464`. */
function listening(text: string): { host: string; port: number } {
  const [, host = '127.0.0.1', digits] = text.match(/^(?:(.+):)?(\d{1,5})$/) ?? [];
  if (digits === undefined || Number(digits) > 65535)
    throw new InvalidArgumentError('a port from 0 to 65535 is wanted, or host:port.');
  return { host: host.replace(/^\[(.*)\]$/, '$1'), port: Number(digits) };
}
function partitions(text: string): Partition[] {
  const names = [...new Set(text.split(','))];
  const odd = names.find((name) => !PARTITIONS.some((known) => known === name));
  if (odd !== undefined)
    throw new InvalidArgumentError(`${PARTITIONS.join(' and ')} are wanted, with a comma between.`);
  return names as Partition[];
}

/** Errors that the command line itself is to blame for: a path that does not exist, a pack or settings that say nonsense. */
const WRONG_USE = new Set([
  'IntakeError',
  'PackError',
  'SettingsError',
  'OcrSettingsError',
  'CorrectionsError',
  'OutputError',
  'NoRunError',
  'NoStoreError',
  'QueueUseError',
]);

/** The program with all its commands, each loaded when it is called; `finish` is told the exit code. */
function program(finish: (code: number) => void): Command {
  const root = new Command('pagefact')
    .description('Turns government disclosures into checked datasets in which every number leads back to its page.')
    .version(ownVersion().version)
    .exitOverride()
    .showHelpAfterError('(pagefact --help lists commands and options)');
  root
    .command('run')
    .description('process documents and write every dataset')
    .argument('<paths...>', 'files, folders or globs')
    .requiredOption('--out <dir>', 'output folder')
    .option('--pack <dir>', 'folder of the pack that knows the forms (default: the built-in one)')
    .option('--jobs <n>', 'documents at a time (default: one per core)', count)
    .option('--password <password>', 'opens encrypted files')
    .option('--render', 'pages of Word files that hold none, by LibreOffice')
    .option('--corrections <file>', 'what people decided about facts (default: corrections.csv in the output folder)')
    .option('--store <dir>', 'folder that keeps the work on each document; may be shared (default: .pagefact in --out)')
    .option('--no-store', 'keep nothing: the next run does everything again')
    .option('--force', 'read again what was read before')
    .option('--rehash', 'read files to see whether they changed, not only their times')
    .option(
      '--partition <list>',
      'also Parquet in folders by year and province of the document: year,province',
      partitions,
    )
    .option('--parts', 'write the datasets in parts, of which the next run writes only those that changed')
    .option('--no-sync', 'leave it to the system when the store is written to the disk')
    .option('--queue <url>', 'PostgreSQL database whose workers do the documents; needs --store', database)
    .option('--json-log', 'JSON lines instead of progress')
    .addOption(new Option('--ocr <when>', 'read pictures of pages').choices(['auto', 'off', 'force']).default('auto'))
    .addOption(new Option('--ocr-engine <name>', 'what reads them').choices(ENGINES).default(DEFAULT_OCR.engine))
    .option(
      '--ocr-lang <languages>',
      "their languages: tesseract's names, joined by +",
      languages,
      DEFAULT_OCR.languages,
    )
    .addOption(
      new Option('--ocr-url <url>', 'address of an OCR server').argParser(address).implies({ ocrEngine: 'http' }),
    )
    .option('--ocr-cache <dir>', 'folder that keeps readings of pictures (default: in the store)')
    .action(async (paths, options) => finish(await (await import('./commands/run.ts')).runCommand(paths, options)));
  root
    .command('worker')
    .description('do documents of runs with --queue, on this machine or on others')
    .requiredOption('--queue <url>', 'PostgreSQL database: postgres://user:password@host/database', database)
    .requiredOption('--store <dir>', 'the store of the run, as this machine sees it')
    .option('--jobs <n>', 'documents at a time (default: one per core)', count)
    .option('--pack <dir>', "folder of the pack, where it is not that of the run's machine")
    .option('--password <password>', 'opens encrypted files')
    .option('--ocr-cache <dir>', 'folder that keeps readings of pictures (default: in the store)')
    .option('--until-empty', 'end when nothing is left to do')
    .option('--heartbeat <seconds>', 'silence after which its documents go to others (default: 60; at least 10)', count)
    .option('--no-sync', 'leave it to the system when the store is written to the disk')
    .option('--metrics <address>', 'serve metrics for Prometheus: a port, or host:port', listening)
    .option('--json-log', 'JSON lines instead of text')
    .action(async (options) => finish(await (await import('./commands/worker.ts')).workerCommand(options)));
  root
    .command('status')
    .description('what stands in a queue, and what was given up')
    .requiredOption('--queue <url>', 'PostgreSQL database', database)
    .action(async (options) => finish(await (await import('./commands/worker.ts')).statusCommand(options)));
  root
    .command('crawl')
    .description('fetch what is new at the sources, politely, and keep what was there')
    .argument('<sources>', 'YAML file that names the sources')
    .option('--out <dir>', 'folder of originals and history')
    .option('--dry-run', 'print what would be fetched; reads the pages, keeps nothing')
    .option('--warc <file>', 'also write what came new as a WARC file, gzipped')
    .option('--json-log', 'JSON lines instead of progress')
    .action(async (sources, options) =>
      finish(await (await import('./commands/crawl.ts')).crawlCommand(sources, options)),
    );
  root
    .command('nightly')
    .description('crawl, run, compare with what is published, report, publish: one night, for a timer')
    .argument('<config>', 'YAML file that names sources and data folder')
    .action(async (config) => finish(await (await import('./commands/nightly.ts')).nightlyCommand(config)));
  root
    .command('changes')
    .description('what differs between two runs: documents, and figures before and now')
    .argument('<before>', 'output folder of the earlier run')
    .argument('<after>', 'output folder of the later run')
    .requiredOption('--out <dir>', 'folder for changes.csv, changes.parquet and changes.md')
    .option('--pack <dir>', 'folder of the pack, for the names of figures')
    .action(async (before, after, options) =>
      finish(await (await import('./commands/changes.ts')).changesCommand(before, after, options)),
    );
  root
    .command('verify')
    .description('read every fact again at its place in its source, with a second reader')
    .argument('<out>', 'output folder of a run')
    .requiredOption('--sources <paths...>', 'files and folders that hold the source documents')
    .option('--sample <n>', 'verify so many facts instead of all', count)
    .option('--pack <dir>', 'folder of the pack that the run had, for its units')
    .option('--password <password>', 'opens encrypted files')
    .action(async (out, options) => finish(await (await import('./commands/verify.ts')).verifyCommand(out, options)));
  root
    .command('tables')
    .description('the tables of files, without looking at what they say')
    .argument('<files...>', 'files, folders or globs')
    .option('--json <file>', 'write all tables to one JSON file')
    .option('--csv <dir>', 'write one CSV per table')
    .option('--settings <file>', 'tolerances of the table engine, as YAML or JSON')
    .option('--password <password>', 'opens encrypted files')
    .action(async (files, options) => finish(await (await import('./commands/tables.ts')).tables(files, options)));
  root
    .command('inspect')
    .description(
      'what was seen on a page: words, edges, candidate tables with reasons, tables and sections over its picture',
    )
    .argument('<file>', 'document')
    .requiredOption('--page <n>', 'page, from 1', count)
    .option('--out <file>', 'SVG or PNG file (default: SVG to standard output)')
    .option('--json', 'print edges, candidate tables and the reasons for the choice instead of drawing them')
    .option('--settings <file>', 'tolerances of the table engine, as YAML or JSON')
    .option('--pack <dir>', 'folder of the pack')
    .option('--password <password>', 'opens encrypted files')
    .action(async (file, options) =>
      finish(await (await import('./commands/inspect.ts')).inspectCommand(file, options)),
    );
  root
    .command('checks')
    .description('the identities that failed: what was stated, what it should be, and on which pages')
    .argument('<out>', 'output folder of a run')
    .option('--all', 'also those that differ for a legitimate reason')
    .option('--pack <dir>', 'folder of the pack')
    .action(async (out, options) => finish(await (await import('./commands/checks.ts')).checksCommand(out, options)));
  root
    .command('review')
    .description('a local page on which numbers are seen on their pages, and confirmed, corrected or rejected')
    .argument('<out>', 'output folder of a run')
    .requiredOption('--sources <dirs...>', 'folders with the source files')
    .option('--port <n>', 'port on 127.0.0.1 (default: any that is free)', port)
    .option('--corrections <file>', 'where decisions are kept (default: corrections.csv in the output folder)')
    .option('--pack <dir>', 'folder of the pack')
    .option('--password <password>', 'opens encrypted files')
    .action(async (out, options) => finish(await (await import('./commands/review.ts')).reviewCommand(out, options)));
  root
    .command('report')
    .description(
      'one file that opens offline: summary, failed checks, quarantine, a sample of numbers with their places',
    )
    .argument('<out>', 'output folder of a run')
    .requiredOption('--out <file>', 'HTML file to write')
    .option('--sources <dirs...>', 'folders with the source files, for pictures of the places')
    .option('--sample <n>', 'numbers in the sample (default: 40)', count)
    .option('--pack <dir>', 'folder of the pack')
    .option('--password <password>', 'opens encrypted files')
    .action(async (out, options) => finish(await (await import('./commands/report.ts')).reportCommand(out, options)));
  root
    .command('query')
    .description('SQL over the tables of a run')
    .argument('<out>', 'output folder of a run')
    .argument('<sql>', 'a DuckDB query')
    .addOption(new Option('--csv', 'print CSV').conflicts('json'))
    .option('--json', 'print JSON')
    .action(async (out, sql, options) =>
      finish(await (await import('./commands/query.ts')).queryCommand(out, sql, options)),
    );
  root
    .command('store')
    .description('look after the store that keeps the work on each document')
    .addArgument(new Argument('<action>', 'what to do').choices(['gc', 'verify', 'stats']))
    .argument('<dir>', 'a store, or an output folder that holds one')
    .option('--keep-runs <n>', 'gc: runs of each output folder whose entries stay', count, 2)
    .option('--hours <n>', 'gc: entries younger than this stay in any case', count, 24)
    .action(async (action, dir, options) =>
      finish(await (await import('./commands/store.ts')).storeCommand(action, dir, options)),
    );
  for (const command of root.commands)
    command.showHelpAfterError(`(pagefact ${command.name()} --help lists its options)`);
  return root;
}

/** Runs one command line. @returns the exit code */
export async function main(args: readonly string[]): Promise<number> {
  let code = 0;
  try {
    await program((given) => {
      code = given;
    }).parseAsync(args[0] === 'query' ? args.map(asNoOption) : args, { from: 'user' });
    return code;
  } catch (error) {
    if (isCommanderError(error)) return error.exitCode === 0 ? 0 : 2;
    console.error(`pagefact: ${sentenceOf(error)}`);
    return error instanceof Error && WRONG_USE.has(error.name) ? 2 : 1;
  }
}

/** SQL may begin with a comment, which is no option. */
const asNoOption = (arg: string): string => (/^--\s/.test(arg) ? ` ${arg}` : arg);

function isCommanderError(error: unknown): error is { exitCode: number } {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('commander.');
}
