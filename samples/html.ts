/** Lays a story out as the web page of a county site: menu, title, text in paragraphs, tables with merged cells. */
import type { Run } from './marked.ts';
import type { Story, StoryBlock, StoryCell } from './story.ts';

const STATED = /^(?:第.部分|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)/;

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
const textOf = (runs: readonly Run[]) => escaped(runs.map(({ text }) => text).join(''));

/**
 * @param encoding what the page declares and is written in
 * @returns the file's bytes
 */
export function writeHtml(story: Story, encode: (text: string) => Uint8Array, encoding: string): Uint8Array {
  const numbers = [0, 0, 0];
  const body = story.blocks.map((block) => blockHtml(block, numbers)).join('\n');
  return encode(`<!DOCTYPE html>
<html><head><meta charset="${encoding}"><title>${escaped(story.name)}</title><script>var count = 12345;</script></head>
<body><div class="menu"><ul><li><a href="/">首页</a></li><li><a href="/zwgk/">政务公开</a></li></ul></div>
<div id="zoom">${body}</div>
<footer>访问量：88,123 次</footer></body></html>
`);
}

function blockHtml(block: StoryBlock, numbers: number[]): string {
  if (block.kind === 'cover') return block.lines.map((line) => `<p align="center">${escaped(line)}</p>`).join('');
  if (block.kind === 'heading')
    return `<p><strong>${ordinal(block.level, block.text, numbers)}${escaped(block.text)}</strong></p>`;
  if (block.kind === 'paragraph') return `<p>　　${textOf(block.runs)}</p>`;
  return block.kind === 'table' ? tableHtml(block) : '';
}

/** The numbers that Word prints by itself in the DOCX of the same story, where the heading states none. */
function ordinal(level: number, text: string, numbers: number[]): string {
  if (STATED.test(text)) return '';
  numbers[level - 1]++;
  numbers.fill(0, level);
  const number = chinese(numbers[level - 1]);
  return [`第${number}部分 `, `${number}、`, `（${number}）`][level - 1];
}

function chinese(number: number): string {
  const digits = '零一二三四五六七八九';
  if (number < 10) return digits[number];
  const tens = Math.floor(number / 10);
  return `${tens > 1 ? digits[tens] : ''}十${number % 10 ? digits[number % 10] : ''}`;
}

function tableHtml(table: Extract<StoryBlock, { kind: 'table' }>): string {
  const rows = table.grid
    .map((row) => `<tr>${row.map((cell) => (cell ? cellHtml(cell) : '')).join('')}</tr>`)
    .join('\n');
  const above = [table.left, table.right].filter(Boolean).map((text) => `<span>${escaped(text)}</span>`);
  return [
    `<p style="text-align: center">${escaped(table.title)}</p>`,
    above.length > 0 ? `<p style="text-align:right">${above.join('&nbsp;&nbsp;')}</p>` : '',
    `<table border="1"><tbody>${rows}</tbody></table>`,
    table.note ? `<p>${escaped(table.note)}</p>` : '',
  ].join('\n');
}

function cellHtml({ runs, rowSpan, colSpan, align }: StoryCell): string {
  const spans = `${rowSpan > 1 ? ` rowspan="${rowSpan}"` : ''}${colSpan > 1 ? ` colspan="${colSpan}"` : ''}`;
  return `<td${spans}><p style="text-align:${align}"><span>${textOf(runs)}</span></p></td>`;
}
