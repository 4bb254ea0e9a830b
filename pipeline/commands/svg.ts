/** Pieces of SVG: one unit is one point of the page. */
import type { Box } from '../../extractors/document.ts';

/** A layer. @param style attributes that all its shapes share */
export const group = (id: string, style: string, shapes: readonly string[]) =>
  `<g id="${id}" ${style}>${shapes.join('')}</g>`;

/** A rectangle. @param title what a viewer shows when pointed at it */
export function rect([x0, y0, x1, y1]: Box, title = '', style = ''): string {
  const place = `x="${x0.toFixed(2)}" y="${y0.toFixed(2)}" width="${(x1 - x0).toFixed(2)}" height="${(y1 - y0).toFixed(2)}"`;
  return title === '' ? `<rect ${place}${style}/>` : `<rect ${place}${style}><title>${escaped(title)}</title></rect>`;
}

export const line = (x0: number, y0: number, x1: number, y1: number): string =>
  `<line x1="${x0.toFixed(2)}" y1="${y0.toFixed(2)}" x2="${x1.toFixed(2)}" y2="${y1.toFixed(2)}"/>`;

export const textAt = (x: number, y: number, text: string, colour: string): string =>
  `<text x="${x.toFixed(2)}" y="${y.toFixed(2)}" font-size="6" fill="${colour}" stroke="none">${escaped(text)}</text>`;

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (c) => ENTITIES[c]).replace(/[\u0000-\u0008\u000b-\u001f]/g, '');
