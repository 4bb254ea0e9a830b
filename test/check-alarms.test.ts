/** Documents whose numbers are all right raise no alarm, and one wrong number in them does. */
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { checksOf, documentOf } from '../bench/alarms.ts';
import { loadPack } from '../schemas/pack.ts';

const pack = loadPack(fileURLToPath(new URL('../schemas/cn-department', import.meta.url)));
const STYLES = [0, 1, 2, 3];

test.each(STYLES)('right accounts, style %i', async (style) => {
  for (const seed of [style, style + 4, style + 8]) {
    const { failed, held, facts, unread } = await checksOf(documentOf(seed), pack);
    expect({ seed, failed, unread }).toEqual({ seed, failed: [], unread: 0 });
    expect(facts).toBeGreaterThan(80);
    expect(held).toBeGreaterThan(40);
  }
});

test.each(STYLES)('one wrong digit in the total, style %i', async (style) => {
  const { html, name } = documentOf(style);
  const wrong = html.replace(/(本年支出合计)(\d)/, (_, words, digit) => `${words}${(Number(digit) + 1) % 10}`);
  expect(wrong).not.toBe(html);
  const { failed } = await checksOf({ html: wrong, name }, pack);
  expect(failed.length).toBeGreaterThan(0);
});
