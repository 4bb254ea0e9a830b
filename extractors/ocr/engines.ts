/** The engine that the settings ask for. */
import type { OcrEngine } from './engine.ts';
import { httpEngine } from './http.ts';
import { nativeEngine } from './native.ts';
import { languagesOf, type OcrSettings, OcrSettingsError, serverUrl } from './settings.ts';
import { tesseractEngine } from './tesseract.ts';

/**
 * @param threads for each of the two readers, text and numbers
 * @throws OcrSettingsError; ReadError `needs-program` when a program or language data are not installed
 */
export function makeEngine({ engine, languages, url }: OcrSettings, threads: number): OcrEngine {
  const readers = languagesOf(languages);
  if (url !== undefined && engine !== 'http')
    throw new OcrSettingsError(`An address (${url}) goes with the engine http, not with ${engine}.`);
  if (engine === 'tesseract') return nativeEngine(readers, threads);
  const builtIn = tesseractEngine(readers, threads);
  return engine === 'http' ? httpEngine(serverUrl(url), readers.text[0], builtIn) : builtIn;
}
