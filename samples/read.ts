/** Reads a sample's data file into a story: expands accounts into code tables and binds the facts of table cells. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { hundredths, print, tree } from './accounts.ts';
import { type Run, readFacts, readMarked } from './marked.ts';
import type { Story, StoryBlock, StoryCell } from './story.ts';

const headerCell = z.union([
  z.string(),
  z.object({ t: z.string(), cs: z.int().default(1), rs: z.int().default(1) }),
  z.null(),
]);
const bodyCell = z.union([
  z.string(),
  z.object({ t: z.string(), cs: z.int().default(1), rs: z.int().default(1) }),
  z.null(),
]);

const tableData = z.object({
  title: z.string(),
  left: z.string().default(''),
  right: z.string().default(''),
  widths: z.array(z.number()),
  header: z.array(z.array(headerCell)),
  /** For every column: the concept and measure of its numbers, or empty. */
  facts: z.array(z.string()).default([]),
  /** Columns that hold the code, joined from left to right, and the classification that it belongs to. */
  codes: z.object({ columns: z.array(z.int()), of: z.enum(['fc', 'ec']) }).optional(),
  rows: z.array(z.array(bodyCell)).default([]),
  /** Rows computed from the accounts: what each amount column shows. */
  accounts: z
    .object({
      set: z.string(),
      columns: z.array(z.enum(['total', 'basic', 'project', 'blank'])),
      split: z.boolean().default(false),
      total: z.enum(['first', 'last']),
      separators: z.boolean().default(false),
    })
    .optional(),
  note: z.string().default(''),
});
type TableData = z.infer<typeof tableData>;

const block = z.union([
  z.object({ cover: z.array(z.string()) }),
  z.object({ contents: z.literal(true) }),
  z.object({ h1: z.string() }),
  z.object({ h2: z.string() }),
  z.object({ h3: z.string() }),
  z.object({ p: z.string() }),
  z.object({ break: z.literal(true) }),
  z.object({ table: tableData }),
]);

const indicator = z.object({
  project: z.string().default(''),
  level1: z.string(),
  level2: z.string(),
  level3: z.string(),
  target_raw: z.string(),
  actual_raw: z.string(),
  weight: z.string(),
  score: z.string(),
  page: z.int(),
});

const storyFile = z.object({
  fiscal_year: z.int(),
  look: z.object({
    page: z.enum(['portrait', 'landscape']).default('portrait'),
    rulings: z.enum(['strokes', 'rectangles']).default('strokes'),
    repeat_header: z.boolean().default(true),
    font_size: z.number().default(13),
    row_height: z.number().default(18),
    page_numbers: z.enum(['- n -', 'n']).default('- n -'),
  }),
  names: z.record(z.string(), z.string()).default({}),
  accounts: z.record(z.string(), z.array(z.tuple([z.string(), z.string(), z.string()]))).default({}),
  /** Indicators that the tables of the story print. */
  indicators: z.array(indicator).default([]),
  blocks: z.array(block),
});
type StoryFile = z.infer<typeof storyFile>;

/**
 * Reads a data file.
 * @throws ZodError when it does not fit, Error when an account has no name
 */
export function readStory(file: string, name: string): Story {
  const data = storyFile.parse(parse(readFileSync(file, 'utf8')));
  return {
    name,
    fiscalYear: data.fiscal_year,
    look: {
      page: data.look.page,
      rulings: data.look.rulings,
      repeatHeader: data.look.repeat_header,
      fontSize: data.look.font_size,
      rowHeight: data.look.row_height,
      pageNumbers: data.look.page_numbers,
    },
    indicators: data.indicators,
    blocks: data.blocks.map((b) => toBlock(b, data)),
  };
}

function toBlock(b: z.infer<typeof block>, data: StoryFile): StoryBlock {
  if ('cover' in b) return { kind: 'cover', lines: b.cover };
  if ('contents' in b) return { kind: 'contents' };
  if ('h1' in b) return { kind: 'heading', level: 1, text: b.h1 };
  if ('h2' in b) return { kind: 'heading', level: 2, text: b.h2 };
  if ('h3' in b) return { kind: 'heading', level: 3, text: b.h3 };
  if ('p' in b) return { kind: 'paragraph', runs: readMarked(b.p) };
  if ('break' in b) return { kind: 'page-break' };
  return toTable(b.table, data);
}

function toTable(table: TableData, data: StoryFile): StoryBlock {
  const rows = table.accounts ? accountRows(table.accounts, data) : table.rows;
  const header = table.header.map((row) =>
    row.map((cell) => (cell === null ? null : toCell(cell, readMarked, 'center'))),
  );
  const body = rows.map((row) => {
    const code = (table.codes?.columns ?? []).map((c) => textOf(row[c])).join('');
    return row.map((cell, c) => {
      const spec = table.facts[c] ?? '';
      const codeOption = table.codes && /^\d+$/.test(code) ? ` ${table.codes.of}=${code}` : '';
      return cell === null ? null : toCell(cell, (text) => cellRuns(text, spec && spec + codeOption));
    });
  });
  return {
    kind: 'table',
    title: table.title,
    left: table.left,
    right: table.right,
    headerRows: header.length,
    widths: table.widths,
    grid: [...header, ...body],
    note: table.note,
  };
}

/** A bare number in a column with facts states them; marked text speaks for itself. */
function cellRuns(text: string, spec: string): Run[] {
  const bare = /^-?[\d,]+(\.\d+)?$/.test(text);
  return bare && spec ? [{ text, facts: readFacts(text, spec) }] : readMarked(text);
}

function toCell(
  cell: string | { t: string; cs: number; rs: number },
  runsOf: (text: string) => Run[],
  align?: StoryCell['align'],
): StoryCell {
  const { t, cs, rs } = typeof cell === 'string' ? { t: cell, cs: 1, rs: 1 } : cell;
  const runs = runsOf(t);
  const numeric = /^[\d,.%-]*$/.test(runs.map((run) => run.text).join(''));
  return { runs, rowSpan: rs, colSpan: cs, align: align ?? (numeric ? 'right' : 'left') };
}

function textOf(cell: z.infer<typeof bodyCell> | undefined): string {
  return typeof cell === 'string' ? cell : (cell?.t ?? '');
}

function accountRows(
  spec: NonNullable<TableData['accounts']>,
  data: StoryFile,
): (string | { t: string; cs: number; rs: number } | null)[][] {
  const set = data.accounts[spec.set];
  if (!set) throw new Error(`no accounts called ${spec.set}`);
  const accounts = tree(
    set.map(([code, basic, project]) => ({ code, basic, project })),
    data.names,
  );
  const amounts = (basic: bigint, project: bigint) =>
    spec.columns.map((column) => {
      const value =
        column === 'total' ? basic + project : column === 'basic' ? basic : column === 'project' ? project : 0n;
      return value === 0n ? '' : print(value, spec.separators);
    });
  const rows = accounts.map((account) => {
    const code = spec.split
      ? [account.code.slice(0, 3), account.code.slice(3, 5), account.code.slice(5, 7)]
      : [account.code];
    return [...code, account.name, ...amounts(account.basic, account.project)];
  });
  const basic = set.reduce((sum, leaf) => sum + hundredths(leaf[1]), 0n);
  const project = set.reduce((sum, leaf) => sum + hundredths(leaf[2]), 0n);
  const width = spec.split ? 4 : 2;
  const total = [
    { t: '合计', cs: width, rs: 1 },
    ...Array.from({ length: width - 1 }, () => null),
    ...amounts(basic, project),
  ];
  return spec.total === 'first' ? [total, ...rows] : [...rows, total];
}
