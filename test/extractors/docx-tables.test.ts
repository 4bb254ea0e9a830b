import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { grid, p, r, read, tables, tbl, tc, tr } from './docx-fixture.ts';

const SPAN2 = '<w:gridSpan w:val="2"/>';
const RESTART = '<w:vMerge w:val="restart"/>';
const CONTINUE = '<w:vMerge/>';

describe('tables', () => {
  it('places cells after spans and gaps, and gives every cell its path', async () => {
    const document = await read(
      tbl(
        tr([tc('a', SPAN2), tc('b'), tc('c')]),
        tr([tc('d')], '<w:gridBefore w:val="2"/><w:gridAfter w:val="1"/>'),
        tr([tc('e'), tc('f'), tc('g'), tc('h')]),
      ),
    );
    const [table] = tables(document);
    expect([table.rows, table.cols]).toEqual([3, 4]);
    expect(grid(table)).toEqual(['0:a 2:b 3:c', '2:d', '0:e 1:f 2:g 3:h']);
    expect(table.cells.find(({ row }) => row === 1)?.path).toBe('body/tbl[1]/tr[2]/tc[1]');
  });

  it('joins cells merged downwards', async () => {
    const [table] = tables(
      await read(
        tbl(tr([tc('a', RESTART), tc('b')]), tr([tc('', CONTINUE), tc('c')]), tr([tc('', CONTINUE), tc('d')])),
      ),
    );
    expect(grid(table)).toEqual(['0:a 1:b', '1:c', '1:d']);
    expect(table.cells[0].rowSpan).toBe(3);
  });

  it('lets a continuation stand alone where nothing above covers the same columns', async () => {
    const [table] = tables(await read(tbl(tr([tc('a', RESTART + SPAN2)]), tr([tc('b', CONTINUE), tc('c')]))));
    expect(grid(table)).toEqual(['0:a', '0: 1:c']);
  });

  it('joins cells merged sideways in the old way', async () => {
    const [table] = tables(
      await read(tbl(tr([tc('a', '<w:hMerge w:val="restart"/>'), tc('', '<w:hMerge/>'), tc('b')]))),
    );
    expect(grid(table)).toEqual(['0:a 2:b']);
    expect(table.cells[0].colSpan).toBe(2);
  });

  it('puts a nested table after its table, with its own path', async () => {
    const inner = tbl(tr([tc('inner')]));
    const [outer, nested] = tables(await read(tbl(tr([tc(`${p('before')}${inner}${p('after')}`)]))));
    expect(grid(outer)).toEqual(['0:before after']);
    expect(nested.path).toBe('body/tbl[1]/tr[1]/tc[1]/tbl[1]');
    expect(nested.cells[0].path).toBe('body/tbl[1]/tr[1]/tc[1]/tbl[1]/tr[1]/tc[1]');
  });

  it('takes the header rows that the file names, else those above the first numbers', async () => {
    const rows = [tr([tc('项目'), tc('金额')]), tr([tc('甲'), tc('乙')]), tr([tc('合计'), tc('1,031.84')])];
    const headers = (table: { cells: { header: boolean; row: number }[] }) => [
      ...new Set(table.cells.filter(({ header }) => header).map(({ row }) => row)),
    ];
    expect(headers(tables(await read(tbl(...rows)))[0])).toEqual([0, 1]);
    const named = [tr([tc('项目'), tc('金额')], '<w:tblHeader/>'), ...rows.slice(1)];
    expect(headers(tables(await read(tbl(...named)))[0])).toEqual([0]);
  });

  it('reads rows and cells inside content controls', async () => {
    const row = `<w:sdt><w:sdtContent><w:tr><w:sdt><w:sdtContent>${tc('a')}</w:sdtContent></w:sdt>${tc('b')}</w:tr></w:sdtContent></w:sdt>`;
    expect(grid(tables(await read(tbl(row)))[0])).toEqual(['0:a 1:b']);
  });

  it('drops a deleted row and says so', async () => {
    const document = await read(tbl(tr([tc('a')]), tr([tc('b')], '<w:del w:author="x"/>')));
    expect(grid(tables(document)[0])).toEqual(['0:a']);
    expect(document.messages.map(({ code }) => code)).toContain('tracked-deletion');
  });

  it('does not split a number at a bookmark or between runs', async () => {
    const number = p(`${r('92')}<w:bookmarkStart w:id="0" w:name="_GoBack"/><w:bookmarkEnd w:id="0"/>${r('78.38')}`);
    expect(grid(tables(await read(tbl(tr([tc(number)]))))[0])).toEqual(['0:9278.38']);
  });

  it('never covers one position twice and never leaves the grid', async () => {
    const cell = fc.record({ span: fc.integer({ min: 1, max: 3 }), merge: fc.constantFrom('', RESTART, CONTINUE) });
    const row = fc.record({
      before: fc.integer({ min: 0, max: 2 }),
      cells: fc.array(cell, { minLength: 1, maxLength: 5 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 6 }), async (rows) => {
        const xml = rows.map(({ before, cells }) =>
          tr(
            cells.map(({ span, merge }) => tc('x', `<w:gridSpan w:val="${span}"/>${merge}`)),
            `<w:gridBefore w:val="${before}"/>`,
          ),
        );
        const [table] = tables(await read(tbl(...xml)));
        const covered = new Set<string>();
        for (const { row, col, rowSpan, colSpan } of table.cells) {
          for (let i = row; i < row + rowSpan; i++) {
            for (let j = col; j < col + colSpan; j++) {
              expect(i < table.rows && j < table.cols).toBe(true);
              expect(covered.has(`${i},${j}`)).toBe(false);
              covered.add(`${i},${j}`);
            }
          }
        }
        const widths = rows.map(({ cells }) => cells.reduce((sum, { span }) => sum + span, 0));
        expect(covered.size).toBe(widths.reduce((sum, width) => sum + width, 0));
      }),
      { numRuns: 60 },
    );
  });
});
