/** What the table engine weighed on a page, as layers of the drawing and as a legend below it. */
import type { Candidate, PageFindings } from '../../extractors/tables/candidates.ts';
import { group, line, rect, textAt } from './svg.ts';

const EDGES = '#009e73';
const TAKEN = '#cc79a7';
const DROPPED = '#888888';
/** Height of a line of the legend in points. */
const LINE = 9;

/** Layers `edges`, `candidates-lattice` and `candidates-stream`; the grid lines of a candidate that lost are dashed. */
export function candidateLayers({ edges, candidates }: PageFindings): string[] {
  const lines = [
    ...edges.horizontal.map(({ at, from, to }) => line(from, at, to, at)),
    ...edges.vertical.map(({ at, from, to }) => line(at, from, at, to)),
  ];
  const ofMethod = (method: Candidate['method']) =>
    candidates.flatMap((candidate, i) => (candidate.method === method ? [shape(candidate, i + 1)] : []));
  return [
    group('edges', `stroke="${EDGES}" stroke-width="0.5" fill="none"`, lines),
    group('candidates-lattice', 'fill="none" stroke-width="0.7"', ofMethod('lattice')),
    group('candidates-stream', 'fill="none" stroke-width="0.7"', ofMethod('stream')),
  ];
}

function shape(candidate: Candidate, number: number): string {
  const { grid, taken } = candidate;
  const [x0, x1] = [grid.xs[0], grid.xs[grid.xs.length - 1]];
  const [y0, y1] = [grid.ys[0], grid.ys[grid.ys.length - 1]];
  const lines = [...grid.xs.map((x) => line(x, y0, x, y1)), ...grid.ys.map((y) => line(x0, y, x1, y))];
  const colour = taken ? TAKEN : DROPPED;
  const frame = rect([x0, y0, x1, y1], sentence(candidate, number), ' fill="white" fill-opacity="0"');
  const style = `stroke="${colour}"${taken ? '' : ' stroke-dasharray="2 2"'}`;
  return `<g ${style}>${frame}${lines.join('')}${textAt(x0 - 6, y0 + 6, String(number), colour)}</g>`;
}

/** Number, outcome, reason and evidence of a candidate in one line. */
function sentence({ method, taken, confidence, because, figures }: Candidate, number: number): string {
  const evidence = Object.entries(figures).map(([name, value]) => `${name} ${Math.round(value * 100) / 100}`);
  return `${number}. ${method}, ${taken ? 'table' : 'no table'}, confidence ${confidence}: ${because} (${evidence.join(', ')})`;
}

const KEYS: readonly [string, string][] = [
  ['#e69f00', 'rulings as drawn'],
  [EDGES, 'edges: rulings snapped and joined'],
  ['#999999', 'lines of text'],
  [TAKEN, 'candidate that became a table'],
  [DROPPED, 'candidate that did not'],
  ['#0072b2', 'cells of tables'],
  ['#d55e00', 'sections'],
];

/** Height of the legend in points. */
export const legendHeight = ({ candidates }: PageFindings): number => LINE * (KEYS.length + candidates.length + 1);

/** What the colours mean, and why each candidate won or lost. @param top where it begins, in points */
export function legend({ candidates }: PageFindings, top: number): string {
  const keys = KEYS.map(([colour, text], i) => textAt(10, top + LINE * (i + 1), text, colour));
  const reasons = candidates.map((candidate, i) =>
    textAt(10, top + LINE * (KEYS.length + i + 1), sentence(candidate, i + 1), candidate.taken ? TAKEN : DROPPED),
  );
  return group('legend', 'stroke="none"', [...keys, ...reasons]);
}
