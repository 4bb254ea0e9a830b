/** Rows of `pages` and `sections`. */
import type { Document } from '../../extractors/document.ts';
import type { Row } from '../../schemas/datasets.ts';
import type { Classified } from '../classified.ts';
import type { Accounted } from '../map/account/account.ts';
import { boxText, points } from '../place.ts';

/** One row a page, with how many of its numbers became data. */
export function pageRows(
  id: string,
  document: Document,
  classified: Classified,
  counts: Accounted['counts'],
): Row<'pages'>[] {
  const tables = new Map<number, number>();
  for (const { block } of classified.blocks) {
    if (block.kind !== 'table') continue;
    for (const page of new Set(block.parts.map((part) => part.page))) tables.set(page, (tables.get(page) ?? 0) + 1);
  }
  return document.pages.map((page) => ({
    document_id: id,
    page: page.number,
    width: points(page.width),
    height: points(page.height),
    rotation: page.rotation,
    kind: page.kind,
    numbers_found: (counts.get(page.number)?.mapped ?? 0) + (counts.get(page.number)?.quarantined ?? 0),
    numbers_mapped: counts.get(page.number)?.mapped ?? 0,
    tables: tables.get(page.number) ?? 0,
    status: page.status,
    reason: page.reason ?? '',
    numbers_nonfact: counts.get(page.number)?.nonfact ?? 0,
  }));
}

/** The headings of a document. */
export function sectionRows(id: string, { sections }: Classified): Row<'sections'>[] {
  return sections.map((section) => ({
    document_id: id,
    section_id: section.sectionId,
    level: section.level,
    number: section.number,
    title: section.title,
    page: section.page,
    bbox: boxText(section.box),
    parent: section.parent?.title ?? '',
  }));
}
