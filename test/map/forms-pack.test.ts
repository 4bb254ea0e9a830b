import { describe, expect, test } from 'vitest';
import { wordKey } from '../../pipeline/map/forms/normal.ts';
import { pack } from './forms-fixture.ts';

const forms = [...pack.forms.byId.values()];

describe.each(forms)('form $id', (form) => {
  test('uses only concepts and measures of the vocabulary', () => {
    const concepts = form.blocks.flatMap((block) => [
      ...block.columns.map(({ concept }) => concept),
      ...block.rows.flatMap(({ concept, concepts: byColumn }) => [concept, ...Object.values(byColumn ?? {})]),
      ...Object.values(block.code_concepts ?? {}),
      block.economic_columns,
    ]);
    for (const concept of concepts) if (concept) expect(pack.concepts.has(concept), concept).toBe(true);
    if (form.measure) expect(pack.measures.has(form.measure)).toBe(true);
  });

  test('names its columns once, and only columns and rows that it has', () => {
    for (const block of form.blocks) {
      const ids = block.columns.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      for (const { with: needed } of block.columns)
        for (const id of needed ?? []) {
          if (block.economic_columns && id.startsWith('economic.')) continue;
          expect(ids).toContain(id);
        }
      const rowIds = block.rows.map(({ id }) => id);
      for (const row of block.rows) {
        for (const id of [...(row.with ?? []), ...(row.within ? [row.within] : [])]) expect(rowIds).toContain(id);
      }
    }
  });
});

test('no two forms of one kind of report have the same title', () => {
  const titles = forms.flatMap((form) => form.titles.map((title) => `${form.report_type} ${wordKey(title)}`));
  const twice = titles.filter((title, i) => titles.indexOf(title) !== i);
  expect(twice).toEqual([]);
});

test('every measure of a header word is in the vocabulary', () => {
  for (const { measure, prior, base } of pack.forms.words.measures) {
    for (const id of [measure, prior, base]) if (id) expect(pack.measures.has(id), id).toBe(true);
  }
});
