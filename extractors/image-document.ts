/** A picture file (PNG, JPEG, TIFF) of one or more pages to a Document. */
import sharp from 'sharp';
import { assemble } from './assemble.ts';
import type { PageContent } from './content.ts';
import type { Document } from './document.ts';
import { ReadError } from './errors.ts';
import { toGrey } from './image/marks.ts';
import type { Picture } from './image/picture.ts';
import { LIMITS, pastLimit, refusePages } from './limits.ts';
import { turnBack } from './ocr/turn-back.ts';
import type { ReadOptions } from './read.ts';
import { readScans, SCAN_DPI } from './scans.ts';

/** Resolutions that programs write when they know none; scans of pages have more. */
const LEAST_DPI = 100;
/** Shorter side of the paper that is assumed where a file does not say its resolution, in inches (A4). */
const PAPER = 8.27;
/** Pictures of low resolution are enlarged at most so many times. */
const MOST_ENLARGED = 2.5;

/**
 * @throws ReadError `corrupt` when the picture cannot be decoded, `needs-program` when `ocr` is off
 */
export async function readImage(bytes: Uint8Array, options: ReadOptions): Promise<Document> {
  if (options.ocr === 'off') throw new ReadError('needs-program', 'The file is a picture, and OCR is switched off.');
  const pictures = await decode(bytes);
  const { contents, messages, laid, engine } = await readScans(
    pictures.map(emptyPage),
    () => 'page',
    (page) => pictures[page.number - 1],
    options,
  );
  const base = {
    format: 'image' as const,
    pageMethod: 'file' as const,
    method: 'ocr' as const,
    engine: `sharp ${sharp.versions.sharp}`,
    ocrEngine: engine,
    metadata: {},
    outline: [],
    messages,
  };
  const document = assemble(contents, base, options);
  turnBack(document, laid);
  return document;
}

function emptyPage({ width, height, dpi }: Picture, index: number): PageContent {
  const [w, h] = [(width * 72) / dpi, (height * 72) / dpi];
  const images = [{ box: [0, 0, w, h] as const, pixelWidth: width, pixelHeight: height }];
  return {
    number: index + 1,
    width: w,
    height: h,
    rotation: 0,
    kind: 'scan',
    status: 'ok',
    rulings: [],
    images,
    glyphs: [],
    fills: [],
  };
}

/** Every page of the file in grey, upright as its orientation tag says, near the resolution that is read best. */
async function decode(bytes: Uint8Array): Promise<Picture[]> {
  try {
    const { pages = 1, density = 0, width, height } = await sharp(bytes, { limitInputPixels: false }).metadata();
    refusePages(pages);
    if (width * height > LIMITS.imagePixels)
      throw pastLimit('imagePixels', `the picture has ${width} × ${height} pixels`, LIMITS);
    const pictures: Picture[] = [];
    for (let page = 0; page < pages; page++) pictures.push(await decodePage(bytes, page, density));
    return pictures;
  } catch (error) {
    if (error instanceof ReadError) throw error;
    throw new ReadError('corrupt', 'The picture is damaged and could not be decoded.', { cause: error });
  }
}

async function decodePage(bytes: Uint8Array, page: number, density: number): Promise<Picture> {
  const source = sharp(bytes, { page, limitInputPixels: LIMITS.imagePixels })
    .autoOrient()
    .flatten({ background: '#fff' });
  const { autoOrient } = await source.metadata();
  const dpi = density >= LEAST_DPI ? density : Math.min(autoOrient.width, autoOrient.height) / PAPER;
  // Between the resolution that is read best and half as much again nothing is gained by scaling.
  const scale = Math.min(MOST_ENLARGED, Math.max(SCAN_DPI / dpi, Math.min(1, (1.5 * SCAN_DPI) / dpi)));
  const width = Math.round(autoOrient.width * scale);
  const sized = scale === 1 ? source : source.resize({ width, kernel: 'cubic' });
  const { data, info } = await sized.toColourspace('srgb').ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const rgba = { width: info.width, height: info.height, data: new Uint8Array(data), dpi: dpi * scale };
  return toGrey(rgba);
}
