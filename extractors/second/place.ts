/** What the second readers are asked and what they answer. They share no code with the first readers. */
import type { Box } from '../document.ts';

/** A place at which something was read: page and box, or a path in a file without boxes. */
export interface Place {
  page: number | null;
  box?: Box;
  path?: string;
}

/** What stands at a place. */
export interface Reading {
  /** Lines from top to bottom, as the second reader sees them; none when nothing stands there. */
  lines: string[];
  /** Why nothing can be said of this place, for people. */
  unreadable?: string;
}

/** Opens a file and looks at places in it, in the order in which they are given. */
export interface SecondReading {
  /** Program and version. */
  reader: string;
  readings: Reading[];
}
