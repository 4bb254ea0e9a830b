/** Rows of `pages` and `sections`. */
import type { Document } from '../../extractors/document.ts';
import type { Row } from '../../schemas/datasets.ts';
import type { Classified } from '../classified.ts';
import type { Mapped } from '../draft.ts';
import { boxText, points } from './place.ts';

/** One row a page, with how many of its numbers became data. */
export function pageRows(id: string, document: Document, classified: Classified, mapped: Mapped): Row<'pages'>[] {
  const tables = new Map<number, number>();
  for (const { block } of classified.blocks) {
    if (block.kind !== 'table') continue;
    for (const page of new Set(block.parts.map((part) => part.page))) tables.set(page, (tables.get(page) ?? 0) + 1);
  }
  const numbers = mappedNumbers(mapped);
  return document.pages.map((page) => ({
    document_id: id,
    page: page.number,
    width: points(page.width),
    height: points(page.height),
    rotation: page.rotation,
    kind: page.kind,
    numbers_found: mapped.numbersFound.get(page.number) ?? 0,
    numbers_mapped: numbers.get(page.number) ?? 0,
    tables: tables.get(page.number) ?? 0,
    status: page.status,
    reason: page.reason ?? '',
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

/** Printed numbers by page that a fact or an indicator came from; a number that says two things counts once. */
function mappedNumbers({ facts, indicators }: Mapped): Map<number, number> {
  const places = new Map<number, Set<string>>();
  for (const { page, bbox, path, raw } of facts) add(page, `${bbox}|${path}|${raw}`);
  for (const { page, bbox, path, row } of indicators) add(page, `${bbox}|${path}|${row}`);
  return new Map([...places].map(([page, set]) => [page, set.size]));

  function add(page: number | null, place: string) {
    if (page === null) return;
    const set = places.get(page) ?? new Set();
    places.set(page, set.add(place));
  }
}
