/** Red seals as offices press them over a page: ring, star, strokes in the place of characters. */
import sharp from 'sharp';
import type { Colour } from './colour.ts';

/** Diameter of a seal in inches. */
const SEAL = 1.6;

/** A round one has a star in its middle, the others have lines of characters: names, dates. */
export type Shape = 'round' | 'oval' | 'square';

/** A seal somewhere on the inner part of the page; ink over ink is darker than either. */
export async function press(
  { width, height, data }: Colour,
  dpi: number,
  chance: () => number,
  shapes: readonly Shape[] = ['round'],
): Promise<void> {
  const size = Math.round(SEAL * dpi);
  const [left, top] = [0.15, 0.15].map((least, i) =>
    Math.round((least + chance() * 0.7) * [width, height][i] - size / 2),
  );
  const strength = 0.6 + 0.4 * chance();
  const shape = shapes.length === 1 ? shapes[0] : shapes[Math.floor(chance() * shapes.length)];
  const ink = shape === 'round' ? await seal(size, chance) : await framed(size, shape, chance);
  for (let y = Math.max(0, -top); y < size && top + y < height; y++) {
    for (let x = Math.max(0, -left); x < size && left + x < width; x++) {
      const from = 4 * (y * size + x);
      const alpha = (strength * ink[from + 3]) / 255;
      if (alpha === 0) continue;
      const to = 3 * ((top + y) * width + left + x);
      for (let c = 0; c < 3; c++) data[to + c] *= 1 - alpha + (alpha * ink[from + c]) / 255;
    }
  }
}

/** An oval or square frame around three lines of characters. */
async function framed(size: number, shape: 'oval' | 'square', chance: () => number): Promise<Uint8Array> {
  const strokes: string[] = [];
  for (let row = 0; row < 3; row++) {
    for (let col = 0; col < 5; col++) {
      const [x, y] = [size * (0.2 + 0.13 * col), size * (0.36 + 0.12 * row)];
      for (let k = 0; k < 6; k++) {
        const [dx, dy] = [chance() * 0.1 * size, chance() * 0.09 * size];
        strokes.push(k % 2 ? `M${x + dx} ${y}v${0.09 * size}` : `M${x} ${y + dy}h${0.1 * size}`);
      }
    }
  }
  const frame =
    shape === 'oval'
      ? `<ellipse cx="${size / 2}" cy="${size / 2}" rx="${0.47 * size}" ry="${0.31 * size}"/>`
      : `<rect x="${0.1 * size}" y="${0.27 * size}" width="${0.8 * size}" height="${0.5 * size}"/>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}">
    <g fill="none" stroke="#d21f2b" stroke-width="${0.014 * size}">${frame}<path d="${strokes.join('')}"/></g></svg>`;
  return new Uint8Array(await sharp(Buffer.from(svg)).ensureAlpha().raw().toBuffer());
}

/** @returns RGBA bytes of a square picture of `size` pixels */
async function seal(size: number, chance: () => number): Promise<Uint8Array> {
  const r = size / 2;
  const strokes: string[] = [];
  const stroke = (x: number, y: number, length: number, angle: number) => {
    const [dx, dy] = [(length / 2) * Math.cos(angle), (length / 2) * Math.sin(angle)];
    strokes.push(`M${(x - dx).toFixed(1)} ${(y - dy).toFixed(1)}L${(x + dx).toFixed(1)} ${(y + dy).toFixed(1)}`);
  };
  // Fifteen characters along the ring, each of six strokes, upright for one who looks from the middle.
  for (let i = 0; i < 15; i++) {
    const at = Math.PI * (0.85 + (1.3 * i) / 14);
    for (let k = 0; k < 6; k++) {
      const [across, along] = [(chance() - 0.5) * 0.14 * r, (chance() - 0.5) * 0.16 * r];
      const distance = 0.76 * r + along;
      stroke(
        r + distance * Math.cos(at) - across * Math.sin(at),
        r + distance * Math.sin(at) + across * Math.cos(at),
        0.12 * r,
        at + (k % 2) * (Math.PI / 2),
      );
    }
  }
  const star = Array.from({ length: 10 }, (_, i) => {
    const [angle, distance] = [(Math.PI * i) / 5 - Math.PI / 2, i % 2 === 0 ? 0.3 * r : 0.12 * r];
    return `${(r + distance * Math.cos(angle)).toFixed(1)},${(r + distance * Math.sin(angle)).toFixed(1)}`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}">
    <g fill="none" stroke="#d21f2b" stroke-width="${(0.03 * r).toFixed(1)}">
      <circle cx="${r}" cy="${r}" r="${(0.95 * r).toFixed(1)}" stroke-width="${(0.045 * r).toFixed(1)}"/>
      <path d="${strokes.join('')}"/>
    </g><polygon fill="#d21f2b" points="${star.join(' ')}"/></svg>`;
  return new Uint8Array(await sharp(Buffer.from(svg)).ensureAlpha().raw().toBuffer());
}
