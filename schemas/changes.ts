/** The row schema of the dataset that `pagefact changes` writes. */
import { z } from 'zod';
import { flags, meaning, reportType, unit } from './columns.ts';
import { decimal, integer, oneOf, text, year } from './fields.ts';

/** What differs between two runs: written by `pagefact changes`, not by a run. */
export const changes = z.object({
  change: oneOf(
    [
      'document_added',
      'document_changed',
      'document_replaced',
      'document_moved',
      'document_withdrawn',
      'document_removed',
      'fact_altered',
      'fact_added',
      'fact_removed',
    ],
    'what happened',
  ),
  cause: oneOf(
    ['document', 'reading', 'correction'],
    'the file is another one, or the same file was read differently, or a person decided about the figure',
  ),
  source_url: text('where the file was published'),
  file: text('name of the source file'),
  entity: text('the body that reports'),
  region_code: text('GB/T 2260 code'),
  fiscal_year: year('year that the report is about'),
  report_type: reportType('of the part of the document, or of the whole file'),
  old_document_id: text('document before'),
  new_document_id: text('document now'),
  ...meaning(),
  unit: unit(),
  old_value: decimal('value before'),
  new_value: decimal('value now'),
  difference: decimal('value now - value before'),
  old_raw: text('the number as printed before'),
  new_raw: text('the number as printed now'),
  old_page: integer('page before, from 1'),
  new_page: integer('page now, from 1'),
  old_bbox: text('place before: x0,y0,x1,y1 in PDF points, origin top left of the page as displayed'),
  new_bbox: text('place now, likewise'),
  old_path: text('place before in a format without boxes'),
  new_path: text('place now in a format without boxes'),
  old_fact_id: text('fact before'),
  new_fact_id: text('fact now'),
  flags: flags(),
  reason: text('what else is known, for people'),
});

/** A row of `changes`. */
export type Change = z.infer<typeof changes>;
