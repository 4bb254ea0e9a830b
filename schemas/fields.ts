/**
 * The field types of the datasets. Each is a zod schema that also carries what a file format needs to know, so that
 * the TypeScript type, the CSV header, the Parquet type and the data package field all come from one definition.
 */
import { z } from 'zod';

/** Field types of Frictionless Data Package v2 that the datasets use. */
export type FieldType = 'string' | 'integer' | 'number' | 'date' | 'year';

export interface FieldInfo {
  type: FieldType;
  /** Column type in DuckDB and Parquet. */
  sql: string;
  description: string;
  /** Allowed values, where the column is an enumeration. */
  enum?: readonly string[];
}

declare module 'zod' {
  interface GlobalMeta {
    field?: FieldInfo;
  }
}

/** Text; empty where it does not apply. */
export function text(description: string) {
  return z
    .string()
    .default('')
    .meta({ field: { type: 'string', sql: 'VARCHAR', description } });
}

/** One of a few words, or empty where it does not apply. */
export function oneOf<const T extends readonly string[]>(values: T, description: string) {
  return z
    .enum(['', ...values])
    .default('')
    .meta({ field: { type: 'string', sql: 'VARCHAR', description, enum: values } });
}

/** A whole number; null where it does not apply. */
export function integer(description: string) {
  return z
    .int()
    .nullable()
    .default(null)
    .meta({ field: { type: 'integer', sql: 'INTEGER', description } });
}

/** A whole number that may be beyond 2,147,483,647: the size of a file. */
export function bigInteger(description: string) {
  return z
    .int()
    .nullable()
    .default(null)
    .meta({ field: { type: 'integer', sql: 'BIGINT', description } });
}

/** A length or size that is measured, not stated (never money): finite, null where it does not apply. */
export function measured(description: string) {
  return z
    .number()
    .nullable()
    .default(null)
    .meta({ field: { type: 'number', sql: 'DOUBLE', description } });
}

/** An exact decimal as a string (money, percentages, counts as stated); empty where it does not apply. */
export function decimal(description: string) {
  return z
    .string()
    .regex(/^(-?\d{1,28}(\.\d{1,10})?)?$/, 'an exact decimal: digits, at most one point')
    .default('')
    .meta({ field: { type: 'number', sql: 'DECIMAL(38,10)', description } });
}

/** A calendar year; null where it does not apply. */
export function year(description: string) {
  return z
    .int()
    .min(1900)
    .max(2200)
    .nullable()
    .default(null)
    .meta({ field: { type: 'year', sql: 'INTEGER', description } });
}

/** A day as YYYY-MM-DD; empty where it does not apply. */
export function date(description: string) {
  return z
    .string()
    .regex(/^(\d{4}-\d{2}-\d{2})?$/, 'a day as YYYY-MM-DD')
    .default('')
    .meta({ field: { type: 'date', sql: 'DATE', description } });
}
