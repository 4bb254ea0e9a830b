/** What the classify stage makes of a Document: who reports what about which year, and what each block is. */
import type { Block, Box, Document, Paragraph, Table } from '../extractors/document.ts';
import type { ReportType, Row } from '../schemas/datasets.ts';

/** The columns of `documents` that are read from the text. */
export type Identity = Pick<
  Row<'documents'>,
  | 'entity'
  | 'scope'
  | 'region_name'
  | 'region_code'
  | 'region_level'
  | 'fiscal_year'
  | 'report_type'
  | 'title'
  | 'flags'
>;

/** A heading with everything below it up to the next heading of the same or a higher level. */
export interface Section {
  /** Canonical id of the pack, empty when unknown. */
  sectionId: string;
  level: number;
  /** Ordinal as printed: 一、 （二） 1. */
  number: string;
  /** Heading as printed, with its ordinal. */
  title: string;
  page: number;
  box?: Box;
  parent?: Section;
  reportType: ReportType | '';
  /** Numbers below it are no facts (glossary, duties, contents). */
  factFree: boolean;
  /** Names of people stand below it: they are left out of every dataset. */
  personal?: boolean;
}

/** A block of the document with its place in the heading tree. */
export interface PlacedBlock<B extends Block = Block> {
  block: B;
  /** The innermost section, none before the first heading. */
  section?: Section;
  reportType: ReportType | '';
  /** The body that it is about, where that is another than the document's. */
  body?: string;
  /** The label in a table that it stands under or beside: 预期目标. */
  label?: string;
  /** What it is beside running text: a heading, an entry of the contents, page furniture, a table's own lines. */
  role:
    | 'text'
    | 'heading'
    | 'contents'
    | 'furniture'
    | 'table-title'
    | 'table-unit'
    | 'table-entity'
    | 'table-note'
    | 'table';
}

/** A table with what its surroundings say about it. */
export interface PlacedTable extends PlacedBlock<Table> {
  role: 'table';
  /** t1, t2, … in reading order. */
  tableId: string;
  /** Form of the pack, empty when unknown. */
  formId: string;
  title: string;
  /** Rows of the grid that only hold the title, the entity or the unit line, where these are printed inside it. */
  captionRows: number[];
  /** Unit as printed: 万元, 元. Empty when no unit line or header gives one. */
  unit: string;
  /** Where the unit was printed. */
  unitPlace?: { text: string; page: number; box?: Box };
  entity: string;
  /** Name of the project that the table is about, where it is. */
  project: string;
}

export interface Classified {
  document: Document;
  identity: Identity;
  sections: Section[];
  /** Every block of the document, in reading order. */
  blocks: (PlacedBlock<Paragraph> | PlacedTable)[];
}
