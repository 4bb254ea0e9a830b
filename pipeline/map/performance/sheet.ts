/** A performance table on its way through the map: its grid, what it is about, and what came of it. */

import type { Pack } from '../../../schemas/pack.ts';
import type { PerformanceLayout } from '../../../schemas/performance.ts';
import type { Classified, PlacedTable } from '../../classified.ts';
import type { FactDraft, IndicatorDraft, QuarantineDraft } from '../../draft.ts';
import { boxText } from '../../place.ts';
import { allOf } from '../account/coverage.ts';
import type { CodeResolver } from '../codes.ts';
import { surroundings } from '../forms/fact.ts';
import { cellsOfRow, type Grid, type GridCell, gridOf } from '../forms/grid.ts';
import { headerWord, labelKey, wordKey } from '../forms/normal.ts';
import { readTitle } from './title.ts';

export interface Sheet {
  classified: Classified;
  pack: Pack;
  layout: PerformanceLayout;
  codes: CodeResolver;
  table: PlacedTable;
  grid: Grid;
  /** `overall`: the department as a whole; `project`: one project, named by `project`. Changes from row to row. */
  scope: 'overall' | 'project';
  project: string;
  facts: FactDraft[];
  indicators: IndicatorDraft[];
  quarantine: QuarantineDraft[];
  /** Cells with running text about goals, and the label of each. */
  texts: { cell: GridCell; label: string }[];
  /** Cells whose numbers are accounted for. */
  done: Set<GridCell>;
}

/** Prepares a table; the title says whether it is about the department or a project. */
export function createSheet(table: PlacedTable, classified: Classified, pack: Pack, codes: CodeResolver): Sheet {
  const { layout } = pack.performance;
  const title = readTitle(table.title, layout);
  const isProject =
    table.project !== '' || title?.scope === 'project' || (!title && table.reportType === 'perf_project');
  return {
    classified,
    pack,
    layout,
    codes,
    table,
    grid: gridOf(table.block),
    scope: isProject ? 'project' : 'overall',
    project: table.project || (title?.project ?? ''),
    facts: [],
    indicators: [],
    quarantine: [],
    texts: [],
    done: new Set(),
  };
}

/** The cells with text that begin in a row. */
export function ownTexts(sheet: Sheet, row: number): GridCell[] {
  return cellsOfRow(sheet.grid, row).filter(({ cell, text }) => cell.row === row && text.trim() !== '');
}

/** Whether a label is one of the given words; ordinals, 其中 and punctuation do not count. */
export function isOneOf(text: string, words: readonly string[]): boolean {
  const key = labelKey(text);
  return key !== '' && words.some((word) => wordKey(word) === key);
}

/** What a header says, with and without its unit, its year and what stands in brackets at its end. */
export function headerKeys(text: string): string[] {
  return [headerWord(text).key, wordKey(text), headerWord(text.replace(/[（(][^（()）]*[）)]\s*$/, '')).key];
}

/** The first cell with text to the right of a cell in a row. */
export function rightOf(sheet: Sheet, cell: GridCell, row: number): GridCell | undefined {
  const next = sheet.grid.at(row, cell.cell.col + cell.cell.colSpan);
  return next && next !== cell ? next : undefined;
}

/** Puts a number aside with the reason, and the words of its row. */
export function putAside(sheet: Sheet, cell: GridCell, reason: string): void {
  if (sheet.done.has(cell)) return;
  sheet.done.add(cell);
  const { prefix, suffix } = surroundings(cellsOfRow(sheet.grid, cell.cell.row), cell);
  sheet.quarantine.push({
    page: cell.cell.page,
    bbox: boxText(cell.cell.box),
    raw: cell.text.trim(),
    reason,
    context: [sheet.table.title, prefix, suffix].filter((part) => part !== '').join(' | '),
    path: cell.cell.path ?? '',
    at: allOf(cell.cell.lines),
  });
}

/** A concept of the pack's files with the table's scope in it. */
export function scoped(concept: string, sheet: Sheet): string {
  return concept.replace('{scope}', sheet.scope);
}
