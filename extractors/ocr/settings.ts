/** Which engine reads pictures, in which languages. */
/** Settings that say nonsense. */
export class OcrSettingsError extends Error {
  override name = 'OcrSettingsError';
}

/** Names of the engines, as the command line takes them. */
export const ENGINES = ['tesseract.js', 'tesseract', 'http'] as const;

/** Plain data: it goes from the parent process to its workers. */
export interface OcrSettings {
  engine: (typeof ENGINES)[number];
  /** Tesseract's names of languages, joined by `+`. */
  languages: string;
  /** Of an OCR server, for `http` only. */
  url?: string;
}

export const DEFAULT_OCR: OcrSettings = { engine: 'tesseract.js', languages: 'chi_sim+eng' };

/** The language whose data read numbers best. */
const FOR_NUMBERS = 'eng';

/** Which languages a text is read with, and which one a number. */
export interface Languages {
  text: readonly string[];
  numbers: string;
}

/**
 * Numbers are read with the English data where they are among the languages, else with those named last; text with all
 * others (with the same if there are none).
 * @throws OcrSettingsError when the words are no languages
 */
export function languagesOf(languages: string): Languages {
  const names = [...new Set(languages.split('+').map((name) => name.trim()))];
  const wrong = names.find((name) => !/^[A-Za-z][A-Za-z0-9_]*$/.test(name));
  if (wrong !== undefined) {
    const text = `"${wrong}" in "${languages}" is no language: give tesseract's names, joined by +, as in chi_sim+eng`;
    throw new OcrSettingsError(text);
  }
  const numbers = names.includes(FOR_NUMBERS) ? FOR_NUMBERS : names[names.length - 1];
  const text = names.filter((name) => name !== numbers);
  return { text: text.length > 0 ? text : [numbers], numbers };
}

/**
 * The address of an OCR server.
 * @throws OcrSettingsError when it is none
 */
export function serverUrl(text: string | undefined): URL {
  const example = 'give the address of an OCR server, as in http://localhost:8080/ocr';
  if (!text) throw new OcrSettingsError(`The engine http needs an address: ${example}.`);
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && /^https?:$/.test(url.protocol)) return url;
  throw new OcrSettingsError(`"${text}" is no http address: ${example}.`);
}
