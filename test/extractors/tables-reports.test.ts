/** Tables as statistical reports print them: few rules or none, headings of several lines, names in small print. */
import { describe, expect, it } from 'vitest';
import { buildLines } from '../../extractors/layout/lines.ts';
import { findPageTables } from '../../extractors/tables/index.ts';
import { Sheet } from './report-sheet.ts';
import { textsOf } from './tables-drawing.ts';

const tablesOf = (sheet: Sheet) => findPageTables(sheet.page()).tables.map(textsOf);
/** Figures that differ, as texts. */
const figures = (row: number, count: number) =>
  Array.from({ length: count }, (_, i) => `${row + 1},${100 * (i + 1) + 7 * row}`);

describe('names', () => {
  it('of several lines with the figures in their last line are one row each', () => {
    const sheet = new Sheet();
    sheet.row(['Loans', 'Amount'], [400, 500], 88);
    sheet.text('Category', 72, 88);
    const names = [
      ['Originations'],
      ['Approved by the bank', 'but not taken up'],
      ['Denied'],
      ['Withdrawn by the', 'applicant'],
    ];
    let y = 90;
    for (const [i, lines] of names.entries()) {
      lines.forEach((line, k) => {
        y += k === 0 ? 13 : 11;
        if (k < lines.length - 1) sheet.text(line, 72, y);
        else sheet.leader(line, 72, 330, y);
      });
      sheet.row(figures(i, 2), [400, 500], y);
    }
    const [table] = tablesOf(sheet);
    expect(table.map((row) => row[1])).toEqual(['Loans', ...names.map((_, i) => figures(i, 2)[0])]);
    expect(table[2][0]).toMatch(/^Approved by the bank ?but not taken up/);
  });

  it('keep the spaces between their words before dots that lead to figures', () => {
    const sheet = new Sheet();
    sheet.leader('16 to 19 years', 72, 200, 100, 8);
    expect(buildLines(sheet.glyphs, 1)[0].text).toMatch(/^16 to 19 years/);
  });

  it('of parts, above names that are indented, are rows of their own between upright rules', () => {
    const sheet = new Sheet();
    const [xs, right] = [
      [200, 300, 400],
      [295, 395, 495],
    ];
    sheet.text('Region', 72, 100);
    sheet.row(['Farms', 'Land', 'Value'], right, 100);
    let y = 104;
    for (const part of ['North', 'South']) {
      y += 12;
      sheet.text(part, 72, y);
      for (const [i, name] of ['Hills', 'Coast', 'Plains'].entries()) {
        y += 11;
        sheet.leader(name, 80, 190, y);
        sheet.row(figures(i, 3), right, y);
      }
    }
    for (const at of [88, 104, y + 6]) sheet.rule(at, 68, 500);
    for (const x of xs) sheet.upright(x, 88, y + 6);
    const [table] = tablesOf(sheet);
    expect(table.map((row) => row[0]?.replace(/[ .]+$/, ''))).toEqual([
      'Region',
      'North',
      'Hills',
      'Coast',
      'Plains',
      'South',
      'Hills',
      'Coast',
      'Plains',
    ]);
  });
});

describe('rows', () => {
  it('of words are told by the space between them where their lines are closer', () => {
    const sheet = new Sheet();
    sheet.row(['Program', 'Agency', 'Purpose'], [72, 220, 340], 100, 'left');
    const rows = [
      [['Community links'], ['Agriculture'], ['Grants for areas without', 'any service']],
      [['Farm loans'], ['Agriculture'], ['Loans to build and improve', 'facilities']],
      [
        ['Universal service', 'fund'],
        ['Communications', 'office'],
        ['Support of carriers that', 'serve far areas', 'and schools'],
      ],
      [['New technology'], ['Commerce'], ['Trial projects']],
    ];
    let y = 105;
    for (const cells of rows) {
      y += 4;
      cells.forEach((lines, c) => {
        for (const [k, line] of lines.entries()) sheet.text(line, [72, 220, 340][c], y + 11 * (k + 1));
      });
      y += 11 * Math.max(...cells.map((lines) => lines.length));
    }
    for (const at of [88, 105, y + 6]) sheet.rule(at, 72, 540);
    const [table] = tablesOf(sheet);
    expect(table.map((row) => row[0]?.replace('\n', ' '))).toEqual([
      'Program',
      'Community links',
      'Farm loans',
      'Universal service fund',
      'New technology',
    ]);
  });

  it('above rules that are drawn under the sums of each column stay in one table', () => {
    const sheet = new Sheet();
    sheet.row(['2011', '2010'], [455, 545], 90);
    let y = 92;
    for (const [i, name] of ['Gross costs', 'Revenue', 'Net costs', 'Other', 'Imputed', 'Total'].entries()) {
      y += 13;
      sheet.text(name, 72, y);
      sheet.row(figures(i, 2), [455, 545], y);
      if (i === 1 || i > 3) for (const x of [395, 485]) sheet.rule(y + 3, x, x + 60);
    }
    const tables = tablesOf(sheet);
    expect(tables).toHaveLength(1);
    expect(tables[0]).toHaveLength(7);
  });

  it('with one figure in a column that has a title keep that column', () => {
    const sheet = new Sheet();
    const xs = [260, 330, 400, 470];
    sheet.text('Species', 72, 100);
    sheet.row(['Marsh', 'Forest', 'Field', 'All'], xs, 100);
    const rows = [
      ['', '52', '', '76'],
      ['12', '80', '', '40'],
      ['', '', '55', '47'],
      ['', '58', '9', '30'],
      ['', '65', '80', '63'],
    ];
    rows.forEach((row, i) => {
      sheet.text(`Kind ${i}`, 72, 116 + 12 * i);
      sheet.row(row, xs, 116 + 12 * i);
    });
    for (const at of [88, 104, 170]) sheet.rule(at, 72, 475);
    expect(
      tablesOf(sheet)[0]
        .slice(1)
        .map((row) => row.slice(1)),
    ).toEqual(rows);
  });
});

describe('headings', () => {
  it('of parts in the middle of the table span it', () => {
    const sheet = new Sheet();
    const xs = [250, 330, 410, 490];
    sheet.text('Age', 60, 100);
    sheet.row(['Total', 'Active', 'At work', 'Without'], xs, 100);
    let y = 104;
    for (const part of ['MEN', 'WOMEN']) {
      y += 16;
      sheet.text(part, 275, y, 'centre');
      for (const [i, name] of ['16 to 19', '20 to 24', '25 to 54'].entries()) {
        y += 12;
        sheet.leader(name, 60, 200, y);
        sheet.row(figures(i, 4), xs, y);
      }
    }
    for (const at of [88, 104, y + 6]) sheet.rule(at, 60, 490);
    const table = tablesOf(sheet)[0];
    for (const row of [1, 5]) expect(table[row]).toEqual([row === 1 ? 'MEN' : 'WOMEN', null, null, null, null]);
  });

  it('over titles that repeat span theirs, also when the titles of other columns stand between the two', () => {
    const sheet = new Sheet();
    const xs = [240, 290, 350, 400];
    sheet.row(['2007', '2006'], [262, 380], 100, 'centre');
    sheet.text('Country', 90, 107);
    sheet.row(['N', 'Share', 'N', 'Share'], xs, 116);
    sheet.rule(104, 205, 400);
    for (let i = 0; i < 5; i++) {
      sheet.text(`Land ${i}`, 90, 132 + 12 * i);
      sheet.row(figures(i, 4), xs, 132 + 12 * i);
    }
    for (const at of [88, 120, 186]) sheet.rule(at, 85, 400);
    const table = tablesOf(sheet)[0];
    expect(table.slice(0, 2)).toEqual([
      ['Country', '2007', null, '2006', null],
      [null, 'N', 'Share', 'N', 'Share'],
    ]);
  });

  it('that count the columns are no figures', () => {
    const sheet = new Sheet();
    const xs = [275, 335, 415, 475];
    sheet.row(['Men', 'Women'], [305, 445], 100, 'centre');
    sheet.row(['(1)', '(2)', '(3)', '(4)'], xs, 114, 'centre');
    for (let i = 0; i < 5; i++) {
      sheet.text(`Effect ${i}`, 105, 132 + 12 * i);
      sheet.row(figures(i, 4), xs, 132 + 12 * i, 'centre');
    }
    sheet.rule(104, 250, 360);
    sheet.rule(104, 390, 500);
    for (const at of [88, 119, 186]) sheet.rule(at, 100, 512);
    expect(tablesOf(sheet)[0][0]).toEqual(['', 'Men', null, 'Women', null]);
  });
});

describe('tables', () => {
  const small = (sheet: Sheet, x: number, y: number, title: string): number => {
    sheet.text(title, x, y);
    sheet.row(['2009', '2010'], [x + 185, x + 235], y + 14);
    for (let i = 0; i < 5; i++) {
      sheet.text(`Item ${i}`, x, y + 26 + 12 * i);
      sheet.row(figures(i, 2), [x + 185, x + 235], y + 26 + 12 * i);
    }
    return y + 26 + 48;
  };

  it('below each other with the same columns are parted by their titles', () => {
    const sheet = new Sheet();
    const y = small(sheet, 72, 90, 'Table 4. Employment');
    small(sheet, 72, y + 28, 'Table 5. Hours');
    expect(tablesOf(sheet).map((table) => table.length)).toEqual([6, 6]);
  });

  it('in columns of text are found beside each other', () => {
    const sheet = new Sheet();
    for (const x of [54, 318]) {
      const y = small(sheet, x, sheet.prose(x, 80, 240, 2) + 14, 'A table');
      sheet.prose(x, y + 22, 240, 3);
    }
    expect(tablesOf(sheet).map((table) => [table.length, table[0].length])).toEqual([
      [6, 3],
      [6, 3],
    ]);
  });

  it('between rules take no text from the column beside them', () => {
    const sheet = new Sheet();
    sheet.prose(54, 80, 240, 5);
    const y = sheet.prose(318, 80, 240, 1) + 20;
    sheet.text('Year', 318, y);
    sheet.row(['Births', 'Deaths'], [450, 555], y);
    for (let i = 0; i < 6; i++) {
      sheet.leader(`200${i}`, 318, 400, y + 15 + 12 * i);
      sheet.row(figures(i, 2), [450, 555], y + 15 + 12 * i);
    }
    for (const at of [y - 10, y + 4, y + 80]) sheet.rule(at, 318, 558);
    sheet.prose(318, y + 110, 240, 3);
    const tables = tablesOf(sheet);
    expect(tables.map((table) => [table.length, table[0].length])).toEqual([[7, 3]]);
    expect(tables[0][0]).toEqual(['Year', 'Births', 'Deaths']);
  });

  it('are not the axes of charts below and beside each other', () => {
    const sheet = new Sheet();
    for (const top of [100, 300]) {
      for (let i = 0; i < 8; i++) sheet.row([String(350 - 50 * i), String(350 - 50 * i)], [100, 330], top + 15 * i);
      sheet.row(['Jan', 'May', 'Sep', 'Jan', 'May', 'Sep'], [120, 180, 240, 350, 410, 470], top + 125, 'left');
    }
    expect(tablesOf(sheet)).toEqual([]);
  });
});
