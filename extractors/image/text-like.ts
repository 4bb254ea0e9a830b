/** Whether a picture looks like a table or like lines of text: a cheap look before the slow reading. */
import { binarise } from './binarise.ts';
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
  const ruled = rulingPixels(ink, picture.dpi);
  let [all, explained] = [0, 0];
  for (let i = 0; i < ink.data.length; i++) {
    all += ink.data[i];
    explained += ruled[i];
    if (ruled[i]) ink.data[i] = 0;
  }
  const characters: PixelBox[] = [];
  for (let start = ink.data.indexOf(1); start >= 0; start = ink.data.indexOf(1, start + 1)) {
    const { box, size } = pieceAt(ink, start);
    const [w, h] = [(box.x1 - box.x0) / picture.dpi, (box.y1 - box.y0) / picture.dpi];
    if (h <= CHARACTER.highest && w <= CHARACTER.widest) {
      explained += size;
      if (h >= CHARACTER.lowest) characters.push(box);
    }
  }
  return characters.length >= LEAST && explained >= EXPLAINED * all && inLines(characters) >= IN_LINES;
}

function hasGround({ data }: Picture): boolean {
  const counts = new Uint32Array(256);
  for (let i = 0; i < data.length; i++) counts[data[i]]++;
  const ground = counts.indexOf(Math.max(...counts));
  let near = 0;
  for (let grey = Math.max(0, ground - NEAR); grey <= Math.min(255, ground + NEAR); grey++) near += counts[grey];
  return near >= EVEN * data.length;
}

/** 1 on ink that is long one way and thin the other. */
function rulingPixels(ink: Bitmap, dpi: number): Uint8Array {
  const { width, height, data } = ink;
  const across = stretches(data, height, width, width, 1);
  const down = stretches(data, width, height, 1, width);
  const [long, thin] = [RULING * dpi, THIN * dpi];
  return data.map((bit, i) =>
    bit && ((across[i] >= long && down[i] <= thin) || (down[i] >= long && across[i] <= thin)) ? 1 : 0,
  );
}

/** For every pixel of ink the length of the stretch of ink that it lies in, along rows or columns. */
function stretches(data: Uint8Array, lines: number, length: number, line: number, step: number): Uint16Array {
  const out = new Uint16Array(data.length);
  for (let l = 0; l < lines; l++) {
    let from = 0;
    for (let k = 0; k <= length; k++) {
      if (k < length && data[l * line + k * step] === 1) continue;
      for (let j = from; j < k; j++) out[l * line + j * step] = k - from;
      from = k + 1;
    }
  }
  return out;
}

/** Takes a connected piece of ink out of the bitmap. */
function pieceAt({ width, height, data }: Bitmap, start: number): { box: PixelBox; size: number } {
  const piece = [start];
  data[start] = 0;
  const box = { x0: width, y0: height, x1: 0, y1: 0 };
  for (let k = 0; k < piece.length; k++) {
    const [x, y] = [piece[k] % width, Math.floor(piece[k] / width)];
    box.x0 = Math.min(box.x0, x);
    box.x1 = Math.max(box.x1, x + 1);
    box.y0 = Math.min(box.y0, y);
    box.y1 = Math.max(box.y1, y + 1);
    for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
      for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
        if (data[ny * width + nx] === 0) continue;
        data[ny * width + nx] = 0;
        piece.push(ny * width + nx);
      }
    }
  }
  return { box, size: piece.length };
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
