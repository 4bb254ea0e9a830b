/** The forms of a document: code tables, two-sided summaries, three public expenses. */
import type { Form, Forms } from '../../../schemas/forms.ts';
import type { Pack } from '../../../schemas/pack.ts';
import type { Classified, PlacedTable } from '../../classified.ts';
import { saysKind, titlesOfNoKind } from '../../classify/form-titles.ts';
import type { FactDraft, Mapped } from '../../draft.ts';
import { type CodeResolver, createCodeResolver } from '../codes.ts';
import { looksNumeric } from './cellnumber.ts';
import { cellsOfRow, type Grid, gridOf } from './grid.ts';
import { inferForm } from './infer.ts';
import { wordKey } from './normal.ts';
import { refusal } from './refusal.ts';
import { isColumnNumbers } from './skiprows.ts';
import { readTable, type TableResult } from './table.ts';
import type { Vocabulary } from './vocabulary.ts';
import { vocabularyOf } from './vocabulary.ts';

/**
 * Maps every table that is a form of the pack. Tables of other kinds (performance, none) are left to others; in budgets
 * and final accounts the numbers of a table that is no known form are put aside with that reason.
 */
export function mapForms(classified: Classified, pack: Pack): Mapped {
  const mapped: Mapped = { facts: [], indicators: [], quarantine: [], nonFacts: [] };
  const codes = createCodeResolver(pack, classified.identity.fiscal_year);
  for (const block of classified.blocks) {
    if (block.role !== 'table' || !isForForms(block as PlacedTable)) continue;
    const result = mapTable(block as PlacedTable, classified, pack, codes);
    if (!result) continue;
    for (const fact of result.facts) mapped.facts.push(fact);
    for (const number of result.quarantine) mapped.quarantine.push(number);
  }
  return mapped;
}

/**
 * Teaches a resolver the pairs of code and name that the document's own code tables print.
 * @param facts what `mapForms` made of the document
 */
export function learnCodes(facts: readonly FactDraft[], resolver: CodeResolver): void {
  for (const fact of facts) {
    if (fact.method === 'ocr' || !fact.trace.evidence.some(({ role }) => role === 'code')) continue;
    if (fact.function_code !== '' && fact.function_name !== '')
      resolver.learn('function', fact.function_code, fact.function_name);
    if (fact.economic_code !== '' && fact.economic_name !== '')
      resolver.learn('economic', fact.economic_code, fact.economic_name);
  }
}

/** Without a title, only tables of budgets and final accounts are looked at. */
function isForForms({ reportType, section, formId }: PlacedTable): boolean {
  return !section?.factFree && (formId !== '' || !reportType.startsWith('perf_'));
}

/** Reads a table as the form of its title, or as the form that its words show better. */
function mapTable(
  table: PlacedTable,
  classified: Classified,
  pack: Pack,
  codes: CodeResolver,
): TableResult | undefined {
  const { forms } = pack;
  const grid = gridOf(table.block);
  const titled = forms.byId.get(table.formId);
  if (table.formId !== '' && (!titled || titled.blocks.length === 0)) return undefined;
  const read = (form: NonNullable<typeof titled>, flags: string[]) =>
    readTable(grid, form, { classified, pack, table, codes, flags });
  const byTitle =
    titled && read(titled, hasTitle(table, titled, forms) && fitsReport(table, titled, forms) ? [] : ['form_inferred']);
  if (byTitle && byTitle.boundColumns > 0 && byTitle.quarantine.length === 0) return byTitle;
  const inferred = inferForm(grid, table.reportType, forms);
  const byWords = inferred && inferred !== titled ? read(inferred, ['form_inferred']) : undefined;
  if (byWords && byWords.facts.length > (byTitle?.facts.length ?? 0)) return byWords;
  return byTitle ?? byWords ?? unknownTable(grid, table, vocabularyOf(pack));
}

/** Whether the title above a table is one of the form's; a form may also have been found by its words alone. */
function hasTitle({ title }: PlacedTable, form: Form, forms: Forms): boolean {
  const key = titleKey(title);
  const ofOther = titlesOfNoKind(forms, form.titles_of);
  return [...form.titles, ...ofOther, ...(form.title_words ?? [])].some((each) => key.includes(titleKey(each)));
}

/** A form of budgets in final accounts, or the reverse, only where the title says so. */
function fitsReport({ title, reportType }: PlacedTable, { report_type }: Form, forms: Forms): boolean {
  const isOther =
    (report_type === 'budget' && reportType === 'final') || (report_type === 'final' && reportType === 'budget');
  return !isOther || saysKind(wordKey(title), forms);
}

function titleKey(title: string): string {
  return wordKey(title)
    .replace(/部门|单位/g, '')
    .replace(/[和与]/g, '及');
}

/** In budgets and final accounts every number of a table without a form is put aside. */
function unknownTable(grid: Grid, table: PlacedTable, vocabulary: Vocabulary): TableResult | undefined {
  if (table.reportType !== 'budget' && table.reportType !== 'final') return undefined;
  const result: TableResult = { facts: [], quarantine: [], boundColumns: 0, unknownColumns: 0 };
  for (let row = 0; row < grid.rows; row++) {
    const cells = cellsOfRow(grid, row);
    if (isColumnNumbers(cells, row, vocabulary)) continue;
    for (const cell of cells) {
      if (cell.cell.row !== row || cell.cell.col === 0 || !looksNumeric(cell.text)) continue;
      result.quarantine.push(refusal(cell, cell.text.trim(), 'table that is no known form', cells));
    }
  }
  return result;
}
