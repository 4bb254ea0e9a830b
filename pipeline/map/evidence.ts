/** Words of a table as the evidence of its facts. */
import type { PlacedTable } from '../classified.ts';
import type { Evidence } from '../draft.ts';
import { boxText } from '../place.ts';
import type { GridCell } from './forms/grid.ts';

/** Made once for a cell in a role: a header is evidence of every number below it. */
const known = new WeakMap<GridCell, Map<string, Evidence>>();

/** A cell as evidence. */
export function evidenceIn(entry: GridCell, role: string): Evidence {
  const roles = known.get(entry) ?? new Map<string, Evidence>();
  known.set(entry, roles);
  const before = roles.get(role);
  if (before) return before;
  const { cell, text } = entry;
  const made: Evidence = {
    role,
    text,
    page: cell.page,
    ...(cell.box ? { bbox: boxText(cell.box) } : {}),
    ...(cell.path ? { path: cell.path } : {}),
  };
  roles.set(role, made);
  return made;
}

/** The unit that is printed for the whole table. */
export function unitEvidence({ unitPlace }: PlacedTable): Evidence[] {
  if (!unitPlace) return [];
  const { text, page, box } = unitPlace;
  return [{ role: 'unit', text, page, ...(box ? { bbox: boxText(box) } : {}) }];
}
