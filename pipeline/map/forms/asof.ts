/** The day that a table of assets is about, printed above it: 截止时间：2023-12-31. */

import { cellText, joinLines } from '../../../extractors/text.ts';
import type { FormWords } from '../../../schemas/forms.ts';
import type { Classified, PlacedTable } from '../../classified.ts';
import { plain } from './normal.ts';

/** How many blocks above a table its day may stand. */
const REACH = 4;
const DAY = /(20\d\d)[-年./](\d{1,2})[-月./](\d{1,2})/;

/** @returns a day as YYYY-MM-DD, empty when none is printed */
export function dayOf(table: PlacedTable, { blocks }: Classified, words: FormWords): string {
  const index = blocks.findIndex(({ block }) => block === table.block);
  const above = blocks.slice(Math.max(0, index - REACH), index).toReversed();
  const texts = above.flatMap(({ block }) => (block.kind === 'paragraph' ? [joinLines(block.lines).text] : []));
  const inside = table.block.cells.filter(({ row }) => table.captionRows.includes(row)).map(cellText);
  for (const text of [...inside, ...texts].map(plain)) {
    const day = DAY.exec(text);
    if (!day || !words.as_of.some((word) => text.includes(word))) continue;
    return `${day[1]}-${day[2].padStart(2, '0')}-${day[3].padStart(2, '0')}`;
  }
  return '';
}
