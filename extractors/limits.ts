/** Safety limits of all readers, in one place. A file beyond one of them fails with that limit's name. */
import { ReadError } from './errors.ts';

const MIB = 1024 * 1024;

/**
 * What a hostile or broken file may cost at most. The figures are far above every real disclosure seen: the largest
 * had 60 MiB, 400 pages and 3 MiB of XML.
 */
export interface Limits {
  /** Size of the file itself. */
  inputBytes: number;
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
  /** Time for reading the picture of one page. A full page takes 10 s on an idle machine. */
  ocrPageSeconds: number;
}

export const LIMITS: Limits = {
  inputBytes: 256 * MIB,
  archiveEntries: 10_000,
  decompressedBytes: 192 * MIB,
  decompressionRatio: 200,
  ratioFromBytes: 8 * MIB,
  xmlDepth: 256,
  xmlElements: 4_000_000,
  tableCells: 500_000,
  ocrPageSeconds: 120,
};

/**
 * The error for a file that is past a limit.
 * @param limit which one
 * @param found what was found, for people: `12 files`
 */
export function pastLimit(limit: keyof Limits, found: string, limits: Limits): ReadError {
  return new ReadError('limit', `past the limit ${limit} (${limits[limit]}): ${found}; the file was not read`);
}
