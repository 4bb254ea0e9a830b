/** What a reading engine does: a picture in, lines of characters out. */
import type { Picture, PixelBox } from '../image/picture.ts';

/** A character that was read. */
export interface ReadSymbol {
  text: string;
  /** 0 to 1, as the engine says. */
  confidence: number;
  /** Pixels of the picture that was read. */
  box: PixelBox;
}

/** A line of characters in reading order; spaces are left out. */
export interface ReadLine {
  symbols: ReadSymbol[];
  box: PixelBox;
}

export interface ReadOptions {
  /** What the picture shows: one line, one block of lines (a cell), or a page whose layout is to be found. */
  shows: 'line' | 'block' | 'page';
  /** Only digits and the signs of numbers, with the reader for those; otherwise text of any kind. */
  numbers: boolean;
}

/**
 * How the readings of one number went together. `same`: the reader for text and the reader for numbers say the same;
 * `separators`: but for a comma; `percent`: but for a percent sign; `confirmed`: the same, and all further readings have that
 * sign; `alone`: only the reader for numbers saw a number;
 * `outvoted`: they differ, and further readings decided; `undecided`: these differ too; `touched`: whatever they say, a
 * stroke that leaves the line runs through the number.
 */
export type Way = 'same' | 'separators' | 'percent' | 'confirmed' | 'alone' | 'outvoted' | 'undecided' | 'touched';

/** What is known about one number that was read two or more times. */
export interface ReadNumber {
  text: string;
  way: Way;
  /** Least confidence of a character in the readings for text and for numbers, 0 to 1 as the engine says. */
  textSure: number;
  numberSure: number;
}

/**
 * A reading engine. One picture never influences the reading of another.
 */
export interface OcrEngine {
  /** Program, version and language data, for provenance. */
  readonly name: string;
  /** Pictures that are worth having under way at the same time. */
  readonly parallel: number;
  /** Whether it computes in threads of this process, not in another program or machine. */
  readonly inProcess?: boolean;
  /** @throws ReadError when the engine cannot work or dies */
  read(picture: Picture, options: ReadOptions): Promise<ReadLine[]>;
  /**
   * For measuring: told about every number that was read.
   * @param box pixels of the straightened page
   */
  onNumber?(number: ReadNumber, box: PixelBox, dpi: number): void;
  /** Ends all threads. The engine starts again when it is asked to read. */
  close(): Promise<void>;
}
