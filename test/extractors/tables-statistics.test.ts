/** Tables as agencies of statistics and finance print them: printouts, boxes, narrow gutters, words, panels of a page. */
import { describe, expect, it } from 'vitest';
import { findPageTables } from '../../extractors/tables/index.ts';
import { Sheet } from './report-sheet.ts';
import { hline, textsOf, vline } from './tables-drawing.ts';

const tablesOf = (sheet: Sheet) => findPageTables(sheet.page()).tables.map(textsOf);
const figures = (row: number, count: number) =>
  Array.from({ length: count }, (_, i) => `${row + 1},${100 * (i + 1) + 7 * row}`);
const SOILS = ['Loam', 'Clay and loam', 'Silt', 'Sandy loam', 'Peat', 'Clay'];
const NAMES = ['Corn', 'Soybeans', 'Wheat', 'Oats', 'Barley', 'Rice'];

/** Names, and figures that end at these places, one row every 12 points. */
function rows(sheet: Sheet, x: number, ends: readonly number[], y: number, names = NAMES): number {
  names.forEach((name, i) => {
    sheet.text(name, x, y + 12 * i);
    sheet.row(figures(i, ends.length), ends, y + 12 * i);
  });
  return y + 12 * names.length;
}

describe('rules', () => {
  it('typed as dashes are no rows', () => {
    const sheet = new Sheet();
    for (const y of [88, 112, 200]) sheet.text('-'.repeat(120), 72, y);
    sheet.row(['Acres', 'Tons'], [250, 340], 100);
    sheet.text('Crop', 72, 100);
    rows(sheet, 72, [250, 340], 126);
    const [table, ...others] = tablesOf(sheet);
    expect(others).toEqual([]);
    expect(table.slice(0, 2)).toEqual([
      ['Crop', 'Acres', 'Tons'],
      ['Corn', ...figures(0, 2)],
    ]);
  });

  it('below every row leave the headings to the table', () => {
    const sheet = new Sheet();
    sheet.text('Crop', 72, 100);
    sheet.row(['Acres', 'Tons'], [250, 340], 100);
    rows(sheet, 72, [250, 340], 114);
    for (let i = 0; i <= 6; i++) sheet.rule(105 + 12 * i, 70, 342);
    expect(tablesOf(sheet).map((table) => [table.length, table[0]])).toEqual([[7, ['Crop', 'Acres', 'Tons']]]);
  });

  it('between rows of words make one row of all lines between them, at whatever height these stand', () => {
    const sheet = new Sheet();
    const texts = ['Licence for the', 'sale of seeds,', 'given each year'];
    for (let i = 0; i < 4; i++) {
      sheet.text(['Seeds', 'Feed', 'Tools', 'Land'][i], 72, 120.5 + 40 * i);
      for (const [k, text] of texts.slice(0, 2 + (i % 2)).entries()) sheet.text(text, 200, 112 + 11 * k + 40 * i);
      sheet.text('Yes', 330, 120.5 + 40 * i);
      sheet.rule(100 + 40 * i, 70, 400);
    }
    sheet.rule(260, 70, 400);
    const [table] = tablesOf(sheet);
    expect(table.map(([name]) => name)).toEqual(['Seeds', 'Feed', 'Tools', 'Land']);
    expect(table[1][1]).toMatch(/^Licence for the\s+sale of seeds,\s*given each year$/);
  });
});

describe('boxes', () => {
  const boxed = (uprights: readonly number[]) => {
    const sheet = new Sheet();
    sheet.text('Crop', 76, 100);
    sheet.row(['Soil', 'Season'], [190, 270], 100, 'left');
    NAMES.forEach((name, i) => {
      sheet.row([name, SOILS[i], i % 2 ? 'Fall' : 'Spring'], [76, 190, 270], 116 + 12 * i, 'left');
    });
    sheet.rulings.push(...[88, 105, 184].map((y) => hline(y, 70, 346)));
    sheet.rulings.push(...[70, ...uprights, 346].map((x) => vline(x, 88, 184)));
    return tablesOf(sheet);
  };
  it.each([
    ['a frame and a line below the headings', []],
    ['upright lines between the columns too', [180, 260]],
  ])('%s: the rows inside are rows', (_, uprights) => {
    const [table, ...others] = boxed(uprights);
    expect(others).toEqual([]);
    expect(table).toEqual([
      ['Crop', 'Soil', 'Season'],
      ...NAMES.map((name, i) => [name, SOILS[i], i % 2 ? 'Fall' : 'Spring']),
    ]);
  });

  it('with cells of wrapped text stay as they are drawn', () => {
    const sheet = new Sheet();
    const end = sheet.prose(76, 120, 120, 5);
    sheet.prose(206, 120, 120, 5);
    sheet.row(['Aim', 'Means'], [76, 206], 100, 'left');
    sheet.rulings.push(...[88, 105, end + 10].map((y) => hline(y, 70, 336)));
    sheet.rulings.push(...[70, 200, 336].map((x) => vline(x, 88, end + 10)));
    expect(tablesOf(sheet).map((table) => [table.length, table[0].length])).toEqual([[2, 2]]);
  });
});

describe('columns', () => {
  it('of words with narrow gutters', () => {
    const sheet = new Sheet();
    const towns = ['Milton', 'Oxford', 'Auburn', 'Dalton', 'Newton', 'Fenton'];
    sheet.row(['Code', 'Town', 'Kind', 'Office'], [72, 102, 138, 176], 100, 'left');
    towns.forEach((town, i) => {
      const kind = ['Lease', 'Grant', 'Loan'][i % 3];
      sheet.row([`A-10${i}`, town, kind, `Room ${i}`], [72, 102, 138, 176], 112 + 12 * i, 'left');
    });
    const [table] = tablesOf(sheet);
    expect(table[1]).toEqual(['A-100', 'Milton', 'Lease', 'Room 0']);
  });

  it('of figures that are a space apart', () => {
    const sheet = new Sheet();
    NAMES.forEach((name, i) => {
      sheet.text(name, 72, 100 + 12 * i);
      sheet.row([`$${100 + i},204`, `(${200 + i},111)`], [200, 241], 100 + 12 * i);
    });
    expect(tablesOf(sheet)[0][2]).toEqual(['Wheat', '$102,204', '(202,111)']);
  });

  it('of currency signs far from their figures are none', () => {
    const sheet = new Sheet();
    sheet.row(['2009', '2010'], [300, 480], 88);
    rows(sheet, 72, [300, 480], 100);
    sheet.row(['$', '$'], [190, 370], 100);
    expect(tablesOf(sheet)[0][1]).toEqual(['Corn', '$ 1,100', '$ 1,200']);
  });

  it('begin behind dots that reach to the figures', () => {
    const sheet = new Sheet();
    NAMES.forEach((name, i) => {
      sheet.text(`${name}..${'..'.repeat(i % 2)}`, 140, 100 + 12 * i, 'right');
      sheet.text(`${10 + i}.5`, 145, 100 + 12 * i);
      sheet.text(`${20 + i}.5`, 220, 100 + 12 * i, 'right');
    });
    expect(tablesOf(sheet)[0].map((row) => row[1])).toEqual(NAMES.map((_, i) => `${10 + i}.5`));
  });

  it('under headings that touch in both of their lines', () => {
    const sheet = new Sheet();
    sheet.row(['Area of', 'Estimate of', 'Share of'], [250, 299, 348], 88, 'centre');
    sheet.row(['farms', 'crops', 'total'], [250, 299, 348], 99, 'centre');
    rows(sheet, 72, [262, 311, 360], 113);
    expect(tablesOf(sheet)[0][0].map((text) => text?.replace(/\s+/g, ' '))).toEqual([
      '',
      'Area of farms',
      'Estimate of crops',
      'Share of total',
    ]);
  });
});

describe('rows', () => {
  it('that name the first part of a table are none of its headings', () => {
    const sheet = new Sheet();
    sheet.text('Crop', 72, 100);
    sheet.row(['Acres', 'Tons'], [250, 340], 100);
    sheet.text('Grains', 72, 112);
    rows(sheet, 80, [250, 340], 124);
    expect(tablesOf(sheet)[0].slice(0, 2)).toEqual([
      ['Crop', 'Acres', 'Tons'],
      ['Grains', '', ''],
    ]);
  });

  it('of words go on where a line leaves no room for the next word', () => {
    const sheet = new Sheet();
    sheet.row(['Office', 'Task', 'State'], [72, 180, 300], 100, 'left');
    const tasks = [
      ['Review of the', 'yearly plan'],
      ['Census'],
      ['Survey of all', 'farms in use'],
      ['Audit of funds'],
      ['Mapping'],
    ];
    let y = 100;
    for (const [i, lines] of tasks.entries()) {
      sheet.text(`Bureau ${i}`, 72, y + 11);
      sheet.text(['Done', 'Begun', 'Late'][i % 3], 300, y + 11);
      for (const line of lines) {
        y += 11;
        sheet.text(line, 180, y);
      }
    }
    for (const at of [90, 104, y + 4]) sheet.rule(at, 70, 360);
    const [table] = tablesOf(sheet);
    expect(table.map(([, task]) => task?.replace(/\s+/g, ' '))).toEqual(['Task', ...tasks.map((t) => t.join(' '))]);
  });

  it('of words centred beside each other are told by the white between them', () => {
    const sheet = new Sheet();
    const cells = [
      ['Farm credit', ['Loans that banks give', 'to those who farm', 'the land they own']],
      ['Rural roads', ['Repair of roads', 'and of bridges']],
      ['School meals', ['Meals for pupils', 'in towns of less than', 'ten thousand']],
      ['Soil survey', ['Maps of all soils', 'of the county']],
    ] as const;
    sheet.row(['Program', 'Purpose', 'Open'], [72, 200, 330], 100, 'left');
    let y = 106;
    for (const [name, lines] of cells) {
      const middle = y + 12 + (11 * (lines.length - 1)) / 2;
      sheet.row([name, '', 'Yes'], [72, 200, 330], middle, 'left');
      for (const [i, line] of lines.entries()) sheet.text(line, 200, y + 12 + 11 * i);
      y += 11 * lines.length + 9;
    }
    for (const at of [90, 105, y + 4]) sheet.rule(at, 70, 360);
    const [table] = tablesOf(sheet);
    expect(table.map(([name]) => name)).toEqual(['Program', ...cells.map(([name]) => name)]);
  });

  it('of words with lines of figures between rules are weighed by rows', () => {
    const sheet = new Sheet();
    sheet.row(['Yes', 'No'], [330, 380], 96);
    for (let i = 0; i < 5; i++) {
      const lines = ['The office told me', 'in good time what', 'I had to bring along', 'and what it would cost'];
      for (const [k, line] of lines.entries()) sheet.text(line, 72, 112 + 11 * k + 50 * i);
      sheet.row([`${30 + i}%`, `${50 - i}%`], [330, 380], 112 + 50 * i);
    }
    for (let i = 0; i <= 5; i++) sheet.rule(100 + 50 * i, 70, 382);
    expect(tablesOf(sheet).map((table) => [table.length, table[0].length])).toEqual([[6, 3]]);
  });
});

describe('panels', () => {
  it('tables beside each other on lines of their own', () => {
    const sheet = new Sheet();
    rows(sheet, 72, [190, 250], 100);
    rows(sheet, 320, [440, 500], 105);
    expect(tablesOf(sheet).map((table) => [table.length, table[0]])).toEqual([
      [6, ['Corn', ...figures(0, 2)]],
      [6, ['Corn', ...figures(0, 2)]],
    ]);
  });

  it('a table beside prose on other lines', () => {
    const sheet = new Sheet();
    rows(sheet, 72, [190, 250], 100);
    sheet.prose(270, 95, 240, 9);
    expect(tablesOf(sheet)).toEqual([NAMES.map((name, i) => [name, ...figures(i, 2)])]);
  });
});

describe('no table', () => {
  it('values at the ends of the bars of a chart', () => {
    const sheet = new Sheet();
    NAMES.forEach((name, i) => {
      sheet.text(name, 130, 100 + 16 * i, 'right');
      sheet.text(`${40 + i}.1`, 140 + 37 * ((i * 5) % 6), 100 + 16 * i);
    });
    expect(tablesOf(sheet)).toEqual([]);
  });

  it('an axis that counts down to zero beside names', () => {
    const sheet = new Sheet();
    for (let i = 0; i < 6; i++) sheet.row([NAMES[i], String(250 - 50 * i)], [130, 240], 100 + 16 * i);
    expect(tablesOf(sheet)).toEqual([]);
  });

  it('fields of a form in two columns', () => {
    const sheet = new Sheet();
    for (const [i, name] of ['Name', 'Street', 'State', 'Telephone'].entries())
      sheet.row([`${name}:`, `${['Date', 'City', 'Code', 'Mail'][i]}:`], [72, 300], 100 + 20 * i, 'left');
    expect(tablesOf(sheet)).toEqual([]);
  });

  it('two lists of contents below each other', () => {
    const sheet = new Sheet();
    for (let i = 0; i < 16; i++) sheet.row([`Part ${i}`, String(3 + 4 * (i % 10))], [120, 400], 100 + 13 * i);
    expect(tablesOf(sheet)).toEqual([]);
  });
});
