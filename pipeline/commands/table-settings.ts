/** A settings file for the table engine: YAML or JSON, every name and value checked. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import {
  type TableOptions,
  type TableSettings,
  tableDefaults,
  tableSettings,
} from '../../extractors/tables/settings.ts';
import { sentenceOf } from './system-error.ts';

/** A settings file that says nonsense; the message says where and what may stand there. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

const values = Object.fromEntries(
  Object.entries(tableSettings).map(([name, { least, most, unit }]) => {
    const number = unit === 'count' ? z.int() : z.number();
    return [name, number.min(least).max(most).optional()];
  }),
);
const file = z.strictObject({ ...values, scans: z.strictObject(values).optional() });

const KNOWN = `Known settings: ${Object.keys(tableSettings).join(', ')}; and scans with any of these.`;

/**
 * Reads a settings file. What it leaves out has its default; `scans` holds values for scanned pages alone.
 * @throws SettingsError when it cannot be read, is no YAML or JSON, or a name is unknown or a value out of its range
 */
export function readTableSettings(path: string): TableOptions {
  let given: unknown;
  try {
    given = parse(readFileSync(path, 'utf8')) ?? {};
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code) throw new SettingsError(sentenceOf(error));
    throw new SettingsError(`${path} cannot be read as YAML or JSON: ${(error as Error).message}`);
  }
  const checked = file.safeParse(given);
  if (!checked.success) throw new SettingsError(`${path}: ${checked.error.issues.map(sentence).join('; ')}. ${KNOWN}`);
  const { scans = {}, ...native } = checked.data as Partial<TableSettings> & { scans?: Partial<TableSettings> };
  return { native: { ...tableDefaults, ...native }, scans: { ...tableDefaults, ...native, ...scans } };
}

function sentence(issue: z.core.$ZodIssue): string {
  const place = issue.path.join('.');
  if (issue.code === 'unrecognized_keys')
    return `unknown ${issue.keys.map((key) => (place ? `${place}.${key}` : key)).join(', ')}`;
  const setting = tableSettings[issue.path.at(-1) as keyof typeof tableSettings];
  const range = setting ? `: ${setting.least} to ${setting.most} (${setting.unit}) is allowed` : '';
  return `${place || 'the file'} is wrong (${issue.message})${range}`;
}
