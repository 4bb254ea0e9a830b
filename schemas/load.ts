/** Reading a pack's YAML and CSV files, checked by zod, with errors that say which file and line to mend. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse as parseCsv } from 'csv-parse/sync';
import { LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';

/** A pack file that does not say what its schema asks for. The message names file, line and what is wrong. */
export class PackError extends Error {
  override name = 'PackError';
}

/**
 * Reads a YAML file.
 * @param dir folder of the pack
 * @param name file below it
 * @throws PackError when the file is missing, is no YAML, or does not fit the schema
 */
export function readYaml<S extends z.ZodType>(dir: string, name: string, schema: S): z.output<S> {
  const file = join(dir, name);
  const lines = new LineCounter();
  const yaml = parseDocument(readPackFile(file), { lineCounter: lines });
  if (yaml.errors.length > 0) {
    const error = yaml.errors[0];
    throw new PackError(`${file}:${lines.linePos(error.pos[0]).line}: ${error.message}`);
  }
  const parsed = schema.safeParse(yaml.toJS());
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const place = issue.path.length > 0 ? `${issue.path.map(String).join('.')}: ` : '';
  throw new PackError(`${file}:${lineOf(issue.path)}: ${place}${issue.message}`);

  function lineOf(path: readonly PropertyKey[]): number {
    for (let length = path.length; length > 0; length--) {
      const node = yaml.getIn(path.slice(0, length), true) as { range?: [number, number, number] } | undefined;
      if (node?.range) return lines.linePos(node.range[0]).line;
    }
    return 1;
  }
}

/**
 * Reads a CSV file with a header.
 * @throws PackError when the file is missing, has ragged rows, or a row does not fit the schema
 */
export function readCsv<S extends z.ZodType>(dir: string, name: string, schema: S): z.output<S>[] {
  const file = join(dir, name);
  let records: { record: unknown; info: { lines: number } }[];
  try {
    records = parseCsv(readPackFile(file), { columns: true, info: true, bom: true }) as never;
  } catch (error) {
    if (error instanceof PackError) throw error;
    throw new PackError(`${file}: ${(error as Error).message}`);
  }
  return records.map(({ record, info }) => {
    const parsed = schema.safeParse(record);
    if (parsed.success) return parsed.data;
    const issue = parsed.error.issues[0];
    throw new PackError(`${file}:${info.lines}: ${issue.path.map(String).join('.')}: ${issue.message}`);
  });
}

function readPackFile(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new PackError(`${file}: ${code === 'ENOENT' ? 'no such file' : message}`);
  }
}
