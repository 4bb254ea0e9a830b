/**
 * Where each character stands. The engine's own boxes are off by up to half a character, as it reads a line as a whole;
 * the ink says it better.
 */
import type { Bitmap, PixelBox } from '../image/picture.ts';
import type { ReadSymbol } from './engine.ts';
import { inkIn } from './text-lines.ts';

/** Usual widths of the ink of a character as shares of the line's height. */
const WIDE = 0.9;
const DIGIT = 0.5;
const SMALL = 0.2;
const PERCENT = 0.8;
const FULL_WIDTH = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u;
const NARROW = /[.,:;'"!|·、。，：；！（）()《》“”‘’\-1Iil]/u;
/** What it costs to cut through ink, in the unit of the other costs: a character's width wrong by this share. */
const CUT = 1;
/** What it costs to stand away from where the engine saw it; little, as the engine is often off. */
const PLACE = 0.1;
/** A character is made of at most this many pieces of ink. */
const MOST_PIECES = 7;

/**
 * Moves the boxes of a line's characters onto their ink. Of all ways to deal the pieces of ink between the characters in
 * order, the one is taken whose widths fit the characters best and whose places fit the engine's boxes best.
 * @param symbols in reading order, boxes in pixels of the page
 * @param line the line's own box; every character gets its height (a comma's own would tear it off its line)
 */
export function fitToInk(ink: Bitmap, symbols: readonly ReadSymbol[], line: PixelBox): ReadSymbol[] {
  if (symbols.length === 0) return [];
  const pieces = piecesOf(ink, line);
  if (pieces.length < symbols.length) return sideBySide(symbols, line);
  const last = deal(symbols, pieces, line.y1 - line.y0);
  let first = 0;
  return symbols.map((symbol, i) => {
    const box = { x0: pieces[first].x0, x1: pieces[last[i]].x1, y0: line.y0, y1: line.y1 };
    first = last[i] + 1;
    return { ...symbol, box };
  });
}

interface Piece {
  x0: number;
  x1: number;
  /** It touches the piece before it: parting them cuts through ink. */
  touches: boolean;
}

/** Columns of ink that follow each other; what is wider than a character is cut where its ink is thinnest. */
function piecesOf(ink: Bitmap, line: PixelBox): Piece[] {
  const height = line.y1 - line.y0;
  const columns = new Uint16Array(line.x1 - line.x0 + 1);
  for (let x = line.x0; x < line.x1; x++) columns[x - line.x0] = inkIn(ink, x, line.y0, x + 1, line.y1);
  const pieces: Piece[] = [];
  let start = -1;
  for (let i = 0; i < columns.length; i++) {
    if (columns[i] > 0 && start < 0) start = i;
    if (columns[i] > 0 || start < 0) continue;
    for (const piece of split(columns, start, i, height)) {
      pieces.push({ x0: piece.x0 + line.x0, x1: piece.x1 + line.x0, touches: piece.touches });
    }
    start = -1;
  }
  return pieces;
}

function split(columns: Uint16Array, start: number, end: number, height: number): Piece[] {
  const pieces: Piece[] = [];
  let x0 = start;
  const step = Math.max(2, Math.round(0.35 * height));
  if (end - start > 0.75 * height) {
    for (let at = start + step; at + step / 2 < end; at += step) {
      let cut = at;
      for (let x = at - (step >> 1); x <= at + (step >> 1); x++) {
        if (x > x0 && x < end - 1 && columns[x] < columns[cut]) cut = x;
      }
      if (cut <= x0 || columns[cut] > 0.3 * height) continue;
      pieces.push({ x0, x1: cut, touches: x0 > start });
      x0 = cut;
    }
  }
  pieces.push({ x0, x1: end, touches: x0 > start });
  return pieces;
}

function usualWidth(text: string): number {
  if (text === '%') return PERCENT;
  return NARROW.test(text) ? SMALL : FULL_WIDTH.test(text) ? WIDE : DIGIT;
}

/** For each character the index of its last piece. */
function deal(symbols: readonly ReadSymbol[], pieces: readonly Piece[], height: number): number[] {
  const count = pieces.length;
  const widths = symbols.map(({ text }) => usualWidth(text));
  let costs = new Float64Array(count + 1).fill(Number.POSITIVE_INFINITY);
  costs[0] = 0;
  const from: Int32Array[] = [];
  for (let i = 0; i < symbols.length; i++) {
    const next = new Float64Array(count + 1).fill(Number.POSITIVE_INFINITY);
    const origin = new Int32Array(count + 1);
    const centre = (symbols[i].box.x0 + symbols[i].box.x1) / 2;
    for (let end = i + 1; end <= count - (symbols.length - 1 - i); end++) {
      for (let start = Math.max(i, end - MOST_PIECES); start < end; start++) {
        const { x0, touches } = pieces[start];
        const { x1 } = pieces[end - 1];
        const width = (x1 - x0) / height - widths[i];
        const away = ((x0 + x1) / 2 - centre) / height;
        const cost = costs[start] + width * width + PLACE * Math.min(away * away, 1) + (touches ? CUT : 0);
        if (cost < next[end]) {
          next[end] = cost;
          origin[end] = start;
        }
      }
    }
    costs = next;
    from.push(origin);
  }
  const last: number[] = new Array(symbols.length).fill(0);
  let end = count;
  // Too many pieces for the characters (noise at the end): the line ends where it is cheapest.
  if (!Number.isFinite(costs[end])) end = costs.indexOf(Math.min(...costs));
  for (let i = symbols.length - 1; i >= 0; i--) {
    last[i] = end - 1;
    end = from[i][end];
  }
  return last;
}

/** Where the ink does not say (characters run into each other): borders half way between the engine's boxes. */
function sideBySide(symbols: readonly ReadSymbol[], line: PixelBox): ReadSymbol[] {
  const middle = ({ box }: ReadSymbol) => Math.min(Math.max((box.x0 + box.x1) / 2, line.x0), line.x1);
  return symbols.map((symbol, i) => {
    const x0 = i === 0 ? line.x0 : Math.round((middle(symbols[i - 1]) + middle(symbol)) / 2);
    const x1 = i === symbols.length - 1 ? line.x1 : Math.round((middle(symbol) + middle(symbols[i + 1])) / 2);
    return { ...symbol, box: { x0, x1, y0: line.y0, y1: line.y1 } };
  });
}

/** The box around characters. */
export function outline(symbols: readonly ReadSymbol[]): PixelBox {
  return {
    x0: Math.min(...symbols.map(({ box }) => box.x0)),
    y0: Math.min(...symbols.map(({ box }) => box.y0)),
    x1: Math.max(...symbols.map(({ box }) => box.x1)),
    y1: Math.max(...symbols.map(({ box }) => box.y1)),
  };
}
