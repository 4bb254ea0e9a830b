/** Language data of tesseract, from npm packages: nothing is downloaded at run time. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { ReadError } from '../errors.ts';

const require = createRequire(import.meta.url);

/**
 * Of each language, which of the package's data sets. Of Chinese, `4.0.0` reads digits far better than
 * `4.0.0_best_int`, at the same speed; of English both give the same readings, and the latter loads faster.
 */
const DATA_SET = { chi_sim: '4.0.0', eng: '4.0.0_best_int' } as const;

export type Language = keyof typeof DATA_SET;

/**
 * The folder that holds `LANGUAGE.traineddata.gz`.
 * @throws ReadError `needs-program` when the package is not installed
 */
export function dataFolder(language: Language): string {
  try {
    const folder = join(dirname(require.resolve(`@tesseract.js-data/${language}/package.json`)), DATA_SET[language]);
    if (existsSync(join(folder, `${language}.traineddata.gz`))) return folder;
  } catch {
    // Said below, in the same words for both cases.
  }
  throw new ReadError('needs-program', `reading pictures needs the npm package @tesseract.js-data/${language}`);
}

/** Language, data set and the beginning of the data's sha256: `chi_sim 4.0.0 1a2b3c4d5e6f`. */
export function dataName(language: Language): string {
  const bytes = readFileSync(join(dataFolder(language), `${language}.traineddata.gz`));
  return `${language} ${DATA_SET[language]} ${createHash('sha256').update(bytes).digest('hex').slice(0, 12)}`;
}
