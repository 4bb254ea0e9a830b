/** Language data of tesseract.js, from npm packages: nothing is downloaded at run time. */
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ReadError } from '../errors.ts';

const require = createRequire(import.meta.url);

/**
 * Which of a package's data sets, the first that it has. Of Chinese, `4.0.0` reads digits far better than
 * `4.0.0_best_int`, at the same speed; of English both give the same readings, and the latter loads faster.
 */
const DATA_SETS: Readonly<Record<string, readonly string[]>> = { eng: ['4.0.0_best_int', '4.0.0'] };
const USUAL_DATA_SETS = ['4.0.0', '4.0.0_best_int'];

interface LanguageData {
  /** The folder that holds `LANGUAGE.traineddata.gz`. */
  folder: string;
  set: string;
}

/** @throws ReadError `needs-program` when the package is not installed */
function dataOf(language: string): LanguageData {
  try {
    const root = dirname(require.resolve(`@tesseract.js-data/${language}/package.json`));
    for (const set of DATA_SETS[language] ?? USUAL_DATA_SETS) {
      const folder = join(root, set);
      if (existsSync(join(folder, `${language}.traineddata.gz`))) return { folder, set };
    }
  } catch {
    // Said below, in the same words for both cases.
  }
  const name = `@tesseract.js-data/${language}`;
  const hint = `install it (npm install ${name}) or name other languages with --ocr-lang`;
  throw new ReadError('needs-program', `Reading pictures needs the npm package ${name}: ${hint}.`);
}

/** Language, data set and the beginning of the data's sha256: `chi_sim 4.0.0 1a2b3c4d5e6f`. */
export function dataName(language: string): string {
  const { folder, set } = dataOf(language);
  const bytes = readFileSync(join(folder, `${language}.traineddata.gz`));
  return `${language} ${set} ${createHash('sha256').update(bytes).digest('hex').slice(0, 12)}`;
}

/** One folder with the data of some languages; whoever asked for it removes it. */
export function dataFolder(languages: readonly string[]): { folder: string; remove(): void } {
  if (languages.length === 1) return { folder: dataOf(languages[0]).folder, remove: () => {} };
  const found = languages.map((language) => ({ language, ...dataOf(language) }));
  const folder = mkdtempSync(join(tmpdir(), 'pagefact-ocr-'));
  for (const { language, folder: own } of found) {
    const file = `${language}.traineddata.gz`;
    symlinkSync(join(own, file), join(folder, file));
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
