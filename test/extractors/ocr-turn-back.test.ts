import { expect, test } from 'vitest';
import type { Document, TextLine } from '../../extractors/document.ts';
import { turnBack } from '../../extractors/ocr/turn-back.ts';

function line(page: number): TextLine {
  return {
    text: '12',
    page,
    box: [490, 390, 510, 400],
    edges: [490, 500, 500, 510],
    size: 10,
    bold: false,
    angle: 0,
    confidence: 0.9,
  };
}

const page = (number: number) => ({
  number,
  width: 600,
  height: 800,
  rotation: 0 as const,
  kind: 'scan' as const,
  status: 'ok' as const,
  rulings: [{ orientation: 'horizontal' as const, x0: 100, y0: 399, x1: 500, y1: 401 }],
  images: [],
});

function document(): Document {
  return {
    format: 'image',
    pageMethod: 'file',
    method: 'ocr',
    engine: 'test',
    metadata: {},
    pages: [page(1), page(2)],
    blocks: [
      { kind: 'paragraph', role: 'body', align: 'left', lines: [line(1)] },
      { kind: 'paragraph', role: 'body', align: 'left', lines: [line(2)] },
    ],
    outline: [],
    messages: [],
  };
}

test('a line right of the middle goes down with a skew to the right; other pages stay', () => {
  const turned = document();
  turnBack(turned, new Map([[1, { angle: 1 }]]));
  const [first, second] = turned.blocks.map((block) => (block.kind === 'paragraph' ? block.lines[0] : line(1)));
  // 200 points right of the middle, 1 degree: 3.5 points.
  expect((first.box![1] + first.box![3]) / 2).toBeCloseTo(395 + 200 * Math.tan(Math.PI / 180), 1);
  expect(first.edges![0]).toBeCloseTo(490, 0);
  expect(second).toEqual(line(2));
});

test('a ruling stays thin', () => {
  const turned = document();
  turnBack(turned, new Map([[1, { angle: 2 }]]));
  const [ruling] = turned.pages[0].rulings;
  expect(ruling.y1 - ruling.y0).toBeCloseTo(2, 6);
});

test('a page that was laid flat is led back through its slant', () => {
  const turned = document();
  // Everything 30 points to the right, and so much further down as it stands to the right.
  turnBack(turned, new Map([[1, { angle: 0, bent: [1, 0, 30, 0.1, 1, 0, 0, 0, 1] as const }]]));
  const [first] = turned.blocks.map((block) => (block.kind === 'paragraph' ? block.lines[0] : line(1)));
  expect(first.box).toEqual([520, 439, 540, 451]);
  expect(first.edges).toEqual([520, 530, 530, 540]);
});

test('pages without skew are left alone', () => {
  const same = document();
  turnBack(same, new Map([[1, { angle: 0 }]]));
  expect(same).toEqual(document());
});
