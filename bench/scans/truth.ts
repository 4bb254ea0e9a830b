/** The text of native pages by its place. */
import { readDocument } from '../../extractors/read.ts';

interface Character {
  text: string;
  /** Middle, in points. */
  x: number;
  y: number;
}

export interface Truth {
  /** The characters whose middles lie in a box (points), in reading order. */
  at(page: number, box: readonly number[]): string;
}

export async function truthOf(pdf: Uint8Array): Promise<Truth> {
  const { blocks } = await readDocument(pdf, { name: 'native.pdf', ocr: 'off' });
  const lines = blocks.flatMap((block) =>
    block.kind === 'table' ? block.cells.flatMap((cell) => cell.lines) : block.lines,
  );
  const pages = new Map<number, Character[]>();
  for (const { text, page, box, edges } of new Set(lines)) {
    if (!box || !edges) continue;
    const known = pages.get(page) ?? [];
    pages.set(page, known);
    const y = (box[1] + box[3]) / 2;
    for (let i = 0; i < text.length; i++) known.push({ text: text[i], x: (edges[2 * i] + edges[2 * i + 1]) / 2, y });
  }
  return {
    at: (page, [x0, y0, x1, y1]) =>
      (pages.get(page) ?? [])
        .filter(({ x, y }) => x > x0 - 1.5 && x < x1 + 1.5 && y > y0 - 3 && y < y1 + 3)
        .map(({ text }) => text)
        .join(''),
  };
}
