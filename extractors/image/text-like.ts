/** Whether a picture looks like a table or like lines of text: a cheap look before the slow reading. */
import { binarise } from './binarise.ts';
import { pieceAt } from './connected.ts';
import type { Bitmap, Picture, PixelBox } from './picture.ts';

/** Height and width of a character in inches. */
const CHARACTER = { lowest: 0.05, highest: 0.35, widest: 0.4 } as const;
/** Characters of a text at least, and the share of them that has a neighbour on the same line. */
const LEAST = 12;
const IN_LINES = 0.6;
/** A stretch of ink this long and this thin (inches), straight across or up, is a ruling. */
const RULING = 0.4;
const THIN = 0.05;
/** Share of the ink that is characters and rulings. Charts, logos, stamps and photographs have other shapes. */
const EXPLAINED = 0.75;
/** Share of the pixels near the most frequent grey: the ground of print is even, a photograph has no ground. */
const EVEN = 0.5;
const NEAR = 20;

/** @param picture in grey, best at some 100 dpi */
export function looksLikeText(picture: Picture): boolean {
  if (!hasGround(picture)) return false;
  const ink = binarise(picture);
  const places = placesOf(ink.data);
  const ruled = withoutRulings(ink, places, picture.dpi);
  let explained = ruled;
  const characters: PixelBox[] = [];
  const room = new Int32Array(places.length);
  for (const start of places) {
    if (ink.data[start] === 0) continue;
    const { box, size } = pieceAt(ink, start, room);
    const [w, h] = [(box.x1 - box.x0) / picture.dpi, (box.y1 - box.y0) / picture.dpi];
    if (h <= CHARACTER.highest && w <= CHARACTER.widest) {
      explained += size;
      if (h >= CHARACTER.lowest) characters.push(box);
    }
  }
  return characters.length >= LEAST && explained >= EXPLAINED * places.length && inLines(characters) >= IN_LINES;
}

function hasGround({ data }: Picture): boolean {
  const counts = new Uint32Array(256);
  for (let i = 0; i < data.length; i++) counts[data[i]]++;
  const ground = counts.indexOf(Math.max(...counts));
  let near = 0;
  for (let grey = Math.max(0, ground - NEAR); grey <= Math.min(255, ground + NEAR); grey++) near += counts[grey];
  return near >= EVEN * data.length;
}

/** Indices of the ink, row by row. */
function placesOf(data: Uint8Array): Int32Array {
  const places = new Int32Array(data.length);
  let count = 0;
  for (let i = 0; i < data.length; i++) if (data[i] === 1) places[count++] = i;
  return places.subarray(0, count);
}

/** Takes the ink out that is long one way and thin the other. @returns how many pixels that was */
function withoutRulings({ width, data }: Bitmap, places: Int32Array, dpi: number): number {
  const across = rowStretches(places, width);
  const down = columnStretches(places, width, data.length);
  const [long, thin] = [RULING * dpi, THIN * dpi];
  let count = 0;
  for (let k = 0; k < places.length; k++) {
    const i = places[k];
    if (!((across[k] >= long && down[i] <= thin) || (down[i] >= long && across[k] <= thin))) continue;
    data[i] = 0;
    count++;
  }
  return count;
}

/** For each place the length of the stretch of ink along its row. */
function rowStretches(places: Int32Array, width: number): Uint16Array {
  const lengths = new Uint16Array(places.length);
  for (let from = 0, k = 1; k <= places.length; k++) {
    if (k < places.length && places[k] === places[k - 1] + 1 && places[k] % width !== 0) continue;
    lengths.fill(k - from, from, k);
    from = k;
  }
  return lengths;
}

/** For each pixel of ink the length of the stretch along its column. */
function columnStretches(places: Int32Array, width: number, size: number): Uint16Array {
  const lengths = new Uint16Array(size);
  // From above: how far the stretch has come. From below: what its last pixel says holds for all of it.
  for (let k = 0; k < places.length; k++) {
    const i = places[k];
    lengths[i] = i < width ? 1 : lengths[i - width] + 1;
  }
  for (let k = places.length - 1; k >= 0; k--) {
    const below = places[k] + width;
    if (below < size && lengths[below] > 0) lengths[places[k]] = lengths[below];
  }
  return lengths;
}

/** Share of the characters that stand beside another one of about their height. */
function inLines(characters: readonly PixelBox[]): number {
  const sorted = [...characters].sort((a, b) => a.x0 - b.x0);
  const beside = new Uint8Array(sorted.length);
  for (let i = 0; i < sorted.length; i++) {
    const a = sorted[i];
    const height = a.y1 - a.y0;
    for (let j = i + 1; j < sorted.length && sorted[j].x0 - a.x1 <= 1.2 * height; j++) {
      const b = sorted[j];
      const off = Math.abs(a.y0 + a.y1 - b.y0 - b.y1) / 2;
      if (off > 0.5 * height || b.y1 - b.y0 > 2.2 * height || height > 2.2 * (b.y1 - b.y0)) continue;
      beside[i] = 1;
      beside[j] = 1;
    }
  }
  return beside.reduce((sum, bit) => sum + bit, 0) / sorted.length;
}
