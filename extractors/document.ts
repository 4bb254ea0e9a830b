/**
 * The Document: what every extractor turns its bytes into, and all that later stages see of a file.
 *
 * It knows pages, lines of text with places, and tables as grids of cells. It knows no language, no budget and no
 * schema. Coordinates are PDF points (1/72 inch), origin top left of the page as displayed (rotation and crop box
 * applied), x to the right and y downwards; pages count from 1.
 */

/** A rectangle in points: left, top, right, bottom. */
export type Box = readonly [x0: number, y0: number, x1: number, y1: number];

/** How a text was read; the `method` column of the datasets. */
export type ReadMethod = 'text-layer' | 'docx' | 'ocr' | 'html' | 'xlsx';

/**
 * One character as placed on a page, before any line is formed. Native PDF and OCR both end here, so that tables and
 * lines are built by the same code for both.
 */
export interface Glyph {
  /** One character (a ligature may be several UTF-16 units). Never white space. */
  text: string;
  x0: number;
  y0: number;
  x1: number;
  y1: number;
  /** y of the writing line in points; for OCR the bottom of the text line. */
  baseline: number;
  /** Font size in points. */
  size: number;
  bold: boolean;
  /** Writing direction in degrees, clockwise: 0 is upright. */
  angle: 0 | 90 | 180 | 270;
  /** 0 to 1; 1 for a text layer. */
  confidence: number;
}

/** A straight line drawn on a page, as a thin box. `length` runs along its orientation. */
export interface Ruling {
  orientation: 'horizontal' | 'vertical';
  x0: number;
  y0: number;
  x1: number;
  y1: number;
}

/** A picture placed on a page. */
export interface PlacedImage {
  box: Box;
  /** Pixels of the picture itself. */
  pixelWidth: number;
  pixelHeight: number;
}

/** A run of text on one line (of a paragraph, or of a table cell). */
export interface TextLine {
  /** Characters in reading order; a visible gap is one space. Exactly as printed, not normalised. */
  text: string;
  page: number;
  /** Union of the glyph boxes. Absent in formats without places (DOCX). */
  box?: Box;
  /**
   * Left and right edge of every UTF-16 code unit of `text` in points: `[left0, right0, left1, right1, …]`.
   * Absent where `box` is absent. For rotated lines the edges run along the direction of writing.
   */
  edges?: readonly number[];
  /** Font size in points, 0 where unknown. */
  size: number;
  bold: boolean;
  angle: 0 | 90 | 180 | 270;
  /** Least confidence of its characters, 0 to 1; 1 for text layers and DOCX. */
  confidence: number;
  /** Confidence of every UTF-16 code unit of `text`, only for OCR. */
  confidences?: readonly number[];
}

/** What part a paragraph plays on its page. Only `body` carries the document's text. */
export type ParagraphRole = 'body' | 'header' | 'footer' | 'page-number' | 'footnote';

/** Lines that belong together: soft wraps are already joined here, also over a page break. */
export interface Paragraph {
  kind: 'paragraph';
  role: ParagraphRole;
  lines: TextLine[];
  align: 'left' | 'center' | 'right';
  /** Place in a file without boxes: `body/p[12]` in DOCX and HTML, `Sheet1!A1` in a workbook. */
  path?: string;
  /** DOCX: name of the paragraph style. */
  style?: string;
  /** Heading level said by the file itself (DOCX outline level, PDF structure), from 1. */
  outlineLevel?: number;
  /** DOCX: the automatic number as Word prints it, for example `（一）`. It is also the beginning of the first line. */
  numbering?: string;
  /** PDF: the paragraph ends with dot leaders and a page number, as entries of a table of contents do. */
  leader?: boolean;
}

/** A cell of a table. It appears once, at its top left position, whatever its span. */
export interface Cell {
  row: number;
  col: number;
  rowSpan: number;
  colSpan: number;
  /** Page on which this cell stands; a table may run over many. */
  page: number;
  box?: Box;
  lines: TextLine[];
  /** Belongs to a header row (also one that is repeated on a later page). */
  header: boolean;
  /** Place in a file without boxes: `body/tbl[3]/tr[5]/tc[2]` (DOCX), `body/table[1]/tbody[1]/tr[5]/td[2]` (HTML), `Sheet1!B5`. */
  path?: string;
}

/** The stretch of a table that stands on one page. */
export interface TablePart {
  page: number;
  box?: Box;
  /** Rows of the table, first and last, that stand on this page. */
  firstRow: number;
  lastRow: number;
}

/** A grid of cells. Side-by-side blocks stay in one grid, as printed. */
export interface Table {
  kind: 'table';
  rows: number;
  cols: number;
  /** In order of row, then column. Positions covered by a span have no cell of their own. */
  cells: Cell[];
  /** In order of pages. A table that runs over several pages has several parts. */
  parts: TablePart[];
  /** How the grid was found: from rulings, from aligned text, or given by the format. */
  method: 'lattice' | 'stream' | 'given';
  /** 0 to 1. */
  confidence: number;
  path?: string;
}

export type Block = Paragraph | Table;

export interface Page {
  number: number;
  width: number;
  height: number;
  /** Rotation in degrees that the file asks for; already applied to every coordinate. */
  rotation: 0 | 90 | 180 | 270;
  kind: 'native' | 'scan' | 'blank';
  status: 'ok' | 'partial' | 'failed';
  /** Why the page is not `ok`, for people. */
  reason?: string;
  rulings: Ruling[];
  images: PlacedImage[];
  /** Pictures on a native page whose text was read by OCR; on a `scan` all is. */
  ocrAreas?: Box[];
}

/** An entry of the file's own outline (PDF bookmarks). */
export interface OutlineItem {
  title: string;
  level: number;
  page?: number;
}

/** Something that a reader noticed and did not stop for. `code` is stable, `text` is for people. */
export interface Message {
  code: string;
  text: string;
  page?: number;
}

export interface Document {
  format: 'pdf' | 'docx' | 'image' | 'html' | 'workbook';
  /** Where page numbers come from: the file's own pages, Word's last layout, or a rendering. */
  pageMethod: 'file' | 'word' | 'rendered';
  method: ReadMethod;
  /** Program and version that read it, for provenance: `pdfium 2.15.1`. */
  engine: string;
  /** The OCR engine with its language data, where pages were read from pictures. */
  ocrEngine?: string;
  /** Title, author and so on as the file states them. */
  metadata: Record<string, string>;
  pages: Page[];
  /** Paragraphs and tables in reading order. */
  blocks: Block[];
  outline: OutlineItem[];
  messages: Message[];
}

/** One character position in a text that was joined from lines. */
export interface TextPlace {
  line: TextLine;
  /** Index into `line.text`. */
  index: number;
}

/** A text joined from lines, each character of which can be traced to its line. */
export interface JoinedText {
  text: string;
  lines: readonly TextLine[];
  /** Offset in `text` at which each line begins. */
  starts: readonly number[];
}
