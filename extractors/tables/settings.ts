/**
 * Every tolerance of the table engine, with its default, the least and the greatest value that make sense, and what it
 * does. `docs/tables.md` lists them all. The defaults suit text layers and scans: the rulings of a scan have been
 * straightened and are told in points when they come here. A settings file may still give scans values of their own.
 */

export interface Setting {
  default: number;
  least: number;
  most: number;
  /** `points` on the displayed page, a `share` from 0 to 1, font `sizes`, or a `count`. */
  unit: 'points' | 'share' | 'sizes' | 'count';
  what: string;
}

const setting = (value: number, least: number, most: number, unit: Setting['unit'], what: string): Setting => ({
  default: value,
  least,
  most,
  unit,
  what,
});

export const tableSettings = {
  snap: setting(
    2.5,
    0,
    20,
    'points',
    'Rulings of one direction whose positions differ by at most this are one line: joins double rulings.',
  ),
  join: setting(3, 0, 50, 'points', 'Collinear rulings with a gap of at most this are one edge.'),
  dashGap: setting(6, 0, 50, 'points', 'The same for two short strokes: the gap in a dashed line.'),
  dashLength: setting(12, 0, 100, 'points', 'A stroke up to this length counts as a dash.'),
  minEdge: setting(4, 0, 200, 'points', 'Edges shorter than this, after joining, are ignored.'),
  corner: setting(3, 0, 30, 'points', 'How far an edge may end before, or cross beyond, the edge that it meets.'),
  wallCoverage: setting(
    0.7,
    0,
    1,
    'share',
    'Share of the side of a cell that must be drawn for the side to be a wall.',
  ),
  openSide: setting(
    6,
    0,
    200,
    'points',
    'Horizontal edges that reach at least this far past the outermost vertical one show an open side.',
  ),
  tick: setting(
    2,
    0,
    50,
    'points',
    'Lines that stick out at least this far on one side of a drawing are the marks of an axis.',
  ),
  minRow: setting(
    4.5,
    0,
    50,
    'points',
    'A row lower than this that holds no character is the inside of a double ruling.',
  ),
  minColumn: setting(
    10,
    0,
    100,
    'points',
    'A column narrower than this that holds no character is the inside of a double ruling, or a spacer.',
  ),
  maxGrid: setting(
    40_000,
    4,
    1000000,
    'count',
    'Most grid positions of one table on one page; a drawing beyond it is no table.',
  ),
  maxCrossed: setting(
    0.12,
    0,
    1,
    'share',
    'Largest share of characters that the walls of an irregular grid may cut through; above it, it is a chart.',
  ),
  stackedNumbers: setting(
    0.8,
    0,
    1,
    'share',
    'Least share of body text lines in a drawn row that must be whole numbers for the row to be split by its lines.',
  ),
  stackedRows: setting(3, 2, 100, 'count', 'Least number of text rows in a drawn row for it to be split by its lines.'),
  bandHeight: setting(90, 0, 500, 'points', 'A filled area up to this height is a band behind a row.'),
  columnGap: setting(
    1,
    0.1,
    10,
    'sizes',
    'A gap of at least this many font sizes inside a line of text may stand between two columns.',
  ),
  streamRows: setting(3, 2, 100, 'count', 'Least number of text rows of a table that is not ruled.'),
  streamCols: setting(2, 2, 100, 'count', 'Least number of columns of a table that is not ruled.'),
  streamConfidence: setting(0.5, 0, 1, 'share', 'Least confidence for a table that is not ruled to be reported.'),
  continuationShift: setting(
    0.03,
    0,
    0.5,
    'share',
    "Column positions of two parts of a table may differ by this share of the table's width.",
  ),
  footSlack: setting(
    0.3,
    0,
    1,
    'share',
    'A table ends at the foot of its page when less than this share of the page is free below it.',
  ),
  titledFootSlack: setting(
    0.15,
    0,
    1,
    'share',
    'The same for a table above whose next part the title is printed again: two tables may have one title.',
  ),
};

export type TableSettings = Record<keyof typeof tableSettings, number>;

/** The settings for the pages of one document. */
export interface TableOptions {
  native: TableSettings;
  scans: TableSettings;
}

export const tableDefaults = Object.fromEntries(
  Object.entries(tableSettings).map(([name, { default: value }]) => [name, value]),
) as TableSettings;
