/**
 * An OCR server after LiteParse's OCR API specification (run-llama/liteparse, OCR_API_SPEC.md): a picture goes out by
 * `POST`, texts with boxes and confidences come back. Text is read by the server; numbers are read by it and by a second
 * engine, as it knows no restriction to digits, and two readings of one mind confirm nothing.
 */
import sharp from 'sharp';
import { ReadError } from '../errors.ts';
import type { Picture } from '../image/picture.ts';
import type { OcrEngine, ReadLine } from './engine.ts';
import { parseResults } from './http-results.ts';

/** How long and how often a server is asked. Times in milliseconds. */
export interface Patience {
  /** For one answer. The specification asks servers for less than 10 seconds. */
  answer: number;
  /** Before the second and further attempts; there is one attempt more than pauses. */
  pauses: readonly number[];
  /** Bytes of one answer. */
  answerBytes: number;
}
const PATIENCE: Patience = { answer: 60_000, pauses: [300, 1500], answerBytes: 4 * 1024 * 1024 };
/** Pictures that are sent at the same time. */
const AT_ONCE = 4;

/** ISO 639-1 codes, which the specification asks for, of tesseract's names. */
const CODES: Readonly<Record<string, string>> = {
  ...{ chi_sim: 'zh', chi_tra: 'zh', eng: 'en', jpn: 'ja', kor: 'ko', bod: 'bo', uig: 'ug', mon: 'mn', kaz: 'kk' },
  ...{ vie: 'vi', tha: 'th', rus: 'ru', fra: 'fr', deu: 'de', spa: 'es', ara: 'ar', por: 'pt', ita: 'it' },
};

/**
 * @param language tesseract's name
 * @param numbers reads numbers for the second time
 */
export function httpEngine(url: URL, language: string, numbers: OcrEngine, patience = PATIENCE): OcrEngine {
  const code = CODES[language] ?? language;
  // Whoever is named in the address, or a key in its query, is nobody's business.
  const shown = `${url.origin}${url.pathname}`;
  const ended = new AbortController();
  const turns = gate(AT_ONCE);
  return {
    name: `OCR server ${shown} (${code}), numbers also by ${numbers.name}`,
    parallel: Math.max(AT_ONCE, numbers.parallel),
    read: (picture, options) =>
      options.numbers
        ? numbers.read(picture, options)
        : turns(async () => {
            const answer = await ask(url, shown, await toPng(picture), code, patience, ended.signal);
            return parseResults(answer, picture, options.shows, shown);
          }),
    async close() {
      ended.abort();
      await numbers.close();
    },
  };
}

/** Lets a number of tasks run at the same time. */
function gate(most: number) {
  let free = most;
  const waiting: (() => void)[] = [];
  return async (task: () => Promise<ReadLine[]>): Promise<ReadLine[]> => {
    if (free === 0) await new Promise<void>((resolve) => waiting.push(resolve));
    else free--;
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free++;
    }
  };
}

function toPng({ width, height, data }: Picture): Promise<Buffer> {
  return sharp(data, { raw: { width, height, channels: 1 } })
    .png({ compressionLevel: 3 })
    .toBuffer();
}

/** An answer that may come out differently when it is asked for again. */
class Passing extends Error {}

/**
 * Sends a picture, again when the server cannot be reached, breaks off, is late, or says that the fault is its own (5xx, or
 * 429: too busy).
 */
async function ask(
  url: URL,
  shown: string,
  png: Buffer,
  code: string,
  patience: Patience,
  ended: AbortSignal,
): Promise<string> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await attemptOnce(url, png, code, patience, ended);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (!(error instanceof Passing))
        throw new ReadError('limit', `The OCR server ${shown} ${reason}.`, { cause: error });
      if (attempt >= patience.pauses.length || ended.aborted) {
        const text = `The OCR server ${shown} ${reason}; asked ${attempt + 1} times. Is it running, and is the address right?`;
        throw new ReadError('limit', text, { cause: error });
      }
      await new Promise((resolve) => setTimeout(resolve, patience.pauses[attempt]));
    }
  }
}

async function attemptOnce(
  url: URL,
  png: Buffer,
  code: string,
  { answer, answerBytes }: Patience,
  ended: AbortSignal,
): Promise<string> {
  const form = new FormData();
  form.set('file', new Blob([new Uint8Array(png)], { type: 'image/png' }), 'piece.png');
  form.set('language', code);
  const late = AbortSignal.timeout(answer);
  try {
    const response = await fetch(url, {
      method: 'POST',
      body: form,
      headers: { accept: 'application/json' },
      // A redirect would send the picture to an address that nobody named.
      redirect: 'manual',
      signal: AbortSignal.any([late, ended]),
    });
    const body = await bounded(response, answerBytes);
    if (response.ok) return body;
    const said = body.trim().slice(0, 200).replace(/\s+/g, ' ');
    const text = `answered ${response.status}${said ? `: ${said}` : ''}`;
    throw response.status >= 500 || response.status === 429 ? new Passing(text) : new Error(text);
  } catch (error) {
    if (late.aborted) throw new Passing(`did not answer within ${answer / 1000} s`);
    // What `fetch` throws when the connection fails or breaks off in the middle of a body.
    if (error instanceof TypeError) throw new Passing(`could not be reached or broke off (${causeOf(error)})`);
    throw error;
  }
}

function causeOf({ message, cause }: TypeError): string {
  return cause instanceof Error && cause.message ? cause.message : message;
}

/** The body of an answer as text, which must not grow past what any piece of a page can hold. */
async function bounded({ body }: Response, most: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.length;
    if (size > most) throw new Error(`answered with more than ${most} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
