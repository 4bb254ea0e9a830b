/** What is drawn on a page besides text: rulings, filled areas, pictures. */
import type { Box, PlacedImage, Ruling } from '../document.ts';
import { clipOf, intersect, isEmpty } from './clip.ts';
import { type Figure, outline } from './figures.ts';
import { fillOf } from './glyphs.ts';
import type { Pdfium } from './pdfium.ts';
import { concat, type Matrix, objectMatrix, type Placement } from './placement.ts';

export interface Drawings {
  rulings: Ruling[];
  fills: { x0: number; y0: number; x1: number; y1: number }[];
  images: PlacedImage[];
}

/** `FPDF_PAGEOBJ_*` of fpdf_edit.h. */
const PATH = 2;
const IMAGE = 3;
const SHADING = 4;
const FORM = 5;
/** Forms inside forms beyond this depth are not followed; files that refer to themselves would never end. */
const MOST_NESTED = 12;
/** A filled area at most this thick, in points, is a ruling. */
const THICKEST_RULING = 3;
/** A ruling is at least this long, and at least this many times as long as it is thick. */
const SHORTEST_RULING = 2;
const SLENDER = 1.5;
/** A stroked line leaning by less than this over its length, in points, is straight up or across. */
const LEAN = 1;
/** The least width that a stroke is drawn with: PDF's width 0 means the thinnest line of the device. */
const HAIRLINE = 0.1;
const WHITE = 0xffffff;
/** `FPDF_FILLMODE_NONE`. */
const NO_FILL = 0;

/**
 * @param page handle of a loaded page
 * @returns everything in points of the displayed page, cut at the page and at the clips that are rectangles
 */
export function drawingsOf(lib: Pdfium, page: number, placement: Placement): Drawings {
  const collector = new Collector(lib);
  const area: Box = [0, 0, placement.width, placement.height];
  const count = lib.FPDFPage_CountObjects(page);
  for (let i = 0; i < count; i++) collector.add(lib.FPDFPage_GetObject(page, i), placement.toPage, area, 0);
  return collector.found();
}

class Collector {
  readonly #lib: Pdfium;
  readonly #rulings: Ruling[] = [];
  readonly #fills: Drawings['fills'] = [];
  readonly #images: PlacedImage[] = [];
  /** White rulings show only on a coloured ground, which may be known later. */
  readonly #white: Ruling[] = [];

  constructor(lib: Pdfium) {
    this.#lib = lib;
  }

  found(): Drawings {
    const shown = this.#white.filter((ruling) => this.#fills.some((fill) => covers(fill, ruling)));
    return { rulings: this.#rulings.concat(shown), fills: this.#fills, images: this.#images };
  }

  add(object: number, toPage: Matrix, area: Box, depth: number): void {
    const lib = this.#lib;
    const type = lib.FPDFPageObj_GetType(object);
    if (type !== PATH && type !== IMAGE && type !== FORM && type !== SHADING) return;
    const own = clipOf(lib, object, toPage);
    const clip = own ? intersect(area, own) : area;
    if (isEmpty(clip)) return;
    if (type === PATH) this.#path(object, toPage, clip);
    else if (type === IMAGE) this.#image(object, toPage, clip);
    else if (type === SHADING) this.#fill(clip, 0);
    else if (depth < MOST_NESTED) {
      const inside = concat(objectMatrix(lib, object), toPage);
      const count = lib.FPDFFormObj_CountObjects(object);
      for (let i = 0; i < count; i++) this.add(lib.FPDFFormObj_GetObject(object, i), inside, clip, depth + 1);
    }
  }

  #path(object: number, toPage: Matrix, clip: Box): void {
    const lib = this.#lib;
    const s = lib.scratch;
    const at = s >> 2;
    if (!lib.FPDFPath_GetDrawMode(object, s, s + 4)) return;
    const fillMode = lib.ints()[at];
    const stroked = lib.ints()[at + 1];
    if (fillMode === NO_FILL && !stroked) return;
    const map = concat(objectMatrix(lib, object), toPage);
    const figures = outline(lib, object, map);
    const fill = fillMode === NO_FILL ? 0 : fillOf(lib, object);
    if (fill >>> 24 > 0) {
      for (const { box, filled } of figures) if (filled && box) this.#fill(intersect(clip, box), fill & WHITE);
    }
    if (stroked) this.#stroke(object, figures, map, clip);
  }

  #fill(box: Box, color: number): void {
    const w = box[2] - box[0];
    const h = box[3] - box[1];
    if (w < 0 || h < 0) return;
    const short = Math.min(w, h);
    const long = Math.max(w, h);
    if (short <= THICKEST_RULING) {
      if (long >= SHORTEST_RULING && long >= SLENDER * short) this.#ruling(box, w >= h, color);
    } else if (color !== WHITE) this.#fills.push({ x0: box[0], y0: box[1], x1: box[2], y1: box[3] });
  }

  #stroke(object: number, figures: readonly Figure[], map: Matrix, clip: Box): void {
    const lib = this.#lib;
    const [s, at] = [lib.scratch, lib.scratch >> 2];
    lib.FPDFPageObj_GetStrokeColor(object, s, s + 4, s + 8, s + 12);
    const v = lib.ints();
    const color = (v[at] << 16) | (v[at + 1] << 8) | v[at + 2];
    if (v[at + 3] === 0) return;
    lib.FPDFPageObj_GetStrokeWidth(object, s);
    const scale = Math.sqrt(Math.abs(map[0] * map[3] - map[1] * map[2]));
    const width = Math.max(HAIRLINE, lib.floats()[at] * scale);
    // A broad stroke is a band that happens to be drawn as a line.
    for (const { points } of figures) {
      for (let i = 2; i < points.length; i += 2) {
        const x0 = Math.min(points[i - 2], points[i]);
        const x1 = Math.max(points[i - 2], points[i]);
        const y0 = Math.min(points[i - 1], points[i + 1]);
        const y1 = Math.max(points[i - 1], points[i + 1]);
        if (Math.min(x1 - x0, y1 - y0) > LEAN) continue;
        const px = x1 - x0 >= y1 - y0 ? 0 : width / 2;
        const py = width / 2 - px;
        this.#fill(intersect(clip, [x0 - px, y0 - py, x1 + px, y1 + py]), color);
      }
    }
  }

  #ruling(box: Box, horizontal: boolean, color: number): void {
    const orientation = horizontal ? 'horizontal' : 'vertical';
    const ruling: Ruling = { orientation, x0: box[0], y0: box[1], x1: box[2], y1: box[3] };
    (color === WHITE ? this.#white : this.#rulings).push(ruling);
  }

  #image(object: number, toPage: Matrix, clip: Box): void {
    const lib = this.#lib;
    const [a, b, c, d, e, f] = concat(objectMatrix(lib, object), toPage);
    const xs = [e, e + a, e + c, e + a + c];
    const ys = [f, f + b, f + d, f + b + d];
    const box = intersect(clip, [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]);
    const [w, h] = [box[2] - box[0], box[3] - box[1]];
    if (w < 0 || h < 0) return;
    // Some producers draw every line of a table as a stretched picture of one pixel.
    if (Math.min(w, h) <= THICKEST_RULING) {
      this.#fill(box, 0);
      return;
    }
    const [s, at] = [lib.scratch, lib.scratch >> 2];
    const known = lib.FPDFImageObj_GetImagePixelSize(object, s, s + 4);
    const [pixelWidth, pixelHeight] = known ? [lib.ints()[at], lib.ints()[at + 1]] : [0, 0];
    this.#images.push({ box, pixelWidth, pixelHeight });
  }
}

/** Whether a ruling lies on a filled area. */
function covers(fill: Drawings['fills'][number], ruling: Ruling): boolean {
  const [x, y] = [(ruling.x0 + ruling.x1) / 2, (ruling.y0 + ruling.y1) / 2];
  return x >= fill.x0 - 1 && x <= fill.x1 + 1 && y >= fill.y0 - 1 && y <= fill.y1 + 1;
}
