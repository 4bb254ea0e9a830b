/** What the system's `tesseract` is, and which language data it has. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ReadError } from '../errors.ts';
import type { Languages } from './settings.ts';

/**
 * Program, version and data: `tesseract 5.3.0 (chi_sim 1a2b3c4d5e6f, eng 6f5e4d3c2b1a)`.
 * @throws ReadError `needs-program` when the program or the data of a language are not installed
 */
export function nativeName({ text, numbers }: Languages, program: string): string {
  const version = ask(program, '--version').match(/tesseract v?(\d[\w.-]*)/)?.[1] ?? 'of unknown version';
  const listed = ask(program, '--list-langs');
  const folder = listed.match(/"([^"]+)"/)?.[1];
  const known = listed.split('\n').map((line) => line.trim());
  const names = [...new Set([...text, numbers])].map((language) => {
    if (known.includes(language))
      return folder ? `${language} ${hashOf(join(folder, `${language}.traineddata`))}` : language;
    const hint = `install tesseract-ocr-${language.replaceAll('_', '-')} (Debian) or name other languages with --ocr-lang`;
    throw new ReadError('needs-program', `The program tesseract has no data for ${language}: ${hint}.`);
  });
  return `tesseract ${version} (${names.join(', ')})`;
}

function ask(program: string, question: string): string {
  const { error, stdout, stderr } = spawnSync(program, [question], { encoding: 'utf8', timeout: 20_000 });
  if (!error) return `${stdout}\n${stderr}`;
  const hint = 'install it (Debian: apt-get install tesseract-ocr tesseract-ocr-chi-sim) or leave out --ocr-engine';
  throw new ReadError('needs-program', `The program tesseract could not be started (${error.message}): ${hint}.`);
}

function hashOf(file: string): string {
  try {
    return createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 12);
  } catch {
    return 'of unknown data';
  }
}
