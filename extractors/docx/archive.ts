/** A bounded unzip: every byte that comes out is counted, and only asked-for parts are inflated. */
import { type Entry, fromBufferPromise, getFileNameLowLevel, type ZipFile } from 'yauzl';
import { ReadError } from '../errors.ts';
import { type Limits, pastLimit } from '../limits.ts';

export interface Archive {
  /** Names of all parts, in lower case. */
  names: readonly string[];
  /** Whether a part exists; names are compared without case, as OPC asks (ECMA-376 part 2, 6.2.2). */
  has(name: string): boolean;
  /**
   * The bytes of a part, or nothing when there is none.
   * @throws ReadError `limit`, `encrypted` or `corrupt`, also when there are two of the name: programs differ in which of
   * them they show, so that neither is known to be what people saw
   */
  read(name: string): Promise<Uint8Array | undefined>;
}

/** A file inside an archive. */
export interface ArchiveEntry {
  /** Its name as the zip specification reads it. */
  name: string;
  /** The name's bytes, where the archive does not say their encoding (it is then often GBK). */
  rawName: Uint8Array | undefined;
  /** Announced size. */
  bytes: number;
  /** What it unpacks to. @throws ReadError `limit`, `corrupt` or `encrypted` */
  read(): Promise<Uint8Array>;
}

/**
 * Opens a zip held in memory as the parts of a document.
 * @throws ReadError `corrupt` when it is no readable zip, `limit` when it holds too many files
 */
export async function openArchive(bytes: Uint8Array, limits: Limits): Promise<Archive> {
  const entries = new Map<string, ArchiveEntry>();
  for (const entry of await archiveEntries(bytes, limits)) {
    const name = entry.name.toLowerCase();
    entries.set(name, entries.has(name) && !name.endsWith('/') ? twice(entry) : entry);
  }
  return {
    names: [...entries.keys()],
    has: (name) => entries.has(name.toLowerCase()),
    read: async (name) => entries.get(name.toLowerCase())?.read(),
  };
}

/**
 * The files inside a zip held in memory, in its order. What is read of them counts against the limits together.
 * @throws ReadError `corrupt` when it is no readable zip, `limit` when it holds too many files
 */
export async function archiveEntries(bytes: Uint8Array, limits: Limits): Promise<ArchiveEntry[]> {
  const zip = await open(bytes);
  if (zip.entryCount > limits.archiveEntries) {
    throw pastLimit('archiveEntries', `the archive holds ${zip.entryCount} files`, limits);
  }
  let left = limits.decompressedBytes;
  const entries: ArchiveEntry[] = [];
  try {
    for await (const entry of zip.eachEntry()) {
      const name = entryName(entry);
      const rawName = saysEncoding(entry) ? undefined : entry.fileNameRaw;
      entries.push({ name, rawName, bytes: entry.uncompressedSize, read: () => inflate(entry, name) });
    }
  } catch (cause) {
    throw damaged('its list of files cannot be read', cause);
  }
  return entries;

  async function inflate(entry: Entry, name: string): Promise<Uint8Array> {
    if (entry.isEncrypted()) throw new ReadError('encrypted', `${name} inside the file is encrypted`);
    const most = Math.max(limits.ratioFromBytes, entry.compressedSize * limits.decompressionRatio);
    const chunks: Buffer[] = [];
    let size = 0;
    try {
      for await (const chunk of await zip.openReadStreamPromise(entry)) {
        size += chunk.length;
        if (size > left) throw pastLimit('decompressedBytes', `${name} brings the parts read above it`, limits);
        if (size > most) {
          const found = `${name} inflates from ${entry.compressedSize} bytes to more than ${most}`;
          throw pastLimit('decompressionRatio', found, limits);
        }
        chunks.push(chunk);
      }
    } catch (cause) {
      throw cause instanceof ReadError ? cause : damaged(`${name} cannot be unpacked`, cause);
    }
    left -= size;
    return Buffer.concat(chunks, size);
  }
}

const twice = (entry: ArchiveEntry): ArchiveEntry => ({
  ...entry,
  read: () =>
    Promise.reject(
      new ReadError(
        'corrupt',
        `the file is damaged: it holds ${entry.name} twice, and only one can be meant; fetch it again`,
      ),
    ),
});

/** General purpose bit 11, or the field of Info-ZIP with the name in UTF-8 (APPNOTE.TXT, 4.4.4 and 4.6.9). */
const saysEncoding = ({ generalPurposeBitFlag, extraFields }: Entry): boolean =>
  (generalPurposeBitFlag & 0x800) !== 0 || extraFields.some(({ id }) => id === 0x7075);

/** Names are decoded by hand because the reader's own decoding refuses odd names, and nothing is written to disk here. */
async function open(bytes: Uint8Array): Promise<ZipFile> {
  try {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return await fromBufferPromise(buffer, { decodeStrings: false });
  } catch (cause) {
    throw damaged('the end of its zip archive is missing or wrong', cause);
  }
}

function entryName(entry: Entry): string {
  return getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false);
}

function damaged(what: string, cause: unknown): ReadError {
  return new ReadError('corrupt', `the file is damaged: ${what} (${(cause as Error).message}); fetch it again`, {
    cause,
  });
}
