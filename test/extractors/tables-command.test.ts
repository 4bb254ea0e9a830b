import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tables } from '../../pipeline/commands/tables.ts';

/** A PDF of one page with a ruled grid of two by two cells. */
function pdf(texts: readonly string[]): string {
  const at = [
    [74, 744],
    [174, 744],
    [74, 724],
    [174, 724],
  ];
  const lines = [70, 170, 270]
    .map((x) => `${x} 720 m ${x} 760 l S`)
    .concat([720, 740, 760].map((y) => `70 ${y} m 270 ${y} l S`));
  const words = texts.map((text, i) => `BT /F 10 Tf ${at[i][0]} ${at[i][1]} Td (${text}) Tj ET`);
  const content = [...lines, ...words].join('\n');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let file = '%PDF-1.4\n';
  const offsets = objects.map((object, i) => {
    const offset = file.length;
    file += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const xref = file.length;
  file += `xref\n0 6\n0000000000 65535 f \n${offsets.map((o) => `${String(o).padStart(10, '0')} 00000 n \n`).join('')}`;
  return `${file}trailer << /Size 6 /Root 1 0 R >>\nstartxref\n${xref}\n%%EOF\n`;
}

test('tables as JSON and as CSV that a spreadsheet does not run', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tables-'));
  const good = join(folder, 'good.pdf');
  const empty = join(folder, 'empty.pdf');
  await writeFile(good, pdf(['name', 'change', '=SUM\\(A1\\)', '-5.2']));
  await writeFile(empty, '');
  const said: string[] = [];
  const code = await tables([good, empty], { json: join(folder, 'out.json'), csv: join(folder, 'csv') }, (line) =>
    said.push(line),
  );
  expect(code).toBe(3);
  expect(said).toHaveLength(1);
  expect(said[0]).toContain('empty');
  const found = JSON.parse(await readFile(join(folder, 'out.json'), 'utf8'));
  expect(found.good).toMatchObject([
    {
      page: 1,
      rows: [
        ['name', 'change'],
        ['=SUM(A1)', '-5.2'],
      ],
      spans: [],
      method: 'lattice',
    },
  ]);
  expect(found.empty).toEqual([]);
  expect(await readdir(join(folder, 'csv'))).toEqual(['good-1.csv']);
  expect(await readFile(join(folder, 'csv', 'good-1.csv'), 'utf8')).toBe("name,change\n'=SUM(A1),-5.2\n");
});

test('a path that does not exist is wrong use, before anything is written', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tables-'));
  const json = join(folder, 'out.json');
  await expect(tables([join(folder, 'missing.pdf')], { json }, () => {})).rejects.toThrow(/no such file/);
  await expect(readFile(json)).rejects.toThrow(/ENOENT/);
  await rm(folder, { recursive: true });
});
