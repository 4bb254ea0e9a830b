/** Reads one table as a form: every number becomes a fact or is put aside with a reason. */
import { methodAt } from '../../../extractors/text.ts';
import type { Form } from '../../../schemas/forms.ts';
import type { Pack } from '../../../schemas/pack.ts';
import type { Classified, PlacedTable } from '../../classified.ts';
import type { FactDraft, QuarantineDraft } from '../../draft.ts';
import type { CodeResolver } from '../codes.ts';
import { dayOf } from './asof.ts';
import { type Block, blocksOf } from './blocks.ts';
import { wordsOf } from './blockwords.ts';
import { cellNumber, looksNumeric } from './cellnumber.ts';
import { makeFact, surroundings } from './fact.ts';
import { cellsOfRow, type Grid, type GridCell } from './grid.ts';
import { headerPaths, type Segment, segmentsOf } from './headers.ts';
import { wordKey } from './normal.ts';
import { refusal } from './refusal.ts';
import { type RowLabel, readLabel } from './rowlabel.ts';
import { type BlockState, type RowReading, readMeaning } from './rowmeaning.ts';
import { isColumnNumbers, isNote } from './skiprows.ts';
import { type Vocabulary, vocabularyOf } from './vocabulary.ts';

export interface TableResult {
  facts: FactDraft[];
  quarantine: QuarantineDraft[];
  boundColumns: number;
  unknownColumns: number;
}

export interface TableContext {
  classified: Classified;
  pack: Pack;
  table: PlacedTable;
  codes: CodeResolver;
  /** Flags of every fact of the table. */
  flags: readonly string[];
}

/** Reads a table as a given form. */
export function readTable(grid: Grid, form: Form, context: TableContext): TableResult {
  return new FormReader(grid, form, context).read();
}

/** A filled cell with all that decides what it is. */
interface CellInRow {
  cell: GridCell;
  column: Block['amounts'][number];
  /** Covers more than one row or amount column. */
  spans: boolean;
  reading: Exclude<RowReading, { kind: 'ignore' }>;
  label: RowLabel;
  cells: readonly GridCell[];
}

/** Words, and not a sign for nothing (无). */
const WORDS = /\p{Script=Han}{2}/u;

class FormReader {
  readonly #grid: Grid;
  readonly #form: Form;
  readonly #context: TableContext;
  readonly #vocabulary: Vocabulary;
  readonly #day: string;
  readonly #states = new Map<number, BlockState>();
  readonly #result: TableResult = { facts: [], quarantine: [], boundColumns: 0, unknownColumns: 0 };

  constructor(grid: Grid, form: Form, context: TableContext) {
    this.#grid = grid;
    this.#form = form;
    this.#context = context;
    this.#vocabulary = vocabularyOf(context.pack);
    this.#day = dayOf(context.table, context.classified, context.pack.forms.words);
  }

  read(): TableResult {
    const segments = segmentsOf(this.#grid, this.#context.table.captionRows, this.#vocabulary);
    let blocks: Block[] = [];
    for (const segment of segments) {
      blocks = this.#bind(segment, blocks);
      for (let row = segment.firstRow; row <= segment.lastRow; row++) this.#readRow(row, blocks);
    }
    return this.#result;
  }

  /** Binds the columns under a header; a repeated header that says less than the first does not count. */
  #bind({ header, firstRow, lastRow }: Segment, before: Block[]): Block[] {
    if (!header) return before;
    const misread = (cell: GridCell) => (this.#isScan(cell) ? this.#vocabulary : undefined);
    const paths = headerPaths(this.#grid, header, misread, this.#vocabulary.measures);
    const blocks = blocksOf(paths, {
      form: this.#form,
      fiscalYear: this.#context.classified.identity.fiscal_year,
      vocabulary: this.#vocabulary,
      codes: this.#context.codes,
    });
    if (boundIn(blocks) < boundIn(before)) return before;
    this.#result.boundColumns = Math.max(this.#result.boundColumns, boundIn(blocks));
    this.#result.unknownColumns = Math.max(
      this.#result.unknownColumns,
      blocks
        .flatMap(({ amounts }) => amounts)
        .filter((c) => c.kind === 'unknown' && this.#holdsNumbers(c.col, firstRow, lastRow)).length,
    );
    for (const block of blocks) {
      if (!this.#states.has(block.index)) this.#states.set(block.index, this.#newState(block));
    }
    return blocks;
  }

  #newState(block: Block): BlockState {
    const labels = Array.from({ length: this.#grid.rows }, (_, row) =>
      readLabel(this.#grid, row, block.labels, this.#vocabulary, ''),
    );
    const { rows } = wordsOf(block.spec);
    return {
      context: '',
      code: '',
      rowIds: new Set(labels.flatMap(({ key }) => (rows.get(key) ?? []).flatMap(({ id }) => id ?? []))),
      title: wordKey(this.#context.table.title),
      manyUnits: this.#hasManyUnits(block, labels),
      unlabelled: 0,
      units: new Map(),
      unit: '',
    };
  }

  #readRow(row: number, blocks: readonly Block[]): void {
    const cells = cellsOfRow(this.#grid, row);
    if (isNote(cells, this.#vocabulary) || isColumnNumbers(cells, row, this.#vocabulary)) return;
    if (blocks.length === 0) this.#refuseRow(cells, row, 'no header that fits the form');
    for (const block of blocks) this.#readBlockRow(row, block, cells);
  }

  #readBlockRow(row: number, block: Block, cells: readonly GridCell[]): void {
    const numbers = block.amounts.flatMap((column) => {
      const cell = this.#grid.at(row, column.col);
      const isLabel = cell && cell.cell.col < column.col && !looksNumeric(cell.text);
      return cell && !isLabel && cell.cell.row === row && cell.text.trim() !== '' ? [{ column, cell }] : [];
    });
    const state = this.#states.get(block.index)!;
    const label = readLabel(this.#grid, row, block.labels, this.#vocabulary, state.code);
    if (numbers.length === 0 && label.code === '' && label.key === '') return;
    const meaning = readMeaning(label, state, {
      block: block.spec,
      codes: this.#context.codes,
      entity: this.#context.classified.identity.entity,
      year: this.#context.classified.identity.fiscal_year,
      totals: this.#vocabulary.total,
      hasLabels: block.labels.length > 0,
      hasWords: cells.some(({ cell, text }) => cell.row === row && WORDS.test(text)),
      ocr: cells.length > 0 && this.#isScan(cells[0]),
    });
    if (meaning.kind === 'ignore') return;
    const reading =
      meaning.kind !== 'unknown' && this.#lacksTotal(row, block)
        ? { ...meaning, flags: [...meaning.flags, 'total_blank'] }
        : meaning;
    const done = new Set<GridCell>();
    for (const { column, cell } of numbers) {
      if (done.has(cell)) continue;
      done.add(cell);
      const spans = cell.cell.rowSpan > 1 || numbers.some((other) => other.cell === cell && other.column !== column);
      this.#readCell({ cell, column, spans, reading, label, cells });
    }
  }

  /** Parts without their total: numbers may have slipped by a column. */
  #lacksTotal(row: number, { amounts }: Block): boolean {
    let [hasTotal, hasParts] = [false, false];
    for (const column of amounts) {
      if (column.kind !== 'amount') continue;
      const isBlank = (this.#grid.at(row, column.col)?.text ?? '').trim() === '';
      if (!column.spec.main) hasParts ||= !isBlank;
      else if (isBlank) hasTotal = true;
      else return false;
    }
    return hasTotal && hasParts;
  }

  /** One cell of an amount column: a fact, nothing, or a number put aside. */
  #readCell({ cell, column, spans, reading, label, cells }: CellInRow): void {
    const number = cellNumber(cell, this.#vocabulary.words, this.#isScan(cell));
    if (number.kind === 'blank' || (number.kind === 'text' && column.kind === 'unknown')) return;
    const reason =
      (number.kind === 'number' ? '' : number.reason) ||
      (spans ? 'number in a cell that spans several rows or columns' : '') ||
      (column.kind === 'unknown' ? column.reason : '') ||
      (reading.kind === 'unknown' ? reading.reason : '');
    if (number.kind !== 'number' || column.kind === 'unknown' || reading.kind === 'unknown' || reason !== '') {
      this.#refuse(cell, number.raw, reason, cells);
      return;
    }
    const around = surroundings(cells, cell);
    const fact = makeFact({ ...number, cell: cell.cell }, column, reading, label, around, {
      classified: this.#context.classified,
      pack: this.#context.pack,
      table: this.#context.table,
      form: this.#form,
      day: this.#day,
      tableFlags: this.#context.flags,
    });
    if ('reason' in fact) this.#refuse(cell, number.raw, fact.reason, cells);
    else this.#result.facts.push(fact);
  }

  #refuseRow(cells: readonly GridCell[], row: number, reason: string): void {
    for (const cell of cells) {
      if (cell.cell.row !== row || !looksNumeric(cell.text)) continue;
      this.#refuse(cell, cell.text.trim(), reason, cells);
    }
  }

  #refuse(cell: GridCell, raw: string, reason: string, cells: readonly GridCell[]): void {
    this.#result.quarantine.push(refusal(cell, raw, `${this.#form.id}: ${reason}`, cells));
  }

  #isScan({ cell }: GridCell): boolean {
    return methodAt(this.#context.classified.document, cell.page, cell.box) === 'ocr';
  }

  #holdsNumbers(col: number, first: number, last: number): boolean {
    for (let row = first; row <= last; row++) if (looksNumeric(this.#grid.at(row, col)?.text ?? '')) return true;
    return false;
  }

  #hasManyUnits({ labels }: Block, rows: readonly RowLabel[]): boolean {
    const units = new Set<string>();
    const hasCodes = labels.some(({ role }) => role === 'unit_code');
    for (const { unitCode, unitName } of rows) {
      const text = hasCodes ? unitCode : unitName;
      const isUnit = /^\d+$/.test(text) || (!hasCodes && text !== '' && !this.#vocabulary.isHeader(wordKey(text)));
      if (isUnit) units.add(text);
    }
    return units.size > 1;
  }
}

function boundIn(blocks: readonly Block[]): number {
  return blocks.flatMap(({ amounts }) => amounts).filter(({ kind }) => kind === 'amount').length;
}
