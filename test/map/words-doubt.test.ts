/** Words of scanned pages that were not read surely, and the numbers that they name. */
import { describe, expect, test } from 'vitest';
import type { Cell, Document, Page, Paragraph, Table, TextLine } from '../../extractors/document.ts';
import { interpret } from '../../pipeline/process.ts';
import { line, pack } from './prose-fixture.ts';

const SOURCE = { name: 'scan.pdf', sha256: 'a'.repeat(64), mediaType: 'application/pdf', size: 1 };

/** A line of which one word is doubtful. */
function read(text: string, top: number, doubtful = '', sure = 0.6): TextLine {
  const from = text.indexOf(doubtful);
  const confidences = [...text].map((_, i) => (doubtful && i >= from && i < from + doubtful.length ? sure : 0.99));
  return { ...line(text, 1, top), confidence: Math.min(...confidences), confidences };
}

function paragraph(...lines: TextLine[]): Paragraph {
  return { kind: 'paragraph', role: 'body', lines, align: 'left' };
}

function flagsOf(blocks: Document['blocks'], kind: Page['kind'] = 'scan'): Record<string, string> {
  const page: Page = { number: 1, width: 595, height: 842, rotation: 0, kind, status: 'ok', rulings: [], images: [] };
  const document: Document = {
    format: 'pdf',
    pageMethod: 'file',
    method: 'text-layer',
    engine: 'test',
    metadata: {},
    pages: [page],
    blocks: [paragraph(read('清河县教育局2023年度部门决算', 10)), ...blocks],
    outline: [],
    messages: [],
  };
  const { facts } = interpret(SOURCE, document, pack).rows;
  return Object.fromEntries(facts.map(({ raw, flags }) => [raw, flags]));
}

const heading = (doubtful = '') => paragraph(read('二、收入决算情况说明', 60, doubtful));
const income = (doubtful = '') => read('本年收入合计120.50万元，其中：财政拨款收入110.50万元。', 90, doubtful);

describe('running text', () => {
  test('nothing is flagged where all words are sure', () => {
    expect(flagsOf([heading(), paragraph(income())])).toEqual({ '120.50': '', '110.50': '' });
  });

  test('a doubtful word flags what it names, and not the other number', () => {
    const flags = flagsOf([heading(), paragraph(income('财政'))]);
    expect(flags).toEqual({ '120.50': '', '110.50': 'label_uncertain' });
  });

  test('a doubtful heading flags the text below it', () => {
    const flags = flagsOf([heading('收入'), paragraph(income())]);
    expect(flags).toEqual({ '120.50': 'label_uncertain', '110.50': 'label_uncertain' });
  });

  test('a short line that was hard to read may have been a heading', () => {
    const flags = flagsOf([heading(), paragraph(read('（一）昊坪', 75, '昊坪')), paragraph(income())]);
    expect(flags['120.50']).toBe('label_uncertain');
  });

  test('a number that was not understood makes those behind it doubtful, unless every word was surely read', () => {
    const flags = (sure: number) => {
      const text = read('本年昊坪合计130.50万元。本年收入合计120.50万元。', 90, '昊坪', sure);
      return flagsOf([heading(), paragraph(text)])['120.50'];
    };
    expect(flags(0.97)).toContain('label_uncertain');
    expect(flags(0.99)).toBe('');
  });

  test('a sentence that lacks its beginning is doubtful', () => {
    const torn = paragraph(read('2023年度，清河县教育局的各项', 80));
    const rest = paragraph(read('本年收入合计120.50万元。', 95));
    expect(flagsOf([heading(), torn, paragraph(read('e', 88)), rest])['120.50']).toBe('label_uncertain');
    const whole = paragraph(read('2023年度，清河县教育局情况如下。', 80));
    expect(flagsOf([heading(), whole, rest])['120.50']).toBe('');
  });

  test('a bracket whose other half was misread leaves open where it ends', () => {
    const text = (open: string) =>
      paragraph(read(`本年收入合计120.50万元${open}上年110.50万元），增加10.00万元。`, 90));
    expect(flagsOf([heading(), text('《')])['120.50']).toContain('label_uncertain');
    expect(flagsOf([heading(), text('（')])['120.50']).toBe('');
  });

  test('a text layer is not doubted', () => {
    expect(flagsOf([heading(), paragraph(income('财政'))], 'native')['110.50']).toBe('');
  });
});

describe('tables', () => {
  function table(doubtful: string): Table {
    const rows = [
      ['项目', '<', '本年支出合计', '基本支出', '项目支出'],
      ['201', '一般公共服务支出', '5.00', '3.00', '2.00'],
      ['205', '教育支出', '7.00', '4.00', '3.10'],
    ];
    const cells = rows.flatMap((texts, row) =>
      texts.flatMap((text, col): Cell[] => {
        if (text === '<') return [];
        const own = read(text, 200 + 20 * row, doubtful !== '' && text.includes(doubtful) ? doubtful : '');
        const [x, y] = [col * 110, 200 + 20 * row];
        const edges = own.edges?.map((edge) => edge + x);
        const lines = [{ ...own, box: [x, y, x + 10 * text.length, y + 12] as const, edges }];
        const colSpan = texts[col + 1] === '<' ? 2 : 1;
        const box = [x, y, x + 110 * colSpan, y + 20] as const;
        return [{ row, col, rowSpan: 1, colSpan, page: 1, box, lines, header: row === 0 }];
      }),
    );
    const parts = [{ page: 1, firstRow: 0, lastRow: 2 }];
    return { kind: 'table', rows: 3, cols: 5, cells, parts, method: 'lattice', confidence: 1 };
  }
  const page = (doubtful: string) =>
    flagsOf([paragraph(read('支出决算表', 150)), paragraph(read('单位：万元', 170)), table(doubtful)]);

  test('a doubtful label flags its row, a doubtful header its column', () => {
    const flagged = (doubtful: string) =>
      Object.entries(page(doubtful))
        .filter(([, flags]) => flags.includes('label_uncertain'))
        .map(([raw]) => raw);
    expect(flagged('')).toEqual([]);
    expect(flagged('教育')).toEqual(['7.00', '4.00', '3.10']);
    expect(flagged('基本支出')).toEqual(['3.00', '4.00']);
    expect(flagged('205')).toEqual(['7.00', '4.00', '3.10']);
  });
});
