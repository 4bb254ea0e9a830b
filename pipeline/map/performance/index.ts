/** Performance tables: self-evaluations, base data, indicators. */
import type { Cell, Paragraph } from '../../../extractors/document.ts';
import type { Pack } from '../../../schemas/pack.ts';
import type { Classified, PlacedBlock, PlacedTable } from '../../classified.ts';
import type { Mapped } from '../../draft.ts';
import { createCodeResolver } from '../codes.ts';
import { indicatorHeader } from './indicators.ts';
import { matrixHeader } from './matrix-header.ts';
import { createSheet, type Sheet } from './sheet.ts';
import { walk } from './walk.ts';

/** Forms of budgets whose tables are lists of indicators. */
const TARGET_FORMS = ['budget_11'];

export interface PerformanceMapped extends Mapped {
  /** Texts about goals in cells: paragraphs for the reader of running text, in the section of their table. */
  texts: PlacedBlock<Paragraph>[];
}

/**
 * Maps the performance tables of a document: to facts, and to indicators with target and actual values. Tables that are
 * forms of budgets and final accounts are left to `mapForms`.
 */
export function mapPerformanceTables(classified: Classified, pack: Pack): PerformanceMapped {
  const mapped: PerformanceMapped = { facts: [], indicators: [], quarantine: [], nonFacts: [], texts: [] };
  const codes = createCodeResolver(pack, classified.identity.fiscal_year);
  for (const block of classified.blocks) {
    if (block.role !== 'table') continue;
    const sheet = createSheet(block as PlacedTable, classified, pack, codes);
    if (!isPerformance(sheet)) continue;
    walk(sheet);
    for (const fact of sheet.facts) mapped.facts.push(fact);
    for (const indicator of sheet.indicators) mapped.indicators.push(indicator);
    for (const number of sheet.quarantine) mapped.quarantine.push(number);
    for (const { cell, label } of sheet.texts) mapped.texts.push(asParagraph(cell.cell, label, sheet.table));
  }
  return mapped;
}

function asParagraph(
  { lines, path }: Cell,
  label: string,
  { section, reportType }: PlacedTable,
): PlacedBlock<Paragraph> {
  const block: Paragraph = { kind: 'paragraph', role: 'body', lines, align: 'left', ...(path ? { path } : {}) };
  return { block, reportType, role: 'text', label, ...(section ? { section } : {}) };
}

function isPerformance(sheet: Sheet): boolean {
  const { formId, reportType, section } = sheet.table;
  if (section?.factFree) return false;
  if (formId.startsWith('perf_') || TARGET_FORMS.includes(formId)) return true;
  if (formId !== '') return false;
  if (reportType.startsWith('perf_')) return true;
  return Array.from({ length: sheet.grid.rows }, (_, row) => row).some(
    (row) => indicatorHeader(sheet, row) !== undefined || matrixHeader(sheet, row)?.spec.telling,
  );
}
