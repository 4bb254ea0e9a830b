/** The grammar's files: what is wrong in them is named with file and id. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { loadGrammar } from '../../schemas/grammar.ts';
import { pack } from './prose-fixture.ts';

const dir = mkdtempSync(join(tmpdir(), 'grammar-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** Loads a copy of the pack's grammar in which one text of one file is replaced. */
function loadChanged(file: string, from: string, to: string) {
  cpSync(join(pack.dir, 'prose'), join(dir, 'prose'), { recursive: true });
  const path = join(dir, 'prose', file);
  const text = readFileSync(path, 'utf8');
  expect(text).toContain(from);
  writeFileSync(path, text.replace(from, to));
  return loadGrammar(dir, pack.concepts, pack.measures);
}

describe('grammar files', () => {
  test('an unknown concept is named', () => {
    expect(() => loadChanged('subjects.yaml', 'concept: revenue.institution,', 'concept: revenue.insitution,')).toThrow(
      /subjects\.yaml: no concept revenue\.insitution/,
    );
  });

  test('an unknown measure is named', () => {
    expect(() => loadChanged('measures.yaml', 'measure: period_begin', 'measure: period_first')).toThrow(
      /measures\.yaml: no measure period_first/,
    );
  });

  test('a pattern that is none is named with its line', () => {
    expect(() => loadChanged('nonfacts.yaml', "before: '第$', after", "before: '第($', after")).toThrow(
      /nonfacts\.yaml:\d+/,
    );
  });

  test('every section default and list names what the pack knows', () => {
    const { sections, lists } = pack.grammar.sections;
    for (const id of [
      ...sections.flatMap((s) => [s.functional, s.subject]),
      ...lists.flatMap((l) => [...l.head, l.concept]),
    ]) {
      if (id !== undefined) expect(pack.concepts.has(id)).toBe(true);
    }
  });
});
