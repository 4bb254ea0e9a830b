/** A page in colour: 3 bytes a pixel, rows from the top. */
export interface Colour {
  width: number;
  height: number;
  data: Uint8Array;
}
