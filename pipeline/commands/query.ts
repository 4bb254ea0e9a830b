/** `pagefact query`: SQL over the tables of a run, printed. */
import { stringify } from 'csv-stringify/sync';
import { type Answer, queryTables } from '../emit/query.ts';

/** Runs the SQL and prints the answer to standard output. */
export async function queryCommand(out: string, sql: string, form: { csv?: boolean; json?: boolean }): Promise<0> {
  const answer = await queryTables(out, sql);
  if (form.csv) process.stdout.write(stringify([answer.columns, ...answer.rows], { record_delimiter: '\n' }));
  else if (form.json) process.stdout.write(`${JSON.stringify(objectsOf(answer))}\n`);
  else process.stdout.write(aligned(answer));
  return 0;
}

function objectsOf({ columns, rows }: Answer): Record<string, string>[] {
  return rows.map((row) => Object.fromEntries(columns.map((column, i) => [column, row[i]])));
}

/** Columns padded to their widest cell; Chinese characters take two places on a terminal. */
function aligned({ columns, rows }: Answer): string {
  const lines = [columns, ...rows].map((row) => row.map((cell) => cell.replace(/\s+/g, ' ')));
  const widths = columns.map((_, i) => lines.reduce((most, line) => Math.max(most, displayWidth(line[i])), 0));
  const print = (line: string[]) =>
    line
      .map((cell, i) => cell + ' '.repeat(widths[i] - displayWidth(cell)))
      .join('  ')
      .trimEnd();
  const [head, ...body] = lines.map(print);
  return `${[head, widths.map((width) => '-'.repeat(width)).join('  '), ...body].join('\n')}\n`;
}

function displayWidth(text: string): number {
  let width = 0;
  for (const character of text)
    width += /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/.test(
      character,
    )
      ? 2
      : 1;
  return width;
}
