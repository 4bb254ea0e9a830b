/** What the files of a pack name must be in its vocabulary: a slip of the pen is told before anything runs. */
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { BUILT_IN_PACK } from '../../pipeline/run/run.ts';
import { loadPack } from '../../schemas/pack.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'pagefact-pack-'));
  cpSync(BUILT_IN_PACK, dir, { recursive: true });
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const form = (measure: string, concept: string) =>
  `id: trial\nreport_type: final\ntitles: [试表]\nmeasure: ${measure}\nblocks:\n  - columns:\n      - {id: a, words: [金额], main: true}\n    rows:\n      - {labels: [合计], concept: ${concept}}\n`;

test('a form that names what the vocabulary has is taken', () => {
  writeFileSync(join(dir, 'forms/trial.yaml'), form('final_actual', 'expenditure.total'));
  expect(loadPack(dir).forms.byId.has('trial')).toBe(true);
});

test('a concept or measure that it does not have is told with file and line', () => {
  const file = join(dir, 'forms/trial.yaml');
  writeFileSync(file, form('final_actual', 'expenditure.totl'));
  expect(() => loadPack(dir)).toThrow(`${file}:9: blocks.0.rows.0.concept: the pack has no concept expenditure.totl`);
  writeFileSync(file, form('final_acutal', 'expenditure.total'));
  expect(() => loadPack(dir)).toThrow(`${file}:4: measure: the pack has no measure final_acutal`);
});

test('checks name concepts too, also by their beginning', () => {
  const file = join(dir, 'checks.yaml');
  const line = readFileSync(file, 'utf8').split('\n').length;
  const add = (concepts: string) =>
    appendFileSync(
      file,
      `  - { id: ZZ01, kind: same, scope: document, report_types: [final], concepts: [${concepts}] }\n`,
    );
  add('three_public.');
  expect(() => loadPack(dir)).not.toThrow();
  add('thre_public.');
  expect(() => loadPack(dir)).toThrow(new RegExp(`checks\\.yaml:${line + 1}: .*no concept thre_public\\.`));
});
