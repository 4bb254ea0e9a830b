/** datapackage.json: the datasets described for machines after Frictionless Data Package v2. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Column, columnsOf, DATASETS, type DatasetName } from '../../schemas/datasets.ts';
import type { Version } from '../version.ts';
import type { Written } from './join.ts';
import { dividedFiles, PARTITIONED } from './partitions.ts';
import { PACKAGE } from './tables.ts';

const PROFILE = 'https://datapackage.org/profiles/2.0/datapackage.json';
const RESOURCE_PROFILE = 'https://datapackage.org/profiles/2.0/dataresource.json';
const SCHEMA_PROFILE = 'https://datapackage.org/profiles/2.0/tableschema.json';

/** `documents` has no key: a duplicate row carries the id of the document whose bytes it has. */
const PRIMARY_KEYS: Partial<Record<DatasetName, string[]>> = {
  pages: ['document_id', 'page'],
  tables: ['document_id', 'table_id'],
  cells: ['document_id', 'table_id', 'row', 'col'],
  facts: ['fact_id'],
  indicators: ['indicator_id'],
};

interface ForeignKey {
  fields: string[];
  reference: { resource: string; fields: string[] };
}
const FOREIGN_KEYS: Partial<Record<DatasetName, ForeignKey[]>> = {
  cells: [reference(['document_id', 'table_id'], 'tables')],
  facts: [reference(['document_id', 'page'], 'pages')],
  indicators: [reference(['document_id', 'page'], 'pages')],
};

function reference(fields: string[], resource: DatasetName): ForeignKey {
  return { fields, reference: { resource, fields } };
}

interface DescribedFile extends Written {
  path: string;
}

/**
 * Writes the description of the datasets that stand in a folder, with their sizes and hashes.
 * @param written what is known of files already; the others are read for it
 */
export async function writeDataPackage(
  dir: string,
  version: Version,
  written: ReadonlyMap<string, Written> = new Map(),
): Promise<void> {
  const described = async (path: string) => {
    const known = written.get(path);
    return known ? { path, ...known } : fileOf(dir, path);
  };
  const resources: object[] = [];
  for (const dataset of names) resources.push(csvResource(dataset, await described(`${dataset}.csv`)));
  for (const dataset of [...names, 'provenance'])
    resources.push(parquetResource(`${dataset}-parquet`, await described(`${dataset}.parquet`)));
  resources.push(jsonlResource(await described('provenance.jsonl')));
  const divided = Map.groupBy(await dividedFiles(join(dir, PARTITIONED)), (path) => path.split('/')[0]);
  for (const [dataset, paths] of divided) {
    const files = [];
    for (const path of paths) files.push(await fileOf(dir, `${PARTITIONED}/${path}`));
    resources.push(parquetResource(`${dataset}-divided`, several(files)));
  }
  await writePackage(dir, version, resources);
}

/**
 * Writes the description of datasets in parts.
 * @param filesOf the files of a resource in their order
 * @param parts the files that say what each part holds
 */
export async function writePartsPackage(
  dir: string,
  version: Version,
  filesOf: (resource: string) => readonly DescribedFile[],
  parts: readonly DescribedFile[],
): Promise<void> {
  const all = [...names, 'provenance'];
  const divided = all.map((name) => `${name}-divided`).filter((name) => filesOf(name).length > 0);
  await writePackage(dir, version, [
    ...names.map((dataset) => csvResource(dataset, several(filesOf(dataset)))),
    ...all.map((dataset) => parquetResource(`${dataset}-parquet`, several(filesOf(`${dataset}-parquet`)))),
    jsonlResource(several(filesOf('provenance'))),
    ...divided.map((name) => parquetResource(name, several([...filesOf(name)].sort(byPath)))),
    { name: 'parts', $schema: RESOURCE_PROFILE, ...several(parts), format: 'json', mediatype: 'application/json' },
  ]);
}

const names = Object.keys(DATASETS) as DatasetName[];
const byPath = (a: DescribedFile, b: DescribedFile): number => (a.path < b.path ? -1 : 1);

/** The profile has one hash for a resource; these have one for each file. */
const several = (files: readonly DescribedFile[]) => ({ path: files.map(({ path }) => path), parts: files });

function csvResource(dataset: DatasetName, files: object) {
  return {
    name: dataset,
    type: 'table',
    $schema: RESOURCE_PROFILE,
    ...files,
    format: 'csv',
    mediatype: 'text/csv',
    encoding: 'utf-8',
    dialect: { delimiter: ',', lineTerminator: '\n', quoteChar: '"', doubleQuote: true, header: true },
    schema: {
      $schema: SCHEMA_PROFILE,
      fields: columnsOf(dataset).map(fieldOf),
      missingValues: [''],
      ...(PRIMARY_KEYS[dataset] && { primaryKey: PRIMARY_KEYS[dataset] }),
      ...(FOREIGN_KEYS[dataset] && { foreignKeys: FOREIGN_KEYS[dataset] }),
    },
  };
}

const parquetResource = (name: string, files: object) => ({
  name,
  $schema: RESOURCE_PROFILE,
  ...files,
  format: 'parquet',
  mediatype: 'application/vnd.apache.parquet',
});

const jsonlResource = (files: object) => ({
  name: 'provenance',
  $schema: RESOURCE_PROFILE,
  ...files,
  format: 'jsonl',
  mediatype: 'application/jsonl',
  encoding: 'utf-8',
});

async function writePackage(dir: string, { name, version }: Version, resources: readonly object[]): Promise<void> {
  const title = 'Disclosures as data, each number with its page';
  const description = { $schema: PROFILE, name, version, title, resources };
  await writeFile(join(dir, PACKAGE), `${JSON.stringify(description, null, 2)}\n`);
}

function fieldOf({ name, type, description, enum: values }: Column) {
  return { name, type, description, ...(values && { constraints: { enum: values } }) };
}

/** A file with its size and hash. */
export async function fileOf(dir: string, path: string): Promise<DescribedFile> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(join(dir, path))) hash.update(chunk as Buffer);
  return { path, bytes: (await stat(join(dir, path))).size, hash: `sha256:${hash.digest('hex')}` };
}
