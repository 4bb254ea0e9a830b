/** The fuzz job in short: damage is the same for a seed, and damaged files give rows. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { mutated, random } from '../bench/mutate.ts';

vi.setConfig({ testTimeout: 300_000 });
const root = join(import.meta.dirname, '..');
const sample = (name: string) => readFileSync(join(root, 'samples', 'documents', name));

test('a seed decides what is damaged, and how', () => {
  const [file, other] = ['yunxi-2023-performance.docx', 'linjiang-2024-budget.pdf'].map(sample);
  const several = (seed: number) => {
    const next = random(seed);
    return Array.from({ length: 40 }, () => mutated(file, other, next));
  };
  expect(several(1)).toEqual(several(1));
  expect(several(1)).not.toEqual(several(2));
  const ways = new Set(several(1).map(({ how }) => how.split(' ')[0]));
  expect(ways.size).toBeGreaterThan(5);
  expect(several(1).some(({ how }) => how.includes('in word/document.xml'))).toBe(true);
});

test('one batch of damaged files through the command line', () => {
  const args = [join(root, 'bench', 'fuzz.ts'), '--seconds', '0', '--batch', '16', '--seed', '3'];
  const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  expect([status, stdout]).toEqual([0, expect.stringMatching(/^16 damaged files from \d+, seed 3$/m)]);
});
