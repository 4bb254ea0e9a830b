/** Numbers that become no fact, with the reason and the words around them. */
import type { TextLine } from '../../../extractors/document.ts';
import type { QuarantineDraft } from '../../draft.ts';
import { boxText } from '../../place.ts';
import { allOf } from '../account/coverage.ts';
import { surroundings } from './fact.ts';
import type { GridCell } from './grid.ts';

/**
 * @param cells the row in which the number stands
 */
export function refusal(cell: GridCell, raw: string, reason: string, cells: readonly GridCell[]): QuarantineDraft {
  const { prefix, suffix } = surroundings(cells, cell);
  // Of several lines the one with most digits: the others are remnants of strokes, or words beside the number.
  const digits = ({ text }: TextLine) => text.replace(/\D/g, '').length;
  const line = cell.cell.lines.toSorted((a, b) => digits(b) - digits(a)).at(0);
  const box = line?.box ?? cell.cell.box;
  return {
    page: line?.page ?? cell.cell.page,
    bbox: boxText(box),
    raw,
    reason,
    context: [prefix, `[${raw}]`, suffix].filter((part) => part !== '').join(' '),
    path: cell.cell.path ?? '',
    at: allOf(cell.cell.lines),
  };
}
