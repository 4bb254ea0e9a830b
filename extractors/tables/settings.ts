/**
 * Every tolerance of the table engine. Lengths are in points on the displayed page unless they say otherwise. The
 * defaults suit text layers; a scan passes larger snapping and corner tolerances, as its rulings wander by a pixel or two.
 */
export interface TableSettings {
  /** Rulings of one direction whose positions differ by at most this are one line: joins double rulings. */
  snap: number;
  /** Collinear rulings with a gap of at most this are one edge. */
  join: number;
  /** The same for two short strokes: the gap in a dashed line. */
  dashGap: number;
  /** A stroke up to this length counts as a dash. */
  dashLength: number;
  /** Edges shorter than this, after joining, are ignored. */
  minEdge: number;
  /** How far an edge may end before, or cross beyond, the edge that it meets. */
  corner: number;
  /** Share of the side of a cell that must be drawn for the side to be a wall. */
  wallCoverage: number;
  /** Horizontal edges that reach at least this far past the outermost vertical one show an open side. */
  openSide: number;
  /** Lines that stick out at least this far on one side of a drawing are the marks of an axis. */
  tick: number;
  /** A row lower than this that holds no character is the inside of a double ruling. */
  minRow: number;
  /** A column narrower than this that holds no character is the inside of a double ruling, or a spacer. */
  minColumn: number;
  /** Most grid positions of one table on one page; a drawing beyond it is no table. */
  maxGrid: number;
  /** Largest share of characters that the walls of an irregular grid may cut through; above it, it is a chart. */
  maxCrossed: number;
  /** Least share of body text lines in a drawn row that must be whole numbers for the row to be split by its lines. */
  stackedNumbers: number;
  /** Least number of text rows in a drawn row for it to be split by its lines. */
  stackedRows: number;
  /** A filled area up to this height is a band behind a row. */
  bandHeight: number;
  /** A gap of at least this many font sizes inside a line of text may stand between two columns. */
  columnGap: number;
  /** Least number of text rows of a table that is not ruled. */
  streamRows: number;
  /** Least number of columns of a table that is not ruled. */
  streamCols: number;
  /** Least confidence for a table that is not ruled to be reported. */
  streamConfidence: number;
  /** Column positions of two parts of a table may differ by this share of the table's width. */
  continuationShift: number;
  /** A table ends at the foot of its page when less than this share of the page is free below it. */
  footSlack: number;
  /** The same for a table above whose next part the title is printed again: two tables may have one title. */
  titledFootSlack: number;
}

/** Defaults for native pages. */
export const tableDefaults: TableSettings = {
  snap: 2.5,
  join: 3,
  dashGap: 6,
  dashLength: 12,
  minEdge: 4,
  corner: 3,
  wallCoverage: 0.7,
  openSide: 6,
  tick: 2,
  minRow: 4.5,
  minColumn: 10,
  maxGrid: 40_000,
  maxCrossed: 0.12,
  stackedNumbers: 0.8,
  stackedRows: 3,
  bandHeight: 45,
  columnGap: 1,
  streamRows: 3,
  streamCols: 2,
  streamConfidence: 0.5,
  continuationShift: 0.03,
  footSlack: 0.3,
  titledFootSlack: 0.15,
};
