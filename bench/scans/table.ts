/** The table of what became of the numbers, by kind of damage. */
import type { Compared, Outcome } from './compare.ts';

/** One kind of damage in one strength. */
export interface Row {
  kind: string;
  strength: string;
  pages: number;
  /** Of all threads. */
  cpuSeconds: number;
  seconds: number;
  compared: Compared[];
}

const COLUMNS: readonly { title: string; outcomes: readonly Outcome[] }[] = [
  { title: 'right', outcomes: ['right', 'right, flagged'] },
  { title: 'of these flagged', outcomes: ['right, flagged'] },
  { title: 'wrong, flagged', outcomes: ['misread, flagged', 'misnamed, flagged', 'quarantined', 'invented, flagged'] },
  { title: 'misread, silent', outcomes: ['misread, silent'] },
  { title: 'misnamed, silent', outcomes: ['misnamed, silent'] },
  { title: 'invented, silent', outcomes: ['invented, silent'] },
  { title: 'missing', outcomes: ['missing'] },
];

/** Prints a Markdown table; the shares are of the numbers of the native pages. */
export function print(rows: readonly Row[]): void {
  const titles = [
    'damage',
    'pages',
    'numbers',
    'right %',
    ...COLUMNS.map(({ title }) => title),
    's/page',
    'CPU s/page',
  ];
  console.log(`| ${titles.join(' | ')} |\n|${titles.map(() => '---').join('|')}|`);
  const all: Row = { kind: 'all', strength: '', pages: 0, cpuSeconds: 0, seconds: 0, compared: [] };
  for (const row of rows) {
    console.log(lineOf(row));
    all.pages += row.pages;
    all.cpuSeconds += row.cpuSeconds;
    all.seconds += row.seconds;
    all.compared.push(...row.compared);
  }
  console.log(lineOf(all));
}

/** One row of the table. */
export function lineOf({ kind, strength, pages, cpuSeconds, seconds, compared }: Row): string {
  const numbers = compared.filter(({ truth }) => truth).length;
  const counts = COLUMNS.map(({ outcomes }) => compared.filter(({ outcome }) => outcomes.includes(outcome)).length);
  const share = ((100 * counts[0]) / numbers).toFixed(1);
  const cells = [
    `${kind} ${strength}`.trim(),
    pages,
    numbers,
    share,
    ...counts,
    (seconds / pages).toFixed(1),
    (cpuSeconds / pages).toFixed(1),
  ];
  return `| ${cells.join(' | ')} |`;
}
