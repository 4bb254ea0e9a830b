/**
 * What share of wrong numbers the checks find: every amount of a complete document gets one fault at a time, as a reader
 * of pictures makes them, and the identities are checked again.
 *
 *   node bench/faults.ts FILE [FILE...] [--missed] [--every 1]
 *
 * Prints for every kind of fault how many were flagged, how often the right reading was proposed and how often a wrong
 * one. `--missed` lists the numbers whose fault nobody noticed; `--every 5` takes each fifth fault only.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import Big from 'big.js';
import { readDocument } from '../extractors/read.ts';
import { type CheckInput, checkDocument } from '../pipeline/check/index.ts';
import { classify } from '../pipeline/classify/classify.ts';
import { BUILT_IN_PACK } from '../pipeline/index.ts';
import { mapDocument } from '../pipeline/map/index.ts';
import { type FinishedFact, finishFacts, finishIndicators } from '../pipeline/rows/facts.ts';
import { loadPack, type Pack } from '../schemas/pack.ts';

export const FAULTS = ['digit', 'lost digit', 'lost point', 'unit'] as const;
export type FaultKind = (typeof FAULTS)[number];

export interface Fault {
  kind: FaultKind;
  index: number;
  raw: string;
  value: string;
}

export interface Tally {
  faults: number;
  flagged: number;
  /** The finding proposes the value that was printed. */
  right: number;
  /** It proposes something else. */
  wrong: number;
  missed: string[];
}

/** What the check stage gets of a document, without its findings. */
export async function checkInputOf(file: string, pack: Pack): Promise<CheckInput> {
  const bytes = readFileSync(file);
  const name = basename(file);
  const classified = classify(await readDocument(bytes, { name, ocr: 'off' }), pack);
  const mapped = mapDocument(classified, pack);
  const { entity, region_code, fiscal_year } = classified.identity;
  const documentId = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
  const owner = { document_id: documentId, file: name, entity, region_code, fiscal_year };
  return {
    facts: finishFacts(mapped.facts, classified, owner),
    indicators: finishIndicators(mapped.indicators, owner),
    pack,
    documentId,
    classified,
    unread: mapped.quarantine,
  };
}

/** Every fault of every amount that is not 0: each digit read as another one, each digit lost, the point lost, 万元 for 元. */
export function faultsOf(facts: readonly FinishedFact[]): Fault[] {
  return facts.flatMap(({ row }, index) => {
    if (row.unit !== 'CNY' || new Big(row.value).eq(0)) return [];
    const faults: Fault[] = [];
    const add = (kind: FaultKind, raw: string, factor = new Big(1)) => {
      const value = amountOf(raw).times(scaleOf(row)).times(factor);
      if (!value.eq(row.value)) faults.push({ kind, index, raw, value: value.toFixed() });
    };
    [...row.raw].forEach((character, at) => {
      if (!/[0-9]/.test(character)) return;
      const other = String((Number(character) + 5) % 10);
      add('digit', row.raw.slice(0, at) + other + row.raw.slice(at + 1));
      add('lost digit', row.raw.slice(0, at) + row.raw.slice(at + 1));
    });
    if (row.raw.includes('.')) add('lost point', row.raw.replace('.', ''));
    add('unit', row.raw, new Big(row.raw_unit === '元' ? 10_000 : '0.0001'));
    return faults;
  });
}

const amountOf = (raw: string): Big => {
  const plain = raw.replace(/[,，]/g, '').replace(/\.$/, '');
  return new Big(/\d/.test(plain) ? plain.replace(/^(-?)\./, '$10.') : 0);
};
/** What one printed unit is worth, with the sign that the words gave. */
const scaleOf = ({ value, raw }: FinishedFact['row']): Big => new Big(value).div(amountOf(raw));

/** Checks the document once for every fault. Numbers of which a check fails as printed are left out. */
export function tallyFaults(input: CheckInput, faults: readonly Fault[]): Map<FaultKind, Tally> {
  const before = new Set(failures(input).flatMap(({ fact_ids }) => fact_ids.split(';')));
  const tallies = new Map<FaultKind, Tally>();
  for (const fault of faults) {
    const { row, trace } = input.facts[fault.index];
    if (before.has(row.fact_id)) continue;
    const tally = tallies.get(fault.kind) ?? { faults: 0, flagged: 0, right: 0, wrong: 0, missed: [] };
    tallies.set(fault.kind, tally);
    const places = (fault.raw.split('.')[1] ?? '').length;
    const decimals =
      fault.kind === 'unit' ? row.decimals : (row.decimals ?? 0) + places - (row.raw.split('.')[1] ?? '').length;
    const faulty = { row: { ...row, raw: fault.raw, value: fault.value, decimals }, trace };
    const found = failures({ ...input, facts: input.facts.with(fault.index, faulty) }).filter(({ fact_ids }) =>
      fact_ids.split(';').includes(row.fact_id),
    );
    tally.faults++;
    if (found.length > 0) tally.flagged++;
    else
      tally.missed.push(
        `${row.page} ${row.table_id} ${row.concept} ${row.measure} ${row.function_code}${row.economic_code} ${row.raw} as ${fault.raw}`,
      );
    const proposals = found.filter(({ proposed_value }) => proposed_value !== '');
    const isRight = proposals.some(
      ({ proposed_fact, proposed_value }) => proposed_fact === row.fact_id && new Big(proposed_value).eq(row.value),
    );
    if (isRight) tally.right++;
    else if (proposals.length > 0) tally.wrong++;
  }
  return tallies;
}

const failures = (input: CheckInput) => checkDocument(input).filter(({ status }) => status === 'fail');

if (import.meta.main) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { missed: { type: 'boolean', default: false }, every: { type: 'string', default: '1' } },
  });
  const pack = loadPack(BUILT_IN_PACK);
  for (const file of positionals) {
    const input = await checkInputOf(file, pack);
    const faults = faultsOf(input.facts).filter((_, i) => i % Number(values.every) === 0);
    console.log(`${basename(file)}: ${input.facts.length} facts`);
    for (const [kind, tally] of tallyFaults(input, faults)) {
      const share = (count: number) => `${((100 * count) / tally.faults).toFixed(1)} %`;
      console.log(
        `  ${kind.padEnd(10)} ${tally.faults} faults, flagged ${share(tally.flagged)}, right reading proposed ${share(tally.right)}, a wrong one ${share(tally.wrong)}`,
      );
      if (values.missed) for (const line of tally.missed) console.log(`      ${line}`);
    }
  }
}
