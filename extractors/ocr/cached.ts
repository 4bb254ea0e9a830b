/** Readings of pages that were read before. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Cache } from '../cache.ts';
import type { Picture } from '../image/picture.ts';
import type { OcrEngine } from './engine.ts';
import { readingVersion } from './reading-version.ts';
import { readScanPage, type ScanPage } from './scan-page.ts';

const angle = z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]);
const sides = { x0: z.number(), y0: z.number(), x1: z.number(), y1: z.number() };
const glyph = z.strictObject({
  text: z.string(),
  ...sides,
  baseline: z.number(),
  size: z.number(),
  bold: z.boolean(),
  angle,
  confidence: z.number(),
});
const ruling = z.strictObject({ orientation: z.enum(['horizontal', 'vertical']), ...sides });
const bent = z.array(z.number()).length(9).optional();
const reading = z.looseObject({ glyphs: z.array(glyph), rulings: z.array(ruling), angle: z.number(), bent });

/**
 * Reads a page, or takes it from the cache. Pages that cannot be read are tried again each time.
 * @returns the page, or why it cannot be read
 * @throws what the cache throws
 */
export async function readCached(
  pictureOf: () => Picture,
  engine: OcrEngine,
  cache: Cache | undefined,
): Promise<ScanPage | { failure: string }> {
  let picture: Picture;
  try {
    picture = pictureOf();
  } catch (error) {
    return { failure: reasonOf(error) };
  }
  const key = cache && keyOf(picture, engine);
  const known = key && (await cache.get(key));
  const kept = known && parsed(known);
  if (kept) return kept;
  const page = await readScanPage(picture, engine).catch((error: unknown) => ({ failure: reasonOf(error) }));
  if (key && !('failure' in page)) await cache.put(key, new TextEncoder().encode(JSON.stringify(page)));
  return page;
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The picture, and all that decides how it is read: the code, the engine with its version, data and languages. */
function keyOf({ width, height, dpi, data }: Picture, engine: OcrEngine): string {
  const facts = JSON.stringify([readingVersion(), engine.name, width, height, dpi]);
  return createHash('sha256').update(facts).update('\n').update(data).digest('hex');
}

function parsed(bytes: Uint8Array): ScanPage | undefined {
  try {
    return reading.parse(JSON.parse(new TextDecoder().decode(bytes))) as unknown as ScanPage;
  } catch {
    // Not what was written: read anew.
    return undefined;
  }
}
