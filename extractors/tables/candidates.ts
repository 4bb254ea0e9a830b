/** What the engine weighed on a page, for people who want to know why it found a table or none. */
import type { Edges } from './edges.ts';
import type { Grid } from './grid.ts';

/** How sure a grid is, and what that rests on. */
export interface Judgement {
  /** 0 for no table, up to 1. */
  confidence: number;
  /** In words. */
  because: string;
  /** The evidence, by name. */
  figures: Record<string, number>;
}

export const linesAlone = ({ xs, ys }: Candidate['grid']): Candidate['grid'] => ({ xs, ys });

export interface Candidate extends Judgement {
  method: 'lattice' | 'stream';
  /** Lines of the grid in points; those of a stretch of text that has no rows yet are its top and bottom. */
  grid: Pick<Grid, 'xs' | 'ys'>;
  /** Whether it became a table. */
  taken: boolean;
}

/** Edges as snapped and joined, and the candidates in the order in which they were weighed. */
export interface PageFindings {
  edges: Edges;
  candidates: Candidate[];
  /** Digits without a gap over a ruling, cut there (`|`): one number or two. */
  cut: string[];
}
