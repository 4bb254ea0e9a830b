/** What a document says of the concepts that checks between documents compare. */
import type Big from 'big.js';
import type { CrossCheck } from '../../schemas/checks.ts';
import type { Row } from '../../schemas/datasets.ts';
import { type CheckedNumber, numbersOf } from './numbers.ts';
import type { DocumentRow } from './related.ts';

/** A document with the facts that may be compared. */
export interface RunDocument {
  row: DocumentRow;
  facts: readonly Row<'facts'>[];
  indicators?: readonly Row<'indicators'>[];
}

/** What a document says of one concept: a number, or this year's less its change. */
export interface Statement {
  numbers: CheckedNumber[];
  value: Big;
}

/** Each thing is looked for once, however many documents it is compared with. */
export class Says {
  readonly row: DocumentRow;
  readonly indicators: readonly Row<'indicators'>[];
  readonly #facts: readonly Row<'facts'>[];
  /** By what checks compare, and then by concept. */
  readonly #numbers = new Map<string, Map<string, CheckedNumber[]>>();
  readonly #statements = new Map<CrossCheck['left'], Map<string, Statement[]>>();

  constructor({ row, facts, indicators = [] }: RunDocument) {
    this.row = row;
    this.#facts = facts;
    this.indicators = indicators;
  }

  /** @param side of the check */
  statements(check: CrossCheck, side: 'left' | 'right', concept: string): readonly Statement[] {
    const own = this.#statements.get(check[side]) ?? new Map<string, Statement[]>();
    this.#statements.set(check[side], own);
    const found = own.get(concept) ?? this.#find(check, side, concept);
    own.set(concept, found);
    return found;
  }

  /** What it says of how many units the body has, whether its own or those of one of them. */
  members({ members }: CrossCheck): readonly Row<'facts'>[] {
    return members === undefined ? [] : this.#facts.filter(({ concept }) => concept === members);
  }

  #find(check: CrossCheck, side: 'left' | 'right', concept: string): Statement[] {
    const { report_type, measures } = check[side];
    const year = side === 'left' ? yearOf(this.row, check) : Number(this.row.fiscal_year);
    const own = (this.#comparable(check).get(concept) ?? []).filter(
      ({ row }) => row.report_type === report_type && row.fund === '',
    );
    const stated = own.filter(({ row }) => measures.includes(row.measure) && Number(row.period) === year);
    const changes = own.filter(({ row }) => row.measure === 'change_amount' && measures.includes(row.base));
    const derived = changes.flatMap((change) => {
      const value = own.find(({ row }) => row.measure === 'budget_current' && row.period === change.row.period);
      return value ? [{ numbers: [value, change], value: value.value.minus(change.value) }] : [];
    });
    return [...stated.map((number) => ({ numbers: [number], value: number.value })), ...derived];
  }

  /** Whole amounts only: no class, item or project. */
  #comparable({ unit, own }: CrossCheck): ReadonlyMap<string, CheckedNumber[]> {
    const key = `${unit} ${own}`;
    const known = this.#numbers.get(key);
    if (known) return known;
    const isOwn = own === undefined ? undefined : new RegExp(own, 'u');
    const whole = this.#facts.filter(
      (row) =>
        row.unit === unit &&
        !row.function_code &&
        !row.economic_code &&
        !row.economic_name &&
        (!row.subject || isOwn?.test(row.subject)),
    );
    const trace = { rule: '', prefix: '', suffix: '', evidence: [], steps: [] };
    const numbers = Map.groupBy(numbersOf(whole.map((row) => ({ row, trace }))), ({ row }) => row.concept);
    this.#numbers.set(key, numbers);
    return numbers;
  }
}

/** What the other document calls its own year; an opening balance is said of the own year. */
const yearOf = ({ fiscal_year }: DocumentRow, { left }: CrossCheck): number =>
  Number(fiscal_year) - (left.measures.some((measure) => measure.startsWith('prior_year')) ? 1 : 0);
