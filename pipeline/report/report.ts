/** One file that opens offline: what a run found, what failed, what was set aside, and a sample with its places. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadPack, type Pack } from '../../schemas/pack.ts';
import { type Data, type Item, openData } from '../review/data.ts';
import { listDocuments, overview } from '../review/documents.ts';
import { openPictures } from '../review/pictures.ts';
import { openSources } from '../review/sources.ts';
import { BUILT_IN_PACK } from '../run/run.ts';
import { ownVersion } from '../version.ts';
import { type Crops, openCrops } from './crops.ts';
import { type Html, html } from './html.ts';
import { documentTable, factCard, findingCard, quarantineRow, STYLE, totals } from './parts.ts';

export interface ReportOptions {
  /** Output folder of a run. */
  out: string;
  /** Folders with the source files; without them places are told in words. */
  sources?: readonly string[];
  pack?: string;
  password?: string;
  /** Facts in the sample. */
  sample?: number;
}

const SAMPLE = 40;
/** What is shown at most; the rest is counted. */
const MOST_FINDINGS = 60;
const MOST_ASIDE = 60;
const MOST_DOCUMENTS = 200;
const NUMBERS_OF_A_FINDING = 6;

/**
 * @returns the page
 * @throws NoRunError, IntakeError, PackError
 */
export async function makeReport(options: ReportOptions): Promise<string> {
  const pack = loadPack(options.pack ?? BUILT_IN_PACK);
  const data = await openData(options.out);
  try {
    const pictures = options.sources && openPictures(openSources(options.sources), options.password);
    const crops = await openCrops(data, pictures);
    const parts = [
      await failedChecks(data, crops, pack),
      await aside(data, crops),
      await sample(data, crops, pack, options.sample ?? SAMPLE),
    ];
    const documents = await listDocuments(data, new URLSearchParams({ limit: String(MOST_DOCUMENTS) }));
    const head = html`${totals(await overview(data))}<h2>Documents <span lang="zh">文档</span></h2>${documentTable(documents.rows)}${more(documents.total - documents.rows.length)}`;
    const note =
      crops.left() > 0 &&
      html`<p class="faint">${crops.left()} more places have no picture here, to keep the file small: they are told in words.</p>`;
    return page([head, ...parts, note || html``], runOf(options.out));
  } finally {
    data.close();
  }
}

async function failedChecks(data: Data, crops: Crops, pack: Pack): Promise<Html> {
  const rows = await data.all(
    `SELECT f.*, d.file FROM findings f JOIN documents d ON d.document_id = f.document_id AND d.status <> 'duplicate'
      WHERE f.status = 'fail' ORDER BY d.file, f.check_id, f.formula LIMIT ${MOST_FINDINGS}`,
  );
  const [{ n }] = await data.all(`SELECT count(*)::INTEGER AS n FROM findings WHERE status = 'fail'`);
  const cards = [];
  for (const row of rows) {
    const ids = String(row.fact_ids).split(';').slice(0, NUMBERS_OF_A_FINDING);
    const numbers = [];
    for (const id of ids) {
      const [number] = await data.all('SELECT *, fact_id AS id FROM facts WHERE fact_id = $id', { id });
      if (number) numbers.push({ number, place: await crops.of(number) });
    }
    cards.push(findingCard(row, numbers, pack, String(row.fact_ids).split(';').filter(Boolean).length));
  }
  const none = html`<p>Every identity that could be checked holds.</p>`;
  return html`<h2>Failed checks <span lang="zh">勾稽不符</span></h2>${rows.length === 0 ? none : cards}${more(Number(n) - rows.length)}`;
}

async function aside(data: Data, crops: Crops): Promise<Html> {
  const rows = await data.all(
    `SELECT q.*, d.file FROM quarantine q JOIN documents d ON d.document_id = q.document_id AND d.status <> 'duplicate'
      ORDER BY d.file, q.page, q.reason, q.raw LIMIT ${MOST_ASIDE}`,
  );
  const [{ n }] = await data.all('SELECT count(*)::INTEGER AS n FROM quarantine');
  const list = [];
  for (const row of rows) list.push(quarantineRow(row, await crops.of(row)));
  const none = html`<p>Nothing was set aside.</p>`;
  return html`<h2>Set aside <span lang="zh">搁置</span></h2>${rows.length === 0 ? none : list}${more(Number(n) - rows.length)}`;
}

/** As many facts of each document as of every other, chosen by their ids: the same run gives the same sample. */
async function sample(data: Data, crops: Crops, pack: Pack, size: number): Promise<Html> {
  const rows = await data.all(
    `SELECT * FROM (SELECT *, row_number() OVER (PARTITION BY document_id ORDER BY md5(fact_id)) AS turn FROM facts)
      ORDER BY turn, document_id LIMIT ${Math.trunc(size)}`,
  );
  const ordered = rows.sort((a, b) => compare(String(a.file), String(b.file)) || Number(a.page) - Number(b.page));
  const cards = [];
  for (const row of ordered) cards.push(factCard(row, await crops.of(row), pack));
  return html`<h2>A sample of the numbers <span lang="zh">数据抽样</span></h2><div class="grid">${cards}</div>`;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const more = (left: number): Html | '' => (left > 0 ? html`<p class="faint">and ${left} more</p>` : '');

/** When the run was, and of which version; a run of long ago may lack the record. */
function runOf(out: string): string {
  try {
    const { endedAtTime, wasAssociatedWith } = JSON.parse(readFileSync(join(out, 'run.json'), 'utf8')) as Item;
    const { name, version } = wasAssociatedWith as Item;
    return `${name} ${version}, ${String(endedAtTime).slice(0, 16).replace('T', ' ')} UTC`;
  } catch {
    const { name, version } = ownVersion();
    return `${name} ${version}`;
  }
}

function page(parts: readonly Html[], run: string): string {
  const policy = `default-src 'none'; style-src 'unsafe-inline'; img-src data:`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="color-scheme" content="light dark">
<title>Pagefact report</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>What this run found <span lang="zh">运行结果</span></h1>
<p class="faint">${run}</p>
${parts}
</main>
</body>
</html>
`.text;
}
