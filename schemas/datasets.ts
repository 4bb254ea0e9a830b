/** The row schema of every output dataset: the only definition of its columns, their order, types and meaning. */
import { z } from 'zod';
import { changes } from './changes.ts';
import { bbox, confidence, documentId, flags, meaning, method, page, path, reportType, unit } from './columns.ts';
import { bigInteger, date, decimal, type FieldInfo, integer, measured, oneOf, text, year } from './fields.ts';

export { REPORT_TYPES, type ReportType } from './columns.ts';

export const documents = z.object({
  document_id: documentId(),
  file: text('name of the source file'),
  sha256: text('sha256 of the file, hexadecimal'),
  media_type: text('media type by content'),
  bytes: bigInteger('size of the file'),
  source_url: text('where the file was published'),
  retrieved_at: text('when it was fetched, ISO 8601'),
  entity: text('the body that reports, as printed'),
  scope: oneOf(['本级', '汇总', '部门', '单位'], 'whom the report covers'),
  region_name: text('administrative division as printed'),
  region_code: text('GB/T 2260 code, six digits'),
  region_level: oneOf(['province', 'prefecture', 'county', 'development_zone'], 'level of the division'),
  fiscal_year: year('year that the report is about'),
  report_type: reportType('of the whole file'),
  title: text('title as printed'),
  page_count: integer('pages of the file'),
  pages_native: integer('pages read from their text layer'),
  pages_ocr: integer('pages read by OCR'),
  status: oneOf(['ok', 'partial', 'failed', 'skipped', 'duplicate'], 'outcome'),
  reason: text('why the status is not ok, or which attached files were not read, for people'),
  flags: flags(),
  page_method: oneOf(['file', 'word', 'rendered'], 'where page numbers come from'),
});

export const pages = z.object({
  document_id: documentId(),
  page: page(),
  width: measured('points'),
  height: measured('points'),
  rotation: integer('degrees that the file asks for; already applied to coordinates'),
  kind: oneOf(['native', 'scan', 'blank'], 'how the page carries its text'),
  numbers_found: integer('numbers seen on the page that state something, or could: mapped and quarantined ones'),
  numbers_mapped: integer('of these, how many became a fact or an indicator value'),
  tables: integer('tables with at least one row on the page'),
  status: oneOf(['ok', 'partial', 'failed'], 'outcome'),
  reason: text('why the status is not ok, for people'),
  numbers_nonfact: integer('all other numbers of the page: years, ordinals, codes; rows of nonfacts'),
});

export const sections = z.object({
  document_id: documentId(),
  section_id: text('canonical section; empty when unknown'),
  level: integer('depth of the heading, from 1'),
  number: text('ordinal as printed'),
  title: text('heading as printed, with its ordinal'),
  page: page(),
  bbox: bbox(),
  parent: text('title of the heading above'),
});

export const tables = z.object({
  document_id: documentId(),
  table_id: text('t1, t2, … in reading order'),
  form_id: text('form of the pack; empty when unknown'),
  title: text('title as printed'),
  pages: text('pages that it stands on, separated by ";"'),
  unit: text('unit as printed'),
  rows: integer('body rows that carry text'),
  cols: integer('leaf columns'),
  method: text('lattice, stream or given'),
  confidence: confidence(),
});

export const cells = z.object({
  document_id: documentId(),
  table_id: text('table of this document'),
  row: integer('from 0, header rows included'),
  col: integer('from 0'),
  row_span: integer('rows covered'),
  col_span: integer('columns covered'),
  text: text('as printed'),
  page: page(),
  bbox: bbox(),
  is_header: integer('1 for header cells, else 0'),
});

export const facts = z.object({
  fact_id: text('stable id: the same bytes, place and rule give the same id in every run'),
  document_id: documentId(),
  file: text('name of the source file'),
  entity: text('the body that reports'),
  region_code: text('GB/T 2260 code'),
  fiscal_year: year('year that the report is about'),
  report_type: reportType('of the part of the document in which the number stands'),
  ...meaning(),
  value: decimal('value in the unit'),
  unit: unit(),
  decimals: integer('XBRL decimals: 735.59 万元 has -2'),
  raw: text('the number as printed'),
  raw_unit: text('the unit as printed'),
  page: page(),
  bbox: bbox(),
  section_id: text('section in which the number stands'),
  table_id: text('table in which the number stands'),
  row: integer('row of the cell, from 0'),
  col: integer('column of the cell, from 0'),
  path: path(),
  base: text('change_*: measure compared with; share and completion: the denominator'),
  date: date('day of an instant'),
  method: method(),
  confidence: confidence(),
  flags: flags(),
  review: oneOf(
    ['confirmed', 'corrected'],
    'what a person decided; corrections.csv and the provenance say who and why',
  ),
});

export const indicators = z.object({
  indicator_id: text('stable id'),
  document_id: documentId(),
  file: text('name of the source file'),
  entity: text('the body that reports'),
  fiscal_year: year('year that the report is about'),
  project: text('project name; empty: the department as a whole'),
  level1: text('first level as printed'),
  level2: text('second level as printed'),
  level3: text('indicator as printed'),
  target_operator: oneOf(['=', '≥', '≤', '>', '<'], 'comparison of the target'),
  target_value: decimal('target, where it is a number'),
  target_unit: text('unit of the target, as facts; a rate (元/公里) as printed'),
  target_raw: text('target as printed'),
  actual_value: decimal('actual value, where it is a number'),
  actual_unit: text('unit of the actual value, as facts'),
  actual_raw: text('actual value as printed'),
  weight: decimal('points that can be had'),
  score: decimal('points given'),
  deviation: text('reason for a deviation, as printed'),
  page: page(),
  bbox: bbox(),
  path: path(),
  table_id: text('table in which it stands'),
  row: integer('row, from 0'),
  method: method(),
  confidence: confidence(),
  flags: flags(),
});

export const findings = z.object({
  document_id: documentId(),
  check_id: text('identity that was checked'),
  status: oneOf(['pass', 'fail', 'not_applicable'], 'outcome'),
  formula: text('the identity with its numbers'),
  left: decimal('left side'),
  right: decimal('right side'),
  difference: decimal('left - right'),
  tolerance: decimal('largest difference that rounding explains'),
  fact_ids: text('facts and indicators that took part, separated by ";"'),
  message: text('for people'),
  proposed_fact: text('the one fact whose other reading would satisfy all its identities'),
  proposed_value: decimal('that reading, in the unit of the fact; the fact itself keeps its value'),
});

export const quarantine = z.object({
  document_id: documentId(),
  page: page(),
  bbox: bbox(),
  raw: text('the number or row as printed'),
  reason: text('why it is no fact'),
  context: text('the words around it'),
  path: path(),
});

export const nonfacts = z.object({
  document_id: documentId(),
  page: page(),
  bbox: bbox(),
  raw: text('the number as printed'),
  reason: text('why it states nothing by itself: year, ordinal, code, …'),
  context: text('the words around it'),
  path: path(),
});

/** What people decided about facts: not written by a run but read by it, from `corrections.csv`. */
export const corrections = z.object({
  when: text('when it was decided, ISO 8601'),
  who: text('who decided'),
  action: oneOf(['confirm', 'correct', 'reject', 'undo'], 'what was decided; undo withdraws the decision before it'),
  fact_id: text('the fact'),
  sha256: text('sha256 of its file, hexadecimal'),
  file: text('name of the source file'),
  page: page(),
  bbox: bbox(),
  path: path(),
  raw: text('the number as printed'),
  old_value: decimal('value that the fact had'),
  old_unit: text('unit that it had'),
  old_concept: text('concept that it had'),
  old_measure: text('measure that it had'),
  new_value: decimal('value that it is to have; empty: as before'),
  new_unit: text('unit that it is to have; empty: as before'),
  new_concept: text('concept that it is to have; empty: as before'),
  new_measure: text('measure that it is to have; empty: as before'),
  why: text('note'),
});

/** What a second reader saw where each fact is said to stand: written by `pagefact verify`, not by a run. */
export const verification = z.object({
  document_id: documentId(),
  file: text('name of the source file'),
  fact_id: text('the fact'),
  page: page(),
  bbox: bbox(),
  path: path(),
  raw: text('the number as the fact has it'),
  status: oneOf(
    [
      'confirmed',
      'differs',
      'empty',
      'value_differs',
      'provenance_differs',
      'source_missing',
      'source_changed',
      'not_checked',
    ],
    'outcome',
  ),
  read: text('what the second reader read there; lines are separated by ⏎'),
  reader: text('the second reader, with its version'),
  note: text('why it is not confirmed, for people'),
});

/** A line of `corrections.csv`. */
export type Correction = z.infer<typeof corrections>;

/** Datasets that no run writes. */
const BESIDE = { corrections, changes, verification } as const;

/** Every dataset by name, in the order in which they are written. */
export const DATASETS = {
  documents,
  pages,
  sections,
  tables,
  cells,
  facts,
  indicators,
  findings,
  quarantine,
  nonfacts,
} as const;
export type DatasetName = keyof typeof DATASETS;

/** A row of a dataset. */
export type Row<N extends DatasetName> = z.infer<(typeof DATASETS)[N]>;

export interface Column extends FieldInfo {
  name: string;
}

/** The columns of a dataset in their order. */
export function columnsOf(dataset: DatasetName | keyof typeof BESIDE): Column[] {
  const { shape } = { ...DATASETS, ...BESIDE }[dataset];
  return Object.entries(shape).map(([name, schema]) => {
    const field = (schema as z.ZodType).meta()?.field;
    if (!field) throw new Error(`column ${dataset}.${name} has no field information`);
    return { name, ...field };
  });
}
