/**
 * How quick the review page's lists are over a million facts: `node bench/review.ts [facts]`.
 *
 * Synthetic tables of the real schema are written to a temporary folder, the server is started over them, and each request
 * is made as the page makes it, over HTTP. Printed: the first answer and the median of five, and
 * the CPU time of that one on all cores together, which other work on the machine does not change.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { startReview } from '../pipeline/review/server.ts';
import { BUILT_IN_PACK } from '../pipeline/run/run.ts';
import { columnsOf, DATASETS, type DatasetName } from '../schemas/datasets.ts';
import { loadPack } from '../schemas/pack.ts';

const FACTS = Number(process.argv[2] ?? 1_000_000);
const PER_DOCUMENT = 250;
const dir = mkdtempSync(join(tmpdir(), 'pagefact-bench-review-'));

/** Values of the columns that matter to the lists; every other column is empty. `i` is the fact, `d` its document. */
const amount = `((hash(i) % 90000000)::DECIMAL(38,10) * 100)`;
const FACT: Record<string, string> = {
  fact_id: `substr(md5(i::VARCHAR), 1, 20)`,
  document_id: `substr(md5('d' || d), 1, 16)`,
  file: `'document-' || d || '.pdf'`,
  entity: `'第' || (d % 4000) || '县科学技术局'`,
  region_code: `(110000 + d % 2800)::VARCHAR`,
  fiscal_year: `(2015 + d % 10)::INTEGER`,
  report_type: `if(d % 2 = 0, 'final', 'budget')`,
  measure: `if(d % 2 = 0, 'final_actual', 'budget_current')`,
  period: `(2015 + d % 10)::VARCHAR`,
  function_name: `if(i % 3 = 0, '行政运行', '')`,
  value: amount,
  unit: `'CNY'`,
  raw: `(hash(i) % 9000000 / 100)::DECIMAL(18,2)::VARCHAR`,
  raw_unit: `'万元'`,
  page: `(1 + i % 20)::INTEGER`,
  bbox: `'100,100,140,110'`,
  table_id: `if(i % 2 = 0, 't1', '')`,
  method: `'text-layer'`,
  confidence: `if(i % 97 = 0, 0.7, 0.98)`,
  flags: `CASE WHEN i % 311 = 0 THEN 'check_failed:IT04' WHEN i % 53 = 0 THEN 'unit_inferred' WHEN i % 29 = 0 THEN 'repeated' ELSE '' END`,
};
const DOCUMENT: Record<string, string> = {
  document_id: FACT.document_id,
  file: FACT.file,
  entity: FACT.entity,
  region_code: FACT.region_code,
  region_name: `'第' || (d % 2800) || '县'`,
  fiscal_year: FACT.fiscal_year,
  report_type: FACT.report_type,
  page_count: `20`,
  status: `'ok'`,
  media_type: `'application/pdf'`,
};
const FINDING: Record<string, string> = {
  document_id: FACT.document_id,
  check_id: `'IT' || (i % 20)`,
  status: `if(i % 311 = 0, 'fail', 'pass')`,
  formula: `'a = b + ' || i`,
  fact_ids: `${FACT.fact_id} || ';' || md5((i + 1)::VARCHAR)`,
  left: `1`,
  right: `2`,
  difference: `-1`,
  tolerance: `0`,
  message: `'total: 1 = 2 does not hold'`,
};

async function write(): Promise<void> {
  const concepts = [...loadPack(BUILT_IN_PACK).concepts.keys()];
  const instance = await DuckDBInstance.create(join(dir, 'pagefact.duckdb'), { threads: '2' });
  const connection = await instance.connect();
  const list = `[${concepts.map((id) => `'${id}'`).join(', ')}]`;
  FACT.concept = `${list}[1 + i % ${concepts.length}]`;
  const filled = (name: DatasetName, given: Record<string, string>, from: string) => {
    const columns = columnsOf(name).map(
      (column) =>
        `CAST(${given[column.name] ?? (column.type === 'string' ? `''` : 'NULL')} AS ${column.sql}) AS "${column.name}"`,
    );
    return connection.run(`CREATE TABLE ${name} AS SELECT ${columns.join(', ')} FROM ${from}`);
  };
  const facts = `(SELECT range AS i, range // ${PER_DOCUMENT} AS d FROM range(${FACTS}))`;
  const documents = `(SELECT range AS d, range AS i FROM range(${Math.ceil(FACTS / PER_DOCUMENT)}))`;
  await filled('facts', FACT, facts);
  await filled('documents', DOCUMENT, documents);
  await filled(
    'pages',
    {
      document_id: FACT.document_id,
      page: 'p',
      status: `'ok'`,
      kind: `'native'`,
      numbers_found: '12',
      numbers_mapped: '12',
    },
    `${documents}, (SELECT range AS p FROM range(1, 21))`,
  );
  await filled(
    'findings',
    FINDING,
    `(SELECT range * 2 AS i, range * 2 // ${PER_DOCUMENT} AS d FROM range(${FACTS} // 2))`,
  );
  for (const name of Object.keys(DATASETS) as DatasetName[])
    if (!['facts', 'documents', 'pages', 'findings'].includes(name)) await filled(name, {}, '(SELECT 1) WHERE false');
  await connection.run(`CREATE TABLE provenance AS SELECT ${FACT.fact_id} AS id, 'fact' AS type, ${FACT.document_id} AS document_id,
    '{"target":{"selector":[{"type":"TextQuoteSelector","exact":"1","prefix":"206' || i || ' 行政运行 408.20","suffix":"6.40"}]},"wasGeneratedBy":{"rule":"' || repeat('科目', 200) || '"}}' AS record FROM ${facts}`);
  await connection.run('CHECKPOINT');
  connection.closeSync();
  instance.closeSync();
}

const REQUESTS: [what: string, path: string][] = [
  ['documents, first page', 'api/documents?limit=30'],
  ['numbers, first page', 'api/facts?limit=50'],
  ['numbers, page 10,001', 'api/facts?limit=50&offset=500000'],
  ['filter: region', 'api/facts?limit=50&region=110007'],
  ['filter: concept and year', 'api/facts?limit=50&concept=three_public&year=2020'],
  ['filter: flag', 'api/facts?limit=50&flag=unit_inferred'],
  ['filter: failed, largest first', 'api/facts?limit=50&state=failed&sort=amount'],
  ['search: a name', `api/facts?limit=50&q=${encodeURIComponent('行政运行')}`],
  ['search: a number', 'api/facts?limit=50&q=12345'],
  ['search: words around', 'api/facts?limit=50&q=20612345'],
  ['queue, first page', 'api/facts?limit=50&open=1&sort=need'],
  ['failed checks, first page', 'api/findings?limit=50'],
];

let clock = performance.now();
const seconds = () => ((performance.now() - clock) / 1000).toFixed(1);
try {
  await write();
  console.log(`${FACTS.toLocaleString('en')} facts written in ${seconds()} s`);
  clock = performance.now();
  const review = await startReview({ out: dir, sources: [dir] });
  console.log(`server started in ${seconds()} s`);
  try {
    const timed = async (path: string): Promise<{ wall: number; cpu: number }> => {
      const [from, before] = [performance.now(), process.cpuUsage()];
      const response = await fetch(review.url + path);
      const answer = await response.json();
      if (!response.ok) throw new Error(`${path}: ${JSON.stringify(answer)}`);
      const { user, system } = process.cpuUsage(before);
      return { wall: performance.now() - from, cpu: (user + system) / 1000 };
    };
    const ms = (n: number) => `${n.toFixed(0).padStart(6)} ms`;
    const atOnce = await timed('api/facts?limit=50');
    console.log(`numbers, first page, while the words around them are gathered: ${ms(atOnce.wall)}`);
    const ready = async () =>
      ((await (await fetch(`${review.url}api/facts?limit=1`)).json()) as { context: boolean }).context;
    while (!(await ready())) await new Promise((done) => setTimeout(done, 250));
    console.log(`words around the numbers gathered after ${seconds()} s`);
    const { rows } = (await (await fetch(`${review.url}api/facts?limit=1&offset=${FACTS >> 1}`)).json()) as {
      rows: { fact_id: string; document_id: string }[];
    };
    const one: typeof REQUESTS = [
      ['one number', `api/fact?id=${rows[0].fact_id}`],
      ['its page', `api/page?document=${rows[0].document_id}&page=3`],
    ];
    for (const [what, path] of [...REQUESTS, ...one]) {
      const first = await timed(path);
      const later = [];
      for (let i = 0; i < 5; i++) later.push(await timed(path));
      const { wall, cpu } = later.sort((a, b) => a.wall - b.wall)[2];
      console.log(
        `${what.padEnd(32)} first ${ms(first.wall)} (CPU ${ms(first.cpu)})   median ${ms(wall)} (CPU ${ms(cpu)})`,
      );
    }
  } finally {
    await review.close();
  }
} finally {
  rmSync(dir, { recursive: true, force: true });
}
