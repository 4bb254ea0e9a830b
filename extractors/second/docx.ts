/** The second reader of Word files: mammoth, whose model of the document is looked at before it becomes HTML. */
import { createRequire } from 'node:module';
import mammoth from 'mammoth';
import { ReadError } from '../errors.ts';
import type { Place, Reading, SecondReading } from './place.ts';

const { version } = createRequire(import.meta.url)('mammoth/package.json') as { version: string };

/** An element of mammoth's document model; it has no published types. */
interface Node {
  type: string;
  value?: string;
  children?: Node[];
  colSpan?: number;
  rowSpan?: number;
}

const STEP = /^(p|tbl|tr|tc)\[(\d+)\]$/;

/**
 * Reads the text at paths such as `body/p[12]` and `body/tbl[3]/tr[5]/tc[2]`.
 * @throws ReadError `corrupt` when the file cannot be opened
 */
export async function readDocxAgain(bytes: Uint8Array, places: readonly Place[]): Promise<SecondReading> {
  const body = await modelOf(bytes);
  return { reader: `mammoth ${version}`, readings: places.map(({ path = '' }) => readingAt(body, path)) };
}

async function modelOf(bytes: Uint8Array): Promise<Node> {
  let model: Node | undefined;
  const keep = (document: Node) => {
    model = document;
    // Only the model is wanted: nothing is left to be made into HTML.
    return { ...document, children: [] };
  };
  try {
    await mammoth.convertToHtml({ buffer: Buffer.from(bytes) }, { transformDocument: keep });
  } catch (cause) {
    throw new ReadError('corrupt', `The second reader cannot open the file: ${(cause as Error).message}`, { cause });
  }
  return model as Node;
}

function readingAt(body: Node, path: string): Reading {
  const [root, ...steps] = path.split('/');
  if (root !== 'body')
    return { lines: [], unreadable: `the second reader does not read the ${root.replace(/\[.*/, '')}` };
  let node: Node | undefined = body;
  for (const step of steps) {
    const [, kind, digits] = STEP.exec(step) ?? [];
    if (!kind) return { lines: [], unreadable: `the second reader does not read ${step.replace(/\[.*/, '')}` };
    node = childAt(node, kind, Number(digits));
    if (!node) return { lines: [] };
  }
  return { lines: linesOf(node) };
}

const TYPES: Record<string, string> = { p: 'paragraph', tbl: 'table' };

function childAt(node: Node, kind: string, index: number): Node | undefined {
  const children = node.children ?? [];
  // A row stands for its table up to it: which cells it has is known only from the rows above.
  if (kind === 'tr') return { type: 'row', children: cellsOfRow(children, index - 1) };
  if (kind === 'tc') return children[index - 1];
  return children.filter(({ type }) => type === TYPES[kind])[index - 1];
}

/**
 * The cells of a row as the file has them. The model leaves out those that a cell above covers, so they are put back: the
 * covering cell stands in their place.
 */
function cellsOfRow(rows: readonly Node[], wanted: number): Node[] {
  /** Cells that reach into the next row, by first column. */
  let open = new Map<number, { cell: Node; left: number }>();
  for (const [r, row] of rows.entries()) {
    const next: typeof open = new Map();
    const all: Node[] = [];
    const own = [...(row.children ?? [])];
    for (let col = 0; own.length > 0 || open.size > 0; ) {
      const above = open.get(col);
      open.delete(col);
      const cell = above?.cell ?? own.shift();
      if (!cell) break;
      all.push(cell);
      const left = (above?.left ?? cell.rowSpan ?? 1) - 1;
      if (left > 0) next.set(col, { cell, left });
      col += cell.colSpan ?? 1;
    }
    if (r === wanted) return all;
    open = next;
  }
  return [];
}

function linesOf(node: Node): string[] {
  if (node.type === 'paragraph') return [textOf(node)];
  return (node.children ?? []).flatMap((child) => (child.type === 'paragraph' ? [textOf(child)] : []));
}

function textOf({ type, value = '', children = [] }: Node): string {
  if (type === 'text') return value;
  if (type === 'tab' || type === 'break') return ' ';
  return children.map(textOf).join('');
}
