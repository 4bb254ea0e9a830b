/** Labels with their number beside them or in the same cell. */
import Big from 'big.js';
import type { PerformanceRow, Split } from '../../../schemas/performance.ts';
import type { GridCell } from '../forms/grid.ts';
import { headerWord, plain } from '../forms/normal.ts';
import { addFact, type Meaning } from './fact.ts';
import { headerKeys, isOneOf, ownTexts, putAside, rightOf, type Sheet, scoped } from './sheet.ts';
import { type CellValue, hasDigit, readValue } from './value.ts';

/** A number whose measure is known only when all parts of its list are. */
interface SplitPart {
  split: Split;
  row: PerformanceRow;
  head: GridCell;
  cell: GridCell;
  value: CellValue;
}

export interface PairState {
  /** Measure of the amounts in a column, from the pair that heads it. */
  measures: Map<number, string>;
  /** Heads of lists of parts that are open, by their first column. */
  heads: Map<number, { split: Split; head: GridCell }>;
  parts: SplitPart[];
}

export function newPairs(): PairState {
  return { measures: new Map(), heads: new Map(), parts: [] };
}

/**
 * Reads the labels of a row that have their value beside them.
 * @returns whether the row holds any
 */
export function readPairs(sheet: Sheet, row: number, state: PairState): boolean {
  let found = false;
  for (const cell of ownTexts(sheet, row)) {
    if (readProjectName(sheet, row, cell) || readPair(sheet, row, cell, state) || readPart(sheet, row, cell, state)) {
      found = true;
    } else if (readSplit(sheet, row, cell, state)) found = true;
  }
  return found;
}

function readProjectName(sheet: Sheet, row: number, label: GridCell): boolean {
  if (!isOneOf(label.text, sheet.layout.project_name)) return false;
  const name = rightOf(sheet, label, row);
  if (!name || plain(name.text) === '') return false;
  sheet.project = plain(name.text);
  sheet.scope = 'project';
  sheet.done.add(name);
  return true;
}

function readPair(sheet: Sheet, row: number, label: GridCell, state: PairState): boolean {
  const pair = sheet.layout.pairs.find(({ labels }) => headerKeys(label.text).some((key) => isOneOf(key, labels)));
  const cell = pair && rightOf(sheet, label, row);
  if (!pair || !cell) return false;
  if (pair.parts) state.measures.set(cell.cell.col, pair.measure);
  addAmount(sheet, row, label, cell, { concept: pair.concept, measure: pair.measure });
  return true;
}

/** A part below a pair, in the same columns: 其中：财政拨款 | 1.8万元. */
function readPart(sheet: Sheet, row: number, label: GridCell, state: PairState): boolean {
  if (state.measures.size === 0 && !isPlan(sheet)) return false;
  const funds = sheet.pack.performance.matrices.find(({ id }) => id === 'funds');
  const part = funds?.rows.find(({ labels }) => isOneOf(label.text, labels));
  const cell = part && rightOf(sheet, label, row);
  const planned = isPlan(sheet) ? 'initial_budget' : undefined;
  const measure = cell && (state.measures.get(cell.cell.col) ?? planned);
  if (!part || !cell || !measure) return false;
  addAmount(sheet, row, label, cell, { concept: part.concept, measure });
  return true;
}

/** A budget has one amount for each part of a project's funds: what is planned. */
const isPlan = ({ table, scope }: Sheet): boolean => table.reportType === 'budget' && scope === 'project';

function addAmount(
  sheet: Sheet,
  row: number,
  label: GridCell,
  cell: GridCell,
  { concept, measure }: { concept: string; measure: string },
): void {
  const read = readValue(cell, sheet.pack);
  if (read.kind === 'bad' && hasDigit(cell.text)) putAside(sheet, cell, read.reason);
  if (read.kind === 'value') addFact(sheet, cell, read.value, meaningOf(sheet, row, label, concept, measure));
}

function meaningOf(sheet: Sheet, row: number, label: GridCell, concept: string, measure: string): Meaning {
  const block = sheet.grid.at(row, 0);
  const unit = headerWord(label.text).unit ?? (block && headerWord(block.text).unit);
  return {
    rule: `performance/pair/${concept}`,
    concept: scoped(concept, sheet),
    measure,
    yearsBack: 0,
    subject: sheet.scope === 'project' ? sheet.project : '',
    evidence: [{ role: 'label', cell: label }, ...(block && block !== label ? [{ role: 'block', cell: block }] : [])],
    ...(unit ? { unit } : {}),
  };
}

/** Heads of lists, and the parts below them. */
function readSplit(sheet: Sheet, row: number, cell: GridCell, state: PairState): boolean {
  const opened = sheet.layout.splits.find(({ heads }) => isOneOf(cell.text, heads));
  if (opened) {
    state.heads.set(cell.cell.col, { split: opened, head: cell });
    return true;
  }
  const open = [...state.heads.values()].find(
    ({ head }) => cell.cell.col >= head.cell.col && cell.cell.col < head.cell.col + head.cell.colSpan,
  );
  if (!open) return false;
  const colon = Math.max(cell.text.lastIndexOf('：'), cell.text.lastIndexOf(':'));
  const inline = colon > 0 && colon < cell.text.length - 1;
  const name = colon > 0 ? cell.text.slice(0, colon) : cell.text;
  const part = open.split.rows.find(({ labels }) => isOneOf(name, labels));
  if (!part) return false;
  const holder = inline ? cell : rightOf(sheet, cell, row);
  const read = holder && readValue(holder, sheet.pack, inline ? colon + 1 : 0);
  if (holder && read?.kind === 'value') {
    state.parts.push({ ...open, row: part, cell: holder, value: read.value });
    sheet.done.add(holder);
  } else if (holder && read?.kind === 'bad' && hasDigit(holder.text)) putAside(sheet, holder, read.reason);
  return true;
}

/**
 * Makes facts of the parts that were collected. Which whole they split, the form does not say: it is the one that they
 * add up to, nearest, else the usual one.
 */
export function closeSplits(sheet: Sheet, state: PairState): void {
  for (const split of new Set(state.parts.map((part) => part.split))) {
    const parts = state.parts.filter((part) => part.split === split);
    const before = sheet.facts.length;
    // A budget says what will be spent: nothing in it is executed.
    const isBudget = sheet.table.reportType === 'budget';
    const usual = isBudget ? 'initial_budget' : split.measures[0];
    for (const part of parts) {
      addFact(sheet, part.cell, part.value, {
        ...meaningOf(sheet, part.cell.cell.row, part.head, part.row.concept, usual),
        rule: `performance/split/${part.row.concept}`,
        subject: '',
      });
    }
    const added = sheet.facts.slice(before);
    const sum = added.reduce((total, fact) => total.plus(fact.value), new Big(0));
    const measures = split.measures.filter((each) => isNear(sum, wholeOf(sheet, each)));
    for (const fact of added) {
      if (isBudget) continue;
      fact.measure = measures[0] ?? fact.measure;
      // Wholes that are the same do not tell which of them was split.
      if (measures.length !== 1) fact.flags.push('measure_inferred');
    }
  }
  state.parts = [];
}

function wholeOf(sheet: Sheet, measure: string): Big | undefined {
  const whole = sheet.facts.find(
    (fact) => fact.concept === scoped('performance.{scope}.funds', sheet) && fact.measure === measure,
  );
  return whole && new Big(whole.value);
}

/** Printed parts and wholes differ by rounding and small slips; wholes of different measures differ by far more. */
function isNear(sum: Big, whole: Big | undefined): boolean {
  return whole?.gt(0) === true && sum.minus(whole).abs().lte(whole.times('0.001'));
}
