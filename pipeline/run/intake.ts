/** Which files a run is about: files, folders and globs to a list in a fixed order, each with its hash. */
import { createHash } from 'node:crypto';
import { createReadStream, globSync, readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { basename, extname, join, resolve } from 'node:path';
import { type FileType, fileType } from '../../extractors/file-type.ts';
import type { Source } from '../process.ts';
import { readSidecar, type SidecarLine } from './sidecar.ts';

/** A file of the run. */
export interface IntakeFile extends Source {
  path: string;
}

/** A file that was named, found in a folder, or listed by one. */
export interface IntakeItem {
  path: string;
  /** What the folder's own list says of it (`documents.jsonl`). */
  listed?: SidecarLine;
}

export interface Expanded {
  /** Paths in the order in which they are processed. */
  paths: string[];
  /** Files in folders that are no documents by their extension. */
  ignored: string[];
}

/** What documents are called. A file that is named on the command line is taken whatever its name is. */
const DOCUMENT_EXTENSIONS = new Set(
  'pdf docx docm dotx doc dot wps png jpg jpeg tif tiff xls xlsx xlsm xlsb et ppt pptx ofd htm html shtml xhtml zip rar'
    .split(' ')
    .map((e) => `.${e}`),
);
const GLOB = /[*?[\]{}]/;
/** File types are told from the beginning of a file; names of archive members may stand anywhere in it. */
const SNIFFED_BYTES = 64 * 1024 * 1024;

/** No such file or folder, a glob that matches nothing, or the output folder itself. */
export class IntakeError extends Error {
  override name = 'IntakeError';
}

/** A file that is there but cannot be opened. The message says why, for people. */
export class UnreadableError extends Error {
  override name = 'UnreadableError';
}

/** What is gathered on the way through the folders. */
interface Walk {
  /** Documents of folders that list them, and files, by their places. */
  items: Map<string, IntakeItem>;
  ignored: string[];
  /** Real paths of folders that were seen or are not to be entered: links may lead in circles. */
  closed: Set<string>;
}

/**
 * Expands what was named on the command line. Folders are read with their subfolders, hidden files left out; a folder
 * that several links lead to is read once. What cannot be opened stays in the list, so that it gets its row. Of a folder
 * that lists its documents itself (a crawl's) those are taken and nothing else.
 * @param out folder that the run writes to: what an earlier run wrote there is no document
 * @throws IntakeError naming the path that does not exist
 */
export function intake(paths: readonly string[], out?: string): { items: IntakeItem[]; ignored: string[] } {
  const real = out === undefined || statOf(out) === undefined ? [] : [realpathSync(out)];
  const walk: Walk = { items: new Map(), ignored: [], closed: new Set(real) };
  for (const path of paths) for (const file of filesOf(path, walk)) walk.items.set(resolve(file), { path: file });
  if (walk.items.size === 0) refuseItself(paths, real);
  return { items: [...walk.items.values()], ignored: walk.ignored };
}

/** A run over the folder that it writes to would find no documents, whatever there is. */
function refuseItself(paths: readonly string[], out: readonly string[]): void {
  const itself = paths.find((path) => statOf(path) !== undefined && out.includes(realpathSync(path)));
  if (itself !== undefined)
    throw new IntakeError(`${itself} is the output folder, in which no documents are looked for: give another --out`);
}

/** The files of what was named, each once, as `intake` finds them. @throws IntakeError */
export function expand(paths: readonly string[], out?: string): Expanded {
  const { items, ignored } = intake(paths, out);
  const files = items.filter(({ listed }) => listed === undefined || listed.path !== '').map(({ path }) => path);
  return { paths: [...new Set(files)], ignored };
}

/** Takes the documents that a folder lists. @returns whether it lists any */
function takeListed(folder: string, { items }: Walk): boolean {
  const lines = readSidecar(folder);
  // The same bytes at two addresses are two documents of the list.
  for (const [index, listed] of (lines ?? []).entries())
    items.set(`${resolve(folder)}\u0000${index}`, { path: join(folder, listed.path || listed.name), listed });
  return lines !== undefined;
}

function filesOf(path: string, walk: Walk): string[] {
  const stat = statOf(path);
  if (stat?.isDirectory()) return documentsIn(path, walk);
  if (stat) return [path];
  if (!GLOB.test(path)) throw new IntakeError(`${path}: no such file or folder`);
  const matches = globSync(path).sort(byCodePoint);
  if (matches.length === 0) throw new IntakeError(`${path}: the pattern matches no file`);
  return matches.flatMap((match) => (statOf(match) ? filesOf(match, walk) : [match]));
}

function documentsIn(folder: string, walk: Walk): string[] {
  const own = realpathSync(folder);
  if (walk.closed.has(own)) return [];
  walk.closed.add(own);
  if (takeListed(folder, walk)) return [];
  const names = namesIn(folder);
  if (!names) return [folder];
  return names.sort(byCodePoint).flatMap((name) => {
    const path = join(folder, name);
    if (name.startsWith('.') || name.startsWith('~$')) return [];
    if (statOf(path)?.isDirectory()) return documentsIn(path, walk);
    if (DOCUMENT_EXTENSIONS.has(extname(name).toLowerCase())) return [path];
    walk.ignored.push(path);
    return [];
  });
}

/** Nothing where the folder may not be read. */
function namesIn(folder: string): string[] | undefined {
  try {
    return readdirSync(folder);
  } catch {
    return undefined;
  }
}

/** Nothing where the path leads nowhere: no such file, or links in a circle. */
function statOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

/** Not localeCompare: the order must not depend on the machine's language. */
const byCodePoint = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Hash, size and type of a file, read as a stream.
 * @throws UnreadableError when it cannot be opened or is no file
 */
export async function inspectFile(path: string): Promise<IntakeFile> {
  const hash = createHash('sha256');
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    const stat = statSync(path);
    if (stat.isDirectory())
      throw new UnreadableError('The folder may not be read. Give yourself the right to read it.');
    // A pipe would be waited for without end.
    if (!stat.isFile()) throw new UnreadableError('It is no file but a pipe, socket or device. Give a file.');
    for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
      hash.update(chunk);
      if (size < SNIFFED_BYTES) chunks.push(chunk);
      size += chunk.length;
    }
  } catch (error) {
    throw error instanceof UnreadableError ? error : new UnreadableError(whyUnreadable(path, error), { cause: error });
  }
  const mediaType = mediaTypeOf(Buffer.concat(chunks));
  return { path, name: basename(path), size, sha256: hash.digest('hex'), mediaType };
}

function whyUnreadable(path: string, error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (path.includes('\ufffd'))
    return 'The file name is not UTF-8 (names in an archive packed under Windows are often GBK). Rename the file.';
  if (code === 'EACCES' || code === 'EPERM') return 'The file may not be read. Give yourself the right to read it.';
  if (code === 'ENOENT') return 'The file is gone, or is a link to one that does not exist.';
  if (code === 'ELOOP') return 'The file is a link that leads back to itself.';
  return `The file could not be read: ${message}`;
}

function mediaTypeOf(bytes: Uint8Array): string {
  const type = fileType(bytes);
  // Old workbooks are OLE2 files, new ones archives.
  return type === 'workbook' && bytes[0] === 0xd0 ? 'application/vnd.ms-excel' : MEDIA_TYPES[type];
}

const OLE = 'application/x-ole-storage';
const MEDIA_TYPES: Record<FileType, string> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  doc: 'application/msword',
  image: 'image/*',
  html: 'text/html',
  'encrypted-office': OLE,
  workbook: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  zip: 'application/zip',
  office: OLE,
  unknown: 'application/octet-stream',
};
