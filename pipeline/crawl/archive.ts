/** ZIP archives among the attachments: each document inside becomes an original of its own, what does not says why. */
import { createHash } from 'node:crypto';
import { archiveEntries } from '../../extractors/docx/archive.ts';
import { ReadError } from '../../extractors/errors.ts';
import { LIMITS } from '../../extractors/limits.ts';
import { type ContentType, contentType, isArchive } from './content.ts';
import { cleanName, decodeText } from './names.ts';

/** A file of an archive, or the archive itself where it could not be opened. */
export interface Member {
  /** Name without folders; never used as a path. */
  name: string;
  sha256: string;
  bytes: number;
  type: ContentType;
  /** Why it is no document of its own; empty when it is one. */
  reason: string;
}

/** What systems put into archives beside the files: Apple's shadows, thumbnails. */
const LITTER = /^(?:__MACOSX\/|.*\/?(?:\._|\.DS_Store|Thumbs\.db|desktop\.ini))/i;

/** Archives that are not opened, with what to do. */
const UNOPENED: Partial<Record<ContentType, string>> = {
  rar: 'a RAR archive is not opened: unpack it by hand and give the files to pagefact run',
  '7z': 'a 7z archive is not opened: unpack it by hand and give the files to pagefact run',
};

/**
 * The documents in an archive. Archives in archives are not opened. Nothing is written by a name from the archive.
 * @param keep stores the bytes of a member under their hash
 */
export async function membersOf(
  bytes: Uint8Array,
  type: ContentType,
  keep: (member: Uint8Array, sha256: string, type: ContentType) => Promise<void>,
): Promise<Member[]> {
  const unopened = UNOPENED[type];
  if (unopened) return [{ name: '', sha256: '', bytes: 0, type, reason: unopened }];
  const members: Member[] = [];
  try {
    for (const entry of await archiveEntries(bytes, LIMITS)) {
      const path = entry.rawName ? decodeText(entry.rawName) : entry.name;
      if (path.endsWith('/') || path.endsWith('\\') || LITTER.test(path.replaceAll('\\', '/'))) continue;
      const name = cleanName(path) || 'unnamed';
      members.push(await member(name, entry.bytes, entry.read));
    }
  } catch (error) {
    if (!(error instanceof ReadError)) throw error;
    return [{ name: '', sha256: '', bytes: 0, type, reason: error.message }];
  }
  return members.length > 0 ? members : [{ name: '', sha256: '', bytes: 0, type, reason: 'the archive is empty' }];

  async function member(name: string, announced: number, read: () => Promise<Uint8Array>): Promise<Member> {
    const refused = { name, sha256: '', bytes: announced, type: 'unknown' as ContentType };
    try {
      const content = Buffer.from(await read());
      const own = await contentType(content);
      if (isArchive(own)) return { ...refused, type: own, reason: 'an archive inside an archive is not opened' };
      if (content.length === 0) return { ...refused, reason: 'the file is empty' };
      if (own === 'unknown' || own === 'data') return { ...refused, reason: 'it is of no known kind' };
      const sha256 = createHash('sha256').update(content).digest('hex');
      await keep(content, sha256, own);
      return { name, sha256, bytes: content.length, type: own, reason: '' };
    } catch (error) {
      if (!(error instanceof ReadError)) throw error;
      return { ...refused, reason: error.message };
    }
  }
}
