/** What the map stage gave for one document, as one entry: a line of JSON, then the parts one after the other. */
import type { Row } from '../../schemas/datasets.ts';

/** What a run needs to know of a document before it puts everything together. */
export interface BundleHead {
  status: 'ok' | 'partial';
  reason: string;
  pages: number;
  facts: number;
  /** The work may succeed where it did not, if it is done again: a page took too long. The next run tries. */
  again: boolean;
  /** The row of `documents`. */
  document: Row<'documents'>;
}

/** File name in the output folder to what the document adds to it. Names without a part have none. */
export type Parts = Readonly<Record<string, Uint8Array>>;

/** A bundle as bytes. @param head anything that JSON keeps */
export function bundled<H = BundleHead>(head: H, parts: Parts): Buffer {
  const sizes = Object.entries(parts).map(([name, bytes]) => [name, bytes.length]);
  return Buffer.concat([Buffer.from(`${JSON.stringify({ head, sizes })}\n`), ...Object.values(parts)]);
}

/** The bundle that these bytes are. Parts are views of them. */
export function unbundled<H = BundleHead>(bytes: Buffer): { head: H; parts: Parts } {
  const end = bytes.indexOf(0x0a);
  const { head, sizes } = JSON.parse(bytes.toString('utf8', 0, end)) as {
    head: H;
    sizes: [name: string, bytes: number][];
  };
  const parts: Record<string, Uint8Array> = {};
  let at = end + 1;
  for (const [name, size] of sizes) {
    parts[name] = bytes.subarray(at, at + size);
    at += size;
  }
  return { head, parts };
}
