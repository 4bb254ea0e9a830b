/** The engine that the settings ask for. */
import type { OcrEngine } from './engine.ts';
import { httpEngine } from './http.ts';
import { nativeEngine } from './native.ts';
import { languagesOf, type OcrSettings, serverUrl } from './settings.ts';
import { tesseractEngine } from './tesseract.ts';

/**
 * @param threads for each of the two readers, text and numbers
 * @throws ReadError `needs-program` when a program or language data are not installed, `not-recognised` when the settings
 * say nonsense
 */
export function makeEngine({ engine, languages, url }: OcrSettings, threads: number): OcrEngine {
  const readers = languagesOf(languages);
  if (engine === 'tesseract') return nativeEngine(readers, threads);
  const builtIn = tesseractEngine(readers, threads);
  return engine === 'http' ? httpEngine(serverUrl(url), readers.text[0], builtIn) : builtIn;
}
