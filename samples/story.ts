/** A sample as its data file tells it, before any writer lays it out. */
import type { Run } from './marked.ts';

export interface StoryCell {
  runs: Run[];
  rowSpan: number;
  colSpan: number;
  align: 'left' | 'center' | 'right';
}

export type StoryBlock =
  | { kind: 'cover'; lines: string[] }
  | { kind: 'contents' }
  | { kind: 'heading'; level: number; text: string }
  | { kind: 'paragraph'; runs: Run[] }
  | { kind: 'page-break' }
  | {
      kind: 'table';
      title: string;
      /** Line above the grid at its left: 编制部门：…, or empty. */
      left: string;
      /** Line above the grid at its right: 单位：万元. */
      right: string;
      headerRows: number;
      /** Columns' shares of the width. */
      widths: number[];
      /** Cells at their top left positions; covered positions are null. */
      grid: (StoryCell | null)[][];
      note: string;
    };

/** How a region lays out its documents. */
export interface Look {
  page: 'portrait' | 'landscape';
  /** Rulings as stroked lines or as thin filled rectangles. */
  rulings: 'strokes' | 'rectangles';
  repeatHeader: boolean;
  fontSize: number;
  rowHeight: number;
  pageNumbers: '- n -' | 'n';
}

/** An indicator as the datasets should have it. */
export interface StatedIndicator {
  project: string;
  level1: string;
  level2: string;
  level3: string;
  target_raw: string;
  actual_raw: string;
  weight: string;
  score: string;
  page: number;
}

export interface Story {
  name: string;
  fiscalYear: number;
  look: Look;
  indicators: StatedIndicator[];
  blocks: StoryBlock[];
}
