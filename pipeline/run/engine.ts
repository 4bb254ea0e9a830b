/** The engine that reads pictures in a run. */
import { isDeepStrictEqual } from 'node:util';
import { DEFAULT_OCR, type OcrSettings } from '../../extractors/ocr/settings.ts';

/**
 * The engine that reads pictures, with the versions of what this program does not bring along: part of the key of what is
 * read.
 * @throws OcrSettingsError; ReadError when it cannot work, before anything is done
 */
export async function engineName({
  ocr,
  ocrSettings,
}: {
  ocr: string;
  ocrSettings: OcrSettings;
}): Promise<string | undefined> {
  if (ocr === 'off' || isDeepStrictEqual(ocrSettings, DEFAULT_OCR)) return undefined;
  const { makeEngine } = await import('../../extractors/ocr/engines.ts');
  const engine = makeEngine(ocrSettings, 1);
  await engine.close();
  return engine.name;
}
