/** Which files a run is about: files, folders and globs to a list in a fixed order, each with its hash. */
import { createHash } from 'node:crypto';
import { createReadStream, globSync, readdirSync, statSync } from 'node:fs';
import { basename, extname, join, resolve } from 'node:path';
import { type FileType, fileType } from '../../extractors/file-type.ts';

/** A file of the run. */
export interface IntakeFile {
  path: string;
  name: string;
  size: number;
  sha256: string;
  mediaType: string;
}

export interface Expanded {
  /** Paths in the order in which they are processed. */
  paths: string[];
  /** Files in folders that are no documents by their extension. */
  ignored: string[];
}

/** What documents are called. A file that is named on the command line is taken whatever its name is. */
const DOCUMENT_EXTENSIONS = new Set(
  'pdf docx docm dotx doc dot wps png jpg jpeg tif tiff xls xlsx ppt pptx ofd htm html zip rar'
    .split(' ')
    .map((e) => `.${e}`),
);
const GLOB = /[*?[\]{}]/;
/** File types are told from the beginning of a file; names of archive members may stand anywhere in it. */
const SNIFFED_BYTES = 64 * 1024 * 1024;

/** No such file or folder, or a glob that matches nothing. */
export class IntakeError extends Error {
  override name = 'IntakeError';
}

/**
 * Expands what was named on the command line. Folders are read with their subfolders, hidden files left out.
 * @throws IntakeError naming the path that does not exist
 */
export function expand(paths: readonly string[]): Expanded {
  const found = new Map<string, string>();
  const ignored: string[] = [];
  for (const path of paths) for (const file of filesOf(path, ignored)) found.set(resolve(file), file);
  return { paths: [...found.values()], ignored };
}

function filesOf(path: string, ignored: string[]): string[] {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat?.isDirectory()) return documentsIn(path, ignored);
  if (stat) return [path];
  if (!GLOB.test(path)) throw new IntakeError(`${path}: no such file or folder`);
  const matches = globSync(path).sort(byCodePoint);
  if (matches.length === 0) throw new IntakeError(`${path}: the pattern matches no file`);
  return matches.flatMap((match) => filesOf(match, ignored));
}

function documentsIn(folder: string, ignored: string[]): string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => byCodePoint(a.name, b.name));
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.name.startsWith('.') || entry.name.startsWith('~$')) return [];
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return documentsIn(path, ignored);
    if (DOCUMENT_EXTENSIONS.has(extname(entry.name).toLowerCase())) return [path];
    ignored.push(path);
    return [];
  });
}

/** Not localeCompare: the order must not depend on the machine's language. */
const byCodePoint = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Hash, size and type of a file, read as a stream. */
export async function inspectFile(path: string): Promise<IntakeFile> {
  const hash = createHash('sha256');
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    if (size < SNIFFED_BYTES) chunks.push(chunk);
    size += chunk.length;
  }
  const mediaType = MEDIA_TYPES[fileType(Buffer.concat(chunks))];
  return { path, name: basename(path), size, sha256: hash.digest('hex'), mediaType };
}

const OLE = 'application/x-ole-storage';
const MEDIA_TYPES: Record<FileType, string> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  doc: 'application/msword',
  image: 'image/*',
  html: 'text/html',
  'encrypted-office': OLE,
  zip: 'application/zip',
  office: OLE,
  unknown: 'application/octet-stream',
};
