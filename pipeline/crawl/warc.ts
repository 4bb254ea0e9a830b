/** Originals as a WARC file (ISO 28500), for archives: every version that came for the first time since a time. */
import { createReadStream, createWriteStream } from 'node:fs';
import { rename } from 'node:fs/promises';
import { STATUS_CODES } from 'node:http';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { WARCRecord } from 'warcio';
import { WARCSerializer } from 'warcio/node';
import { ownVersion } from '../version.ts';
import { EXTENSIONS } from './content.ts';
import { ORIGINALS } from './documents.ts';
import { openHistory, type Version } from './history.ts';
import { Objects } from './objects.ts';

const VERSION = 'WARC/1.1';
/** Headers of the transfer: the body stands in the file without it. */
const TRANSFER = new Set(['content-encoding', 'transfer-encoding', 'content-length', 'connection', 'keep-alive']);

/**
 * Writes a WARC file, gzipped record by record; it appears under its name when it is complete.
 * @param since ISO 8601; empty for everything
 * @returns number of responses in it
 */
export async function writeWarc(dir: string, file: string, since = ''): Promise<number> {
  const objects = new Objects(join(dir, ORIGINALS));
  const history = await openHistory(dir);
  let versions: Version[];
  try {
    versions = (await history.versionsSince(since)).filter(({ sha256, type }) =>
      objects.has(sha256, EXTENSIONS[type] ?? 'bin'),
    );
  } finally {
    history.close();
  }
  const records = async function* () {
    const { name, version } = ownVersion();
    const info = { software: `${name} ${version}`, format: 'WARC File Format 1.1' };
    yield* new WARCSerializer(WARCRecord.createWARCInfo({ filename: file, warcVersion: VERSION }, info), {
      gzip: true,
    });
    for (const one of versions) yield* new WARCSerializer(recordOf(one, objects), { gzip: true });
  };
  await pipeline(Readable.from(records()), createWriteStream(`${file}.part`));
  await rename(`${file}.part`, file);
  return versions.length;
}

function recordOf({ url, sha256, type, bytes, status, first_seen, headers }: Version, objects: Objects): WARCRecord {
  const sent = Object.entries(JSON.parse(headers) as Record<string, string>).filter(([name]) => !TRANSFER.has(name));
  const httpHeaders: Record<string, string> = { ...Object.fromEntries(sent), 'content-length': String(bytes) };
  const statusline = `HTTP/1.1 ${status ?? 200} ${STATUS_CODES[status ?? 200] ?? ''}`;
  const body = createReadStream(objects.pathOf(sha256, EXTENSIONS[type] ?? 'bin')) as AsyncIterable<Uint8Array>;
  return WARCRecord.create(
    { url, date: first_seen, type: 'response', warcVersion: VERSION, httpHeaders, statusline },
    body,
  );
}
