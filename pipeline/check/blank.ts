/** A table without numbers says so, and one that says so has none. */
import type { Check } from '../../schemas/checks.ts';
import type { Classified, PlacedTable } from '../classified.ts';
import { type Checked, wrong } from './finding.ts';
import type { CheckedNumber } from './numbers.ts';
import { aroundTable, runningText, tablesOf } from './printed.ts';

type BlankCheck = Extract<Check, { kind: 'blank' }>;

/** One finding for each of the forms that is empty or said to be. */
export function checkBlank(check: BlankCheck, classified: Classified, numbers: readonly CheckedNumber[]): Checked[] {
  const [none, empty] = [new RegExp(check.none, 'u'), new RegExp(check.empty, 'u')];
  const text = runningText(classified);
  return tablesOf(classified).flatMap((table): Checked[] => {
    const about = check.about[table.formId];
    if (about === undefined || table.section?.factFree) return [];
    const own = numbers.filter(({ row }) => row.table_id === table.tableId);
    const around = aroundTable(table, classified);
    const note = around.find((line) => empty.test(line.text));
    const page = table.block.parts[0]?.page ?? '';
    const name = `${table.title || table.formId} (page ${page}, table ${table.tableId})`;
    const filled = own.filter(({ value }) => !value.eq(0));
    const found = (formula: string, message: string): Checked => {
      const finding = wrong(
        check.id,
        formula,
        filled.map(({ id }) => id),
        message,
      );
      return message === '' ? { ...finding, status: 'pass' } : finding;
    };
    if (note && filled.length > 0)
      return [
        found(`${name}: empty`, `${name} says “${note.text}” (page ${note.page}) and has ${filled.length} numbers`),
      ];
    if (own.length > 0 || hasDigits(table)) return [];
    const said = note ?? around.concat(text).find((line) => line.text.includes(about) && none.test(line.text));
    return [
      found(
        `${name}: empty, and said to be`,
        said ? '' : `${name} is empty and nothing in the document says that there is no ${about}`,
      ),
    ];
  });
}

/** Numbers that no rule could place are numbers too. */
const hasDigits = ({ block, captionRows }: PlacedTable): boolean =>
  block.cells.some(
    ({ header, row, lines }) =>
      !header &&
      !captionRows.includes(row) &&
      lines.some((line) => /^[-\d,.，．%]*\d[\d,.，．%]*$/.test(line.text.trim())),
  );
