/** Identifying a form by the words in it, where no title says which it is. */
import type { ReportType } from '../../../schemas/datasets.ts';
import type { Form, Forms } from '../../../schemas/forms.ts';
import type { Grid } from './grid.ts';
import { headerWord, labelKey, wordKey } from './normal.ts';

/**
 * The one form whose signature stands in the table.
 * @param type kind of the report around the table; empty: any
 * @returns none when no signature fits, or when two fit equally well
 */
export function inferForm(grid: Grid, type: ReportType | '', forms: Forms): Form | undefined {
  const keys = wordsIn(grid);
  const fitting = [...forms.byId.values()].filter(
    (form) =>
      form.blocks.length > 0 &&
      form.signature !== undefined &&
      (type === '' || form.report_type === type) &&
      form.signature.every((group) => group.some((word) => keys.has(wordKey(word)))),
  );
  const most = Math.max(0, ...fitting.map(({ signature }) => signature!.length));
  const best = fitting.filter(({ signature }) => signature!.length === most);
  return best.length === 1 ? best[0] : undefined;
}

function wordsIn(grid: Grid): Set<string> {
  const keys = new Set<string>();
  for (let r = 0; r < grid.rows; r++) {
    for (let c = 0; c < grid.cols; c++) {
      const cell = grid.at(r, c);
      if (!cell || cell.cell.row !== r || cell.cell.col !== c || cell.text.trim() === '') continue;
      keys.add(headerWord(cell.text).key).add(labelKey(cell.text));
    }
  }
  return keys;
}
