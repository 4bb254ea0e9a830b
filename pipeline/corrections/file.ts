/**
 * `corrections.csv`: what people decided about facts, one line a decision, in the order in which they were made.
 *
 * Lines are only ever added. An `undo` withdraws the decision before it on the same fact, so that the file tells the
 * whole story; what counts is what stands at its end.
 */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { type Correction, columnsOf, corrections as schema } from '../../schemas/datasets.ts';
import { csvLine, guarded, unguarded } from '../emit/csv.ts';

/** Where a run looks for it in its output folder. */
export const CORRECTIONS_FILE = 'corrections.csv';

/** A corrections file that does not say what it should. The message names file, line and what is wrong. */
export class CorrectionsError extends Error {
  override name = 'CorrectionsError';
}

const columns = columnsOf('corrections');
const HEADER = csvLine(columns.map(({ name }) => name));

/**
 * @returns every line, withdrawn decisions and their undoing included
 * @throws CorrectionsError when a line does not fit; system errors when the file cannot be read
 */
export function readCorrections(file: string): Correction[] {
  let records: { record: Record<string, string>; info: { lines: number } }[];
  try {
    const text = readFileSync(file, 'utf8');
    records = parse(text, { columns: true, info: true, bom: true, skip_empty_lines: true }) as never;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new CorrectionsError(`${file}: ${code === 'ENOENT' ? 'no such file' : message}`);
  }
  return records.map(({ record, info }) => {
    const parsed = schema.safeParse(typed(record));
    const issue = parsed.success ? incomplete(parsed.data) : parsed.error.issues[0];
    if (issue)
      throw new CorrectionsError(`${file}:${info.lines}: ${issue.path.map(String).join('.')}: ${issue.message}`);
    return parsed.data!;
  });
}

/** Cells as their columns want them; a column that is missing is empty. */
function typed(record: Record<string, string>) {
  const cells = columns.map(({ name, sql }) => {
    const text = unguarded(record[name] ?? '').trim();
    return [name, sql === 'INTEGER' ? (text === '' ? null : Number(text)) : text];
  });
  return Object.fromEntries(cells);
}

/** What a decision cannot do without. */
function incomplete(row: Correction): { path: string[]; message: string } | undefined {
  for (const name of ['action', 'fact_id', 'sha256'] as const)
    if (row[name] === '') return { path: [name], message: 'is empty' };
  const changed = row.new_value !== '' || row.new_unit !== '' || row.new_concept !== '' || row.new_measure !== '';
  if (row.action === 'correct' && !changed) return { path: ['new_value'], message: 'nothing to correct is given' };
  return undefined;
}

/** Adds a decision. The header comes with the first. */
export function appendCorrection(file: string, row: Correction): void {
  const cells = columns.map(({ name, type }) => {
    const value = String(row[name as keyof Correction] ?? '').replaceAll('\0', '');
    return type === 'string' ? guarded(value) : value;
  });
  appendFileSync(file, (existsSync(file) ? '' : HEADER) + csvLine(cells));
}

/**
 * The decisions that stand, at most one a fact, by fact.
 * @param rows lines of the file in their order
 */
export function standing(rows: readonly Correction[]): Map<string, Correction> {
  const made = new Map<string, Correction[]>();
  for (const row of rows) {
    const own = made.get(row.fact_id) ?? [];
    if (row.action === 'undo') own.pop();
    else own.push(row);
    made.set(row.fact_id, own);
  }
  return new Map([...made].flatMap(([id, own]) => (own.length > 0 ? [[id, own.at(-1)!] as const] : [])));
}

/**
 * The decisions that stand, by the sha256 of their document, each list in a fixed order: what a document's rows depend
 * on beside its bytes.
 */
export function byDocument(rows: readonly Correction[]): Map<string, Correction[]> {
  return Map.groupBy(standing(rows).values(), ({ sha256 }) => sha256);
}
