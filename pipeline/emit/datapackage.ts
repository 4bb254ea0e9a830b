/** datapackage.json: the datasets described for machines after Frictionless Data Package v2. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Column, columnsOf, DATASETS, type DatasetName } from '../../schemas/datasets.ts';
import type { Version } from '../version.ts';
import type { Written } from './join.ts';
import { dividedFiles, PARTITIONED } from './partitions.ts';

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

/**
 * Writes the description of the datasets that stand in a folder, with their sizes and hashes.
 * @param written what is known of files already; the others are read for it
 */
export async function writeDataPackage(
  dir: string,
  { name, version }: Version,
  written: ReadonlyMap<string, Written> = new Map(),
): Promise<void> {
  const resources = [];
  for (const dataset of Object.keys(DATASETS) as DatasetName[]) {
    resources.push({
      name: dataset,
      type: 'table',
      $schema: RESOURCE_PROFILE,
      ...(await fileOf(dir, `${dataset}.csv`, written)),
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
    });
  }
  for (const dataset of [...Object.keys(DATASETS), 'provenance']) {
    resources.push({
      name: `${dataset}-parquet`,
      $schema: RESOURCE_PROFILE,
      ...(await fileOf(dir, `${dataset}.parquet`, written)),
      format: 'parquet',
      mediatype: 'application/vnd.apache.parquet',
    });
  }
  resources.push({
    name: 'provenance',
    $schema: RESOURCE_PROFILE,
    ...(await fileOf(dir, 'provenance.jsonl', written)),
    format: 'jsonl',
    mediatype: 'application/jsonl',
    encoding: 'utf-8',
  });
  resources.push(...(await dividedResources(dir)));
  const description = {
    $schema: PROFILE,
    name,
    version,
    title: 'Disclosures as data, each number with its page',
    resources,
  };
  await writeFile(join(dir, 'datapackage.json'), `${JSON.stringify(description, null, 2)}\n`);
}

/** The datasets that are divided into folders, if they are, each with its files. */
async function dividedResources(dir: string) {
  const byDataset = Map.groupBy(await dividedFiles(join(dir, PARTITIONED)), (path) => path.split('/')[0]);
  const resources = [];
  for (const [dataset, paths] of byDataset) {
    const parts = [];
    for (const path of paths) parts.push(await fileOf(dir, `${PARTITIONED}/${path}`, new Map()));
    resources.push({
      name: `${dataset}-divided`,
      $schema: RESOURCE_PROFILE,
      path: parts.map(({ path }) => path),
      format: 'parquet',
      mediatype: 'application/vnd.apache.parquet',
      // The profile has one hash for a resource; this has several files.
      parts,
    });
  }
  return resources;
}

function fieldOf({ name, type, description, enum: values }: Column) {
  return { name, type, description, ...(values && { constraints: { enum: values } }) };
}

async function fileOf(dir: string, path: string, written: ReadonlyMap<string, Written>) {
  const known = written.get(path);
  if (known) return { path, bytes: known.bytes, hash: `sha256:${known.hash}` };
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(join(dir, path))) hash.update(chunk as Buffer);
  return { path, bytes: (await stat(join(dir, path))).size, hash: `sha256:${hash.digest('hex')}` };
}
