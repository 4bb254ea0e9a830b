/** From a number in a performance table to a fact. */
import { methodAt, placeAt, placeOf } from '../../../extractors/text.ts';
import type { ReportType } from '../../../schemas/datasets.ts';
import type { Concept } from '../../../schemas/vocabulary.ts';
import { sectionIdOf } from '../../classify/outline.ts';
import { type FactDraft, LOW_OCR_CONFIDENCE } from '../../draft.ts';
import { boxText } from '../../place.ts';
import { readAmount } from '../amount.ts';
import { evidenceIn, unitEvidence } from '../evidence.ts';
import { surroundings } from '../forms/fact.ts';
import { cellsOfRow, type GridCell } from '../forms/grid.ts';
import { plain } from '../forms/normal.ts';
import { putAside, type Sheet } from './sheet.ts';
import type { CellValue } from './value.ts';

/** What a number means. */
export interface Meaning {
  /** Id of the rule. */
  rule: string;
  concept: string;
  measure: string;
  yearsBack: number;
  /** Period where it is not the report's year. */
  year?: number;
  functionCode?: string;
  functionName?: string;
  economicCode?: string;
  economicName?: string;
  fund?: FactDraft['fund'];
  subject?: string;
  base?: string;
  /** Unit said by header or label, where the cell itself prints none. */
  unit?: string;
  /** The unit is printed in header or label, not only known from the form. */
  unitSaid?: boolean;
  /** Cells that gave the meaning. */
  evidence: { role: string; cell: GridCell }[];
  flags?: string[];
}

/** Adds the fact of a number, or puts the number aside when it cannot be one. */
export function addFact(sheet: Sheet, cell: GridCell, value: CellValue, meaning: Meaning): void {
  const fact = factOf(sheet, cell, value, meaning);
  if ('reason' in fact) putAside(sheet, cell, fact.reason);
  else {
    sheet.done.add(cell);
    sheet.facts.push(fact);
  }
}

function factOf(sheet: Sheet, cell: GridCell, value: CellValue, meaning: Meaning): FactDraft | { reason: string } {
  const { classified, pack, table } = sheet;
  const named = nameIn(sheet, meaning);
  const concept = pack.concepts.get(named.concept);
  if (!concept) return { reason: `concept ${named.concept} is not in the vocabulary` };
  const unit = unitOf(sheet, value, meaning, concept);
  if ('reason' in unit) return unit;
  const amount = readAmount(value.raw, unit.printed, pack.units, value.sign, unit.count);
  if (!amount) return { reason: 'no well-formed number' };
  const { page, box } = placeOf(value.joined, value.start, value.end);
  const method = methodAt(classified.document, page, box);
  const confidence = confidenceOf(value);
  const flags = [...(meaning.flags ?? [])];
  if (unit.inferred) flags.push('unit_inferred');
  if (method === 'ocr' && confidence < LOW_OCR_CONFIDENCE) flags.push('low_ocr_confidence');
  if (method !== 'ocr' && confidence < 1) flags.push('text_uncertain');
  if (sheet.scope === 'project' && (meaning.subject ?? '') === '' && named.concept.startsWith('p'))
    flags.push('project_unknown');
  const year = classified.identity.fiscal_year;
  const period = meaning.year ?? (year === null ? undefined : year - meaning.yearsBack);
  if (period === undefined) flags.push('year_unknown');
  return {
    report_type: reportTypeOf(sheet),
    ...named,
    period: period === undefined ? '' : String(period),
    function_code: meaning.functionCode ?? '',
    function_name: meaning.functionName ?? '',
    economic_code: meaning.economicCode ?? '',
    economic_name: meaning.economicName ?? '',
    fund: meaning.fund ?? '',
    subject: plain(meaning.subject ?? ''),
    value: amount.value,
    unit: amount.unit,
    decimals: amount.decimals,
    raw: value.raw,
    raw_unit: unit.printed,
    page,
    bbox: boxText(box),
    section_id: sectionIdOf(table.section),
    table_id: table.tableId,
    row: cell.cell.row,
    col: cell.cell.col,
    path: cell.cell.path ?? '',
    base: meaning.base ?? '',
    date: '',
    method,
    confidence: rounded(Math.min(confidence, table.block.confidence)),
    flags,
    trace: {
      rule: meaning.rule,
      ...surroundings(cellsOfRow(sheet.grid, cell.cell.row), cell),
      evidence: [...meaning.evidence.map(({ role, cell }) => evidenceIn(cell, role)), ...unitEvidence(table)],
      steps: amount.steps,
    },
  };
}

/**
 * The unit of a number: printed beside it, in its header or label, by the table; percentages and counts take that of
 * their measure or concept.
 */
function unitOf(
  { pack, table }: Sheet,
  value: CellValue,
  meaning: Meaning,
  concept: Concept,
): { printed: string; count: string; inferred: boolean } | { reason: string } {
  const isPercent = pack.units.percent.includes(value.unit);
  const kind =
    pack.measures.get(meaning.measure)?.kind === 'percent' || meaning.unit === '%' ? 'percent' : concept.kind;
  if (kind === 'percent') {
    const isSaid = value.unit !== '' || meaning.unitSaid === true || /^0(\.0*)?$/.test(value.raw);
    return { printed: value.unit, count: 'percent', inferred: !isSaid };
  }
  if (isPercent) return { reason: 'percentage where an amount is expected' };
  if (kind !== 'amount') return { printed: value.unit, count: concept.unit, inferred: false };
  const said = value.unit || meaning.unit || table.unit;
  const isMoney = pack.units.money[plain(said)] !== undefined;
  if (!isMoney && said !== '') return { reason: `unit that is no money: ${said}` };
  return { printed: isMoney ? plain(said) : pack.performance.layout.usual_unit, count: '', inferred: !isMoney };
}

function reportTypeOf({ table: { reportType }, scope }: Sheet): ReportType {
  if (reportType === 'budget') return 'budget';
  return scope === 'project' ? 'perf_project' : 'perf_overall';
}

/** In a budget the funds of a project are what it is given for the year. */
function nameIn(sheet: Sheet, { concept, measure }: Meaning): { concept: string; measure: string } {
  if (reportTypeOf(sheet) !== 'budget') return { concept, measure };
  return {
    concept: concept === 'performance.project.funds' ? 'project.annual_budget' : concept,
    measure: measure === 'initial_budget' ? 'budget_current' : measure,
  };
}

function confidenceOf({ joined, start, end }: CellValue): number {
  let least = 1;
  for (let i = start; i < end; i++) {
    const { line, index } = placeAt(joined, i);
    least = Math.min(least, line.confidences?.[index] ?? line.confidence);
  }
  return least;
}

function rounded(n: number): number {
  return Math.round(n * 1000) / 1000;
}
