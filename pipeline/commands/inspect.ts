/** `pagefact inspect`: what was seen on a page, drawn over its picture. */
import { statSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import sharp from 'sharp';
import type { Document, Page } from '../../extractors/document.ts';
import { renderPages } from '../../extractors/pdf/render.ts';
import { readDocument } from '../../extractors/read.ts';
import type { PageFindings } from '../../extractors/tables/candidates.ts';
import { loadPack } from '../../schemas/pack.ts';
import type { Classified } from '../classified.ts';
import { classify } from '../classify/classify.ts';
import { OutputError } from '../run/folder.ts';
import { IntakeError } from '../run/intake.ts';
import { BUILT_IN_PACK } from '../run/run.ts';
import { candidateLayers, legend, legendHeight } from './inspect-candidates.ts';
import { group, rect, textAt } from './svg.ts';
import { readTableSettings } from './table-settings.ts';

export interface InspectOptions {
  page: number;
  /** `.svg` or `.png`; standard output (SVG) without it. */
  out?: string;
  /** Prints what the table engine weighed as JSON and draws nothing. */
  json?: boolean;
  /** YAML or JSON file with tolerances of the table engine. */
  settings?: string;
  pack?: string;
  password?: string;
}

const DPI = 144;
/** What the table engine has to say of a page of a file that brings its tables along. */
const NOTHING: PageFindings = { edges: { horizontal: [], vertical: [] }, candidates: [], cut: [] };

/**
 * Draws a page.
 * @throws ReadError when the file cannot be read, RangeError when it has no such page, IntakeError, OutputError, SettingsError
 */
export async function inspectCommand(file: string, options: InspectOptions): Promise<0> {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found) throw new IntakeError(`${file}: no such file or folder`);
  if (found.isDirectory()) throw new IntakeError(`${file} is a folder: give a file`);
  if (options.out !== undefined && !/\.(?:svg|png)$/i.test(options.out))
    throw new OutputError(`${options.out}: a name that ends in .svg or .png is wanted`);
  const tables = options.settings === undefined ? undefined : readTableSettings(options.settings);
  const bytes = await readFile(file);
  let findings = NOTHING;
  const document = await readDocument(bytes, {
    name: basename(file),
    password: options.password,
    tables,
    observe: (page, found) => {
      if (page === options.page) findings = found;
    },
  });
  const page = document.pages[options.page - 1];
  if (!page) throw new RangeError(`${file} has ${document.pages.length} pages; there is no page ${options.page}`);
  if (options.json) {
    process.stdout.write(`${JSON.stringify({ page: page.number, kind: page.kind, ...findings }, null, 2)}\n`);
    return 0;
  }
  const classified = classify(document, loadPack(options.pack ?? BUILT_IN_PACK));
  const picture = document.format === 'pdf' ? await pageAsPng(bytes, options) : undefined;
  const svg = drawing(page, classified, findings, picture);
  if (options.out === undefined) process.stdout.write(svg);
  else if (extname(options.out).toLowerCase() === '.png')
    await sharp(Buffer.from(svg), { density: DPI }).png().toFile(options.out);
  else await writeFile(options.out, svg);
  return 0;
}

async function pageAsPng(bytes: Uint8Array, { page, password }: InspectOptions): Promise<Buffer> {
  const [{ data, width, height }] = await renderPages(bytes, [page], DPI, { password });
  return sharp(data, { raw: { width, height, channels: 4 } })
    .png()
    .toBuffer();
}

/** The page as SVG: one unit is one point. */
function drawing(page: Page, classified: Classified, findings: PageFindings, picture?: Buffer): string {
  const { width, height } = page;
  const layers = [
    picture
      ? `<image width="${width}" height="${height}" opacity="0.6" href="data:image/png;base64,${picture.toString('base64')}"/>`
      : '',
    group(
      'rulings',
      'stroke="#e69f00" fill="none"',
      page.rulings.map(({ x0, y0, x1, y1 }) => rect([x0, y0, x1, y1])),
    ),
    ...candidateLayers(findings),
    group('words', 'stroke="#999999" stroke-width="0.3" fill="none"', linesOf(classified.document, page.number)),
    group('tables', 'stroke="#0072b2" stroke-width="0.8" fill="none"', cellsOf(classified, page.number)),
    group('sections', 'stroke="#d55e00" stroke-width="1" fill="none"', headingsOf(classified, page.number)),
    legend(findings, height),
  ];
  const below = height + legendHeight(findings);
  const size = `width="${width}" height="${below}" viewBox="0 0 ${width} ${below}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size}>\n<rect width="100%" height="100%" fill="white"/>\n${layers.join('\n')}\n</svg>\n`;
}

function linesOf(document: Document, page: number): string[] {
  const lines = document.blocks.flatMap((block) =>
    block.kind === 'paragraph' ? block.lines : block.cells.flatMap((cell) => cell.lines),
  );
  return lines.flatMap(({ box, text, page: own }) => (own === page && box ? [rect(box, text)] : []));
}

function cellsOf({ blocks }: Classified, page: number): string[] {
  return blocks.flatMap((placed) => {
    if (placed.role !== 'table' || placed.block.kind !== 'table') return [];
    const { tableId, formId } = placed as { tableId: string; formId: string };
    const cells = placed.block.cells.filter((cell) => cell.page === page && cell.box);
    return cells.map(({ box, row, col, header }) =>
      rect(
        box!,
        `${tableId} ${formId} row ${row} col ${col}${header ? ' header' : ''}`,
        header ? ' fill="#0072b2" fill-opacity="0.12"' : '',
      ),
    );
  });
}

function headingsOf({ sections }: Classified, page: number): string[] {
  return sections.flatMap(({ box, page: own, level, sectionId }) => {
    if (own !== page || !box) return [];
    return [rect(box), textAt(box[0], box[1] - 2, `${level} ${sectionId || '?'}`, '#d55e00')];
  });
}
