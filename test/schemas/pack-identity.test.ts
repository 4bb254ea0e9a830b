import { cpSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { PackError } from '../../schemas/load.ts';
import { loadPack } from '../../schemas/pack.ts';

const DIR = 'schemas/cn-department';
const pack = loadPack(DIR);
const DOMAIN = join(import.meta.dirname, '../../../shared/domain');

/** The pack with one file changed. */
function changed(file: string, change: (text: string) => string): string {
  const dir = mkdtempSync(join(tmpdir(), 'pack-'));
  cpSync(DIR, dir, { recursive: true });
  writeFileSync(join(dir, file), change(readFileSync(join(dir, file), 'utf8')));
  return dir;
}

describe('errors of a pack', () => {
  it('name file, line and what is wrong in YAML', () => {
    const dir = changed('sections.yaml', (text) => text.replace('- {id: toc,', '- {id: "Toc!",'));
    const line =
      readFileSync(join(dir, 'sections.yaml'), 'utf8')
        .split('\n')
        .findIndex((text) => text.includes('Toc!')) + 1;
    expect(() => loadPack(dir)).toThrow(new RegExp(`sections\\.yaml:${line}: sections\\.\\d+\\.id`));
    expect(() => loadPack(dir)).toThrow(PackError);
  });

  it('refuse a section that stands twice, an unknown key, a phrase with punctuation', () => {
    const twice = changed('sections.yaml', (text) => `${text}\n  - {id: toc, headings: [目次], fact_free: true}\n`);
    expect(() => loadPack(twice)).toThrow(/section toc stands twice/);
    const key = changed('sections.yaml', (text) => `${text}\n  - {id: other, headings: [目次], level: 2}\n`);
    expect(() => loadPack(key)).toThrow(/level/);
    const phrase = changed('sections.yaml', (text) => `${text}\n  - {id: other, headings: ['收入，支出']}\n`);
    expect(() => loadPack(phrase)).toThrow(/without spaces, punctuation/);
  });

  it('refuse a pattern without its hole, or that is none when it is filled', () => {
    const without = changed('identity.yaml', (text) => text.replace('纳入({name})', '纳入'));
    expect(() => loadPack(without)).toThrow(/identity\.yaml:\d+: names\.sentence: needs \{name\}/);
    const broken = changed('identity.yaml', (text) => text.replace('纳入({name})', '纳入({name}'));
    expect(() => loadPack(broken)).toThrow(/names\.sentence: Invalid regular expression/);
  });

  it('name the line of a bad row in CSV', () => {
    const dir = changed('codes/function.csv', (text) => text.replace('\n20101,', '\n2010,'));
    expect(() => loadPack(dir)).toThrow(/function\.csv:3: code/);
    const year = changed('codes/divisions.csv', (text) => text.replace('110000,北京市,,', '110000,北京市,now,'));
    expect(() => loadPack(year)).toThrow(/divisions\.csv:2: from/);
  });

  it('name a missing file', () => {
    expect(() => loadPack(join(DIR, 'nowhere'))).toThrow(/nowhere/);
  });
});

describe('code lists', () => {
  it('have a parent for every code', () => {
    const codes = new Set(pack.functionCodes.map((row) => row.code));
    const orphans = [...codes].filter((code) => code.length > 3 && !codes.has(code.slice(0, -2)));
    expect(orphans).toEqual([]);
    const economic = new Set(pack.economicCodes.map((row) => row.code));
    expect([...economic].filter((code) => code.length > 3 && !economic.has(code.slice(0, 3)))).toEqual([]);
  });

  it('give a code one name at a time', () => {
    for (const rows of [pack.functionCodes, pack.divisions]) {
      const current = rows.filter((row) => row.to === '').map((row) => row.code);
      expect(current.length).toBe(new Set(current).size);
    }
  });

  it('hold 类, 款 and 项 and say where each row comes from', () => {
    const lengths = Map.groupBy(pack.functionCodes, (row) => row.code.length);
    expect(lengths.get(3)!.length).toBeGreaterThanOrEqual(26);
    expect(lengths.get(5)!.length).toBeGreaterThan(200);
    expect(lengths.get(7)!.length).toBeGreaterThan(1000);
    expect(pack.functionCodes.every((row) => ['printed', 'general knowledge'].includes(row.source))).toBe(true);
  });

  it('know divisions that were renamed or moved', () => {
    const rows = pack.divisions.filter((row) => row.name === '曾都区');
    expect(rows.map(({ code, to }) => [code, to])).toEqual([
      ['421302', '2008'],
      ['421303', ''],
    ]);
  });
});

describe.skipIf(!existsSync(DOMAIN))('against what was collected from documents', () => {
  const rows = (name: string): Record<string, string>[] => parse(readFileSync(join(DOMAIN, name)), { columns: true });

  it('knows every section', () => {
    const known = new Set(pack.sections.map((section) => section.id));
    expect(
      rows('sections.csv')
        .map((row) => row.section_id)
        .filter((id) => !known.has(id)),
    ).toEqual([]);
  });

  it('has every observed code under its printed name', () => {
    const names = new Map(pack.functionCodes.map((row) => [`${row.code} ${row.name}`, row]));
    expect(rows('codes_function_observed.csv').filter((row) => !names.has(`${row.code} ${row.name_zh}`))).toEqual([]);
    const economic = new Set(pack.economicCodes.map((row) => `${row.code} ${row.name}`));
    expect(rows('codes_economic_observed.csv').filter((row) => !economic.has(`${row.code} ${row.name_zh}`))).toEqual(
      [],
    );
  });
});
