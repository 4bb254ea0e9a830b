/** Enough pages to measure with: documents of many bodies and years, written by the generator of the samples. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const DATA = fileURLToPath(new URL('../samples/data', import.meta.url));
/** The two samples that are native PDFs, with the words that name their bodies. */
const REPORTS = [
  { data: 'qinghe-2023-final', year: 2023, county: '青禾县', department: '科学技术局' },
  { data: 'linjiang-2024-budget', year: 2024, county: '临江区', department: '望塔街道办事处' },
];
/** Fiscal years of which each body has a budget and final accounts. */
const YEARS = [2021, 2022, 2023, 2024];
/** Names of invented counties are one of the first and one of the second. */
const FIRST = [...'青云松柏梅兰竹石银玉碧清安祥临永长新'];
const SECOND = [...'禾汀溪岭坪潭塘湾坡桥渡泉峡原洲屿岸林田'];
const DEPARTMENTS = ['科学技术局', '水利局', '民政局', '统计局', '审计局', '教育局'];

/**
 * Writes documents until there are `wanted` pages. As in use, each body has a few documents, which are compared with each
 * other. All have the figures of the sample that they are made of.
 * @param to an empty folder
 * @returns how many pages there are
 * @throws Error when the packages of the generator are not installed
 */
export async function bodies(wanted: number, to: string): Promise<number> {
  const write = await generator();
  let total = 0;
  for (let body = 0; total < wanted; body++) {
    for (const year of YEARS)
      for (const report of REPORTS) {
        const [county, department] = nameOf(body);
        const name = `${county}${department}-${year}-${report.data.split('-').at(-1)}`;
        const bytes = await write(textOf(report, county, department, year), name);
        writeFileSync(join(to, `${name}.pdf`), bytes);
        total += bytes.toString('latin1').match(/\/Type \/Page\b/g)!.length;
      }
  }
  return total;
}

function nameOf(body: number): [county: string, department: string] {
  const county = Math.floor(body / DEPARTMENTS.length);
  if (county >= FIRST.length * SECOND.length) throw new Error('there are no names for so many pages; want fewer');
  const [first, second] = [FIRST[county % FIRST.length], SECOND[Math.floor(county / FIRST.length)]];
  return [`${first}${second}县`, DEPARTMENTS[body % DEPARTMENTS.length]];
}

/** The data of a sample, told of another body and year. */
function textOf(report: (typeof REPORTS)[number], county: string, department: string, year: number): string {
  return readFileSync(join(DATA, `${report.data}.yaml`), 'utf8')
    .replaceAll(report.county, county)
    .replaceAll(report.department, department)
    .replaceAll('街道办事处', '局')
    .replace(/(?<!\d)20\d\d(?!\d)/g, (own) => String(Number(own) + year - report.year));
}

/** @returns what makes a PDF of the data of a sample */
async function generator(): Promise<(data: string, name: string) => Promise<Buffer>> {
  // The packages of the generator are installed for the samples alone.
  const { writePdf } = await import('../samples/pdf.ts').catch((cause) => {
    throw new Error('the generator of the samples cannot be loaded; run: npm ci --prefix samples', { cause });
  });
  const { readStory } = await import('../samples/read.ts');
  return async (data, name) => {
    const dir = mkdtempSync(join(tmpdir(), 'pagefact-body-'));
    try {
      const file = join(dir, 'data.yaml');
      writeFileSync(file, data);
      return (await writePdf(readStory(file, name))).bytes;
    } finally {
      rmSync(dir, { recursive: true });
    }
  };
}
