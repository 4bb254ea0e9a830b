/** Safety limits of all readers and of the processes they run in, in one place. A file beyond one of them fails with its name. */
import { ReadError } from './errors.ts';

const MIB = 1024 * 1024;

/**
 * What a hostile or broken file may cost at most. The figures are far above every real disclosure seen: the largest
 * had 60 MiB, 400 pages and 3 MiB of XML.
 */
export interface Limits {
  /** Size of the file itself. */
  inputBytes: number;
  /** Pages of a document. */
  pages: number;
  /** Pixels of one picture. */
  imagePixels: number;
  /** Files in an archive (DOCX). */
  archiveEntries: number;
  /** Bytes that all parts of an archive that are read may inflate to, together. */
  decompressedBytes: number;
  /** Inflated size against packed size of one part, looked at from `ratioFromBytes` on. Plain XML stays below 100. */
  decompressionRatio: number;
  ratioFromBytes: number;
  /** Elements inside each other. */
  xmlDepth: number;
  /** Elements of one XML part. */
  xmlElements: number;
  /** Positions of one table's grid. */
  tableCells: number;
  /**
   * Time for reading the picture of one page: by the clock, or the computing time of the process if that is less. A full
   * page takes 10 s on an idle machine.
   */
  ocrPageSeconds: number;
  /** Time for a document; every page and mebibyte of it adds some. */
  documentSeconds: number;
  secondsPerPage: number;
  secondsPerMebibyte: number;
  /** Memory of the process that reads a document, and of one that reads pictures of pages. */
  memoryMebibytes: number;
  scanMemoryMebibytes: number;
}

/** Environment variable that sets other limits, as JSON: `{"pages": 100}`. For tests, and for odd documents. */
export const LIMITS_VARIABLE = 'PAGEFACT_LIMITS';

const DEFAULTS: Limits = {
  inputBytes: 256 * MIB,
  pages: 5000,
  // An A2 page at 400 dpi has 62 million.
  imagePixels: 65_000_000,
  archiveEntries: 10_000,
  decompressedBytes: 192 * MIB,
  decompressionRatio: 200,
  ratioFromBytes: 8 * MIB,
  xmlDepth: 256,
  xmlElements: 4_000_000,
  tableCells: 500_000,
  ocrPageSeconds: 120,
  documentSeconds: 120,
  secondsPerPage: 1,
  secondsPerMebibyte: 2,
  memoryMebibytes: 1024,
  scanMemoryMebibytes: 2048,
};

export const LIMITS: Limits = { ...DEFAULTS, ...limitsFrom(process.env[LIMITS_VARIABLE]) };

/** @throws Error when the text is no JSON object of known limits and numbers above zero */
function limitsFrom(text: string | undefined): Partial<Limits> {
  if (!text) return {};
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch (error) {
    throw new Error(`${LIMITS_VARIABLE} is no JSON: ${(error as Error).message}`);
  }
  for (const [name, value] of Object.entries(given as object))
    if (!(name in DEFAULTS) || typeof value !== 'number' || !(value > 0))
      throw new Error(
        `${LIMITS_VARIABLE}: ${name}: ${JSON.stringify(value)} is no limit above zero. Known: ${Object.keys(DEFAULTS).join(', ')}`,
      );
  return given as Partial<Limits>;
}

/**
 * The error for a file that is past a limit.
 * @param limit which one
 * @param found what was found, for people: `12 files`
 */
export function pastLimit(limit: keyof Limits, found: string, limits: Limits): ReadError {
  return new ReadError('limit', `past the limit ${limit} (${limits[limit]}): ${found}; the file was not read`);
}

/** @throws ReadError when a document has more pages than are read */
export function refusePages(pages: number, limits: Limits = LIMITS): void {
  if (pages > limits.pages) throw pastLimit('pages', `the document has ${pages} pages`, limits);
}
