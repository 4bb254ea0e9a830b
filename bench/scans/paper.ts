/** What people do to a printed page, and what its paper does: pens, markers, holes, the print of the other side. */
import { binarise } from '../../extractors/image/binarise.ts';
import { findRulings } from '../../extractors/image/rulings.ts';
import type { Colour } from './colour.ts';

/** Length of a dot of a dotted ruling, and of the paper behind it, in inches. */
const DOT = 0.012;
const RED = [200, 30, 40];
const BLUE = [30, 50, 170];
const BLACK = [25, 25, 30];
/** Felt pens: what is left of red, green and blue under them. */
const MARKERS = [
  [1, 0.96, 0.3],
  [0.55, 0.95, 0.5],
  [1, 0.6, 0.75],
];

/** How a pen is used: ruled lines under and through rows, ticks and circles by hand. */
export type Pen = 'red' | 'blue' | 'black';

/** Rulings become rows of dots. @param gap paper between two dots, in dots */
export function dotRulings(paper: Colour, dpi: number, gap: number): void {
  const { width, height, data } = paper;
  const grey = new Uint8Array(width * height).map((_, i) => data[3 * i + 1]);
  const dot = Math.max(2, Math.round(DOT * dpi));
  for (const { orientation, stroke } of findRulings(binarise({ width, height, data: grey, dpi }), dpi)) {
    for (let i = 0; i < stroke.centre.length; i++) {
      if (i % Math.round((1 + gap) * dot) < dot) continue;
      const middle = Math.round(stroke.centre[i]);
      for (let off = -2; off <= 2; off++) {
        const [x, y] = orientation === 'horizontal' ? [stroke.x0 + i, middle + off] : [middle + off, stroke.x0 + i];
        if (x >= 0 && y >= 0 && x < width && y < height) data.fill(255, 3 * (y * width + x), 3 * (y * width + x) + 3);
      }
    }
  }
}

/** The print of the other side: this page's own, as in a mirror and half a line lower. @param share of its darkness */
export function shineThrough({ width, height, data }: Colour, share: number): void {
  const front = data.slice();
  const lower = Math.round(0.0045 * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const other = 3 * (Math.min(height - 1, y + lower) * width + width - 1 - x);
      for (let c = 0; c < 3; c++) {
        const i = 3 * (y * width + x) + c;
        data[i] = (front[i] * (255 - share * (255 - front[other + c]))) / 255;
      }
    }
  }
}

/** Felt pen over some rows, from somewhere to somewhere. */
export function highlight(paper: Colour, dpi: number, bands: number, chance: () => number): void {
  for (let i = 0; i < bands; i++) {
    const colour = MARKERS[i % MARKERS.length];
    const [x0, y0] = [(0.08 + 0.5 * chance()) * paper.width, (0.1 + 0.8 * chance()) * paper.height];
    const [x1, thick, slope] = [x0 + (0.2 + 0.3 * chance()) * paper.width, 0.2 * dpi, 0.01 * (chance() - 0.5)];
    for (let x = Math.round(x0); x < Math.min(paper.width, x1); x++) {
      const top = Math.round(y0 + slope * (x - x0));
      for (let y = top; y < Math.min(paper.height, top + thick); y++) {
        for (let c = 0; c < 3; c++) paper.data[3 * (y * paper.width + x) + c] *= colour[c];
      }
    }
  }
}

/** Pen strokes: each time a ruled line, a tick and a ring at three places. */
export function draw(paper: Colour, dpi: number, times: number, pen: Pen = 'blue', chance: () => number): void {
  const colour = { red: RED, blue: BLUE, black: BLACK }[pen];
  const place = () => ({ x: (0.1 + 0.75 * chance()) * paper.width, y: (0.1 + 0.8 * chance()) * paper.height });
  const line = (x0: number, y0: number, x1: number, y1: number) => {
    const steps = Math.ceil(2 * Math.hypot(x1 - x0, y1 - y0));
    for (let k = 0; k <= steps; k++)
      dab(paper, x0 + ((x1 - x0) * k) / steps, y0 + ((y1 - y0) * k) / steps, dpi, colour);
  };
  for (let i = 0; i < times; i++) {
    const ruled = place();
    line(ruled.x, ruled.y, ruled.x + (0.5 + chance()) * dpi, ruled.y + 0.01 * dpi * (chance() - 0.5));
    const tick = place();
    line(tick.x, tick.y, tick.x + 0.08 * dpi, tick.y + 0.1 * dpi);
    line(tick.x + 0.08 * dpi, tick.y + 0.1 * dpi, tick.x + 0.28 * dpi, tick.y - 0.18 * dpi);
    const ring = place();
    const [rx, ry] = [(0.25 + 0.2 * chance()) * dpi, 0.13 * dpi];
    for (let a = 0; a < 6.6; a += 0.05)
      line(
        ring.x + rx * Math.cos(a),
        ring.y + ry * Math.sin(a),
        ring.x + rx * Math.cos(a + 0.05),
        ring.y + ry * Math.sin(a + 0.05),
      );
  }
}

function dab({ width, height, data }: Colour, x: number, y: number, dpi: number, colour: readonly number[]): void {
  const reach = Math.max(1, 0.008 * dpi);
  for (let py = Math.floor(y - reach); py <= y + reach; py++) {
    for (let px = Math.floor(x - reach); px <= x + reach; px++) {
      if (px < 0 || py < 0 || px >= width || py >= height || Math.hypot(px - x, py - y) > reach) continue;
      for (let c = 0; c < 3; c++) {
        const i = 3 * (py * width + px) + c;
        data[i] = Math.min(data[i], colour[c]);
      }
    }
  }
}

/** Holes of a binder at the left, which show the dark lid of the scanner, and a stapled corner folded over. */
export function punch({ width, height, data }: Colour, dpi: number, holes: number, chance: () => number): void {
  const paint = (x: number, y: number, grey: number) => {
    if (x >= 0 && y >= 0 && x < width && y < height) data.fill(grey, 3 * (y * width + x), 3 * (y * width + x) + 3);
  };
  const [left, radius] = [Math.round((0.35 + 0.1 * chance()) * dpi), 0.12 * dpi];
  for (let i = 0; i < holes; i++) {
    const middle = Math.round((height * (i + 1)) / (holes + 1));
    for (let y = -radius; y <= radius; y++)
      for (let x = -radius; x <= radius; x++)
        if (Math.hypot(x, y) <= radius) paint(Math.round(left + x), Math.round(middle + y), 30);
  }
  const ear = Math.round((0.5 + 0.4 * chance()) * dpi);
  for (let y = 0; y < ear; y++) for (let x = 0; x < ear - y; x++) paint(x, y, 55);
  for (let k = 0; k < 0.4 * dpi; k++)
    for (let off = -2; off <= 2; off++)
      paint(Math.round(ear * 0.75 + 0.7 * k), Math.round(ear * 0.9 - 0.7 * k + off + 0.2 * dpi), 70);
}
