/** Pictures in memory: one grey byte per pixel, rows from the top, 0 black and 255 white. */

/** A grey picture. `data` has `width * height` bytes. */
export interface Picture {
  width: number;
  height: number;
  data: Uint8Array;
  /** Pixels per inch: 72 pixels at 72 dpi are one inch of paper. */
  dpi: number;
}

/** A black and white picture: 1 is ink, 0 is paper. */
export interface Bitmap {
  width: number;
  height: number;
  data: Uint8Array;
}

/** A rectangle in pixels: left and top included, right and bottom excluded. */
export interface PixelBox {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
}

/** The part of a box that lies inside a picture. */
export function clip(box: PixelBox, within: { width: number; height: number }): PixelBox {
  const x0 = Math.min(Math.max(Math.round(box.x0), 0), within.width);
  const y0 = Math.min(Math.max(Math.round(box.y0), 0), within.height);
  return {
    x0,
    y0,
    x1: Math.max(x0, Math.min(Math.round(box.x1), within.width)),
    y1: Math.max(y0, Math.min(Math.round(box.y1), within.height)),
  };
}

/**
 * A part of a picture on white ground.
 * @param box what to take, in pixels; what lies outside the picture is white
 * @param margin white pixels added on all sides: the reading engine is unsure of text that touches the edge
 */
export function crop(picture: Picture, box: PixelBox, margin = 0): Picture {
  const { x0, y0, x1, y1 } = clip(box, picture);
  const width = x1 - x0 + 2 * margin;
  const height = y1 - y0 + 2 * margin;
  const data = new Uint8Array(width * height).fill(255);
  for (let y = y0; y < y1; y++) {
    const from = y * picture.width;
    data.set(picture.data.subarray(from + x0, from + x1), (y - y0 + margin) * width + margin);
  }
  return { width, height, data, dpi: picture.dpi };
}

/** Fills a box of a picture with white, in place. */
export function whiten(picture: Picture, box: PixelBox): void {
  const { x0, y0, x1, y1 } = clip(box, picture);
  for (let y = y0; y < y1; y++) picture.data.fill(255, y * picture.width + x0, y * picture.width + x1);
}

/** The bitmap with rows and columns exchanged, so that work along columns can be done along rows. */
export function transpose(bitmap: Bitmap): Bitmap {
  const { width, height, data } = bitmap;
  const out = new Uint8Array(data.length);
  // In tiles: writing a whole column at a time would miss the cache at every pixel.
  const tile = 64;
  for (let ty = 0; ty < height; ty += tile) {
    for (let tx = 0; tx < width; tx += tile) {
      const yEnd = Math.min(ty + tile, height);
      const xEnd = Math.min(tx + tile, width);
      for (let y = ty; y < yEnd; y++) {
        for (let x = tx; x < xEnd; x++) out[x * height + y] = data[y * width + x];
      }
    }
  }
  return { width: height, height: width, data: out };
}
