/** Columns that several datasets have. */
import { integer, measured, oneOf, text } from './fields.ts';

export const REPORT_TYPES = ['budget', 'final', 'perf_overall', 'perf_project'] as const;
export type ReportType = (typeof REPORT_TYPES)[number];

export const reportType = (of: string) => oneOf(REPORT_TYPES, `kind of report ${of}`);
export const page = () => integer('page of the file, from 1');
export const bbox = () => text('x0,y0,x1,y1 in PDF points, origin top left of the page as displayed');
export const path = () =>
  text('place in a format without boxes: body/tbl[3]/tr[5]/tc[2], or the address of a cell: Sheet1!B5');
export const documentId = () => text('first 16 hex digits of the sha256 of the file');
export const method = () => oneOf(['text-layer', 'docx', 'ocr', 'html', 'xlsx', 'manual'], 'how the text was read');
export const confidence = () => measured('0 to 1');
export const flags = () => text('reasons to look at it, separated by ";"; empty: nothing speaks against it');
export const unit = () => text('CNY, percent, m2, score or the noun that is counted');

/** What a number is about. */
export const meaning = () => ({
  concept: text('id of the concept'),
  measure: text('id of the measure'),
  period: text('year that the value is about, YYYY'),
  function_code: text('functional class: 3, 5 or 7 digits'),
  function_name: text('functional class as printed'),
  economic_code: text('economic class: 3 or 5 digits'),
  economic_name: text('economic class as printed'),
  fund: oneOf(['general_public', 'government_fund', 'state_capital'], 'budget fund, where the concept does not say it'),
  subject: text('member of any other dimension, as printed without spaces'),
});
