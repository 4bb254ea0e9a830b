/**
 * How sure the reading of a number is: measures it on hard scans, and makes the table that the reading looks it up in.
 *
 *   node bench/calibrate.ts read OUT.jsonl [FILE-OR-FOLDER...] [--kinds …] [--strengths …] [--pages 3] [--seed 1]
 *   node bench/calibrate.ts fit TRAINED.jsonl... [--write]
 *   node bench/calibrate.ts test HELD-OUT.jsonl...
 *
 * `read` makes scans as bench/scans.ts does, reads their numbers, and writes what is known of each with whether it is what
 * the text layer says. `fit` makes the table of extractors/ocr/certainty.json from such files and prints how it does on
 * them; `test` prints how the table does on others: documents and damages that it was not made from.
 */
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { toGrey } from '../extractors/image/marks.ts';
import type { PixelBox } from '../extractors/image/picture.ts';
import { certaintyOf } from '../extractors/ocr/certainty.ts';
import type { ReadNumber } from '../extractors/ocr/engine.ts';
import { makeEngine } from '../extractors/ocr/engines.ts';
import { readScanPage } from '../extractors/ocr/scan-page.ts';
import { DEFAULT_OCR } from '../extractors/ocr/settings.ts';
import { openPdf } from '../extractors/pdf/open.ts';
import { renderPage } from '../extractors/pdf/render.ts';
import { scanDpi } from '../extractors/scans.ts';
import type { Scan } from './scans/damage.ts';
import { fitted } from './scans/fit.ts';
import { chosen, type Original, recipeOf, scanned, standard } from './scans/originals.ts';
import { picturePdf } from './scans/picture-pdf.ts';
import { RECIPES, type Strength } from './scans/recipes.ts';
import { type Judged, printReliability } from './scans/reliability.ts';
import { type Truth, truthOf } from './scans/truth.ts';

/** Kinds that move the print: what was read cannot be looked up at its place in the text layer. */
const MOVED = ['photo', 'tilt', 'turn', 'closeup', 'spine'];

/** A number that was read, and whether it is so. */
type Observed = ReadNumber & {
  file: string;
  kind: string;
  strength: string;
  page: number;
  truth: string;
  right: boolean;
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    kinds: {
      type: 'string',
      default: Object.keys(RECIPES)
        .filter((kind) => !MOVED.includes(kind))
        .join(','),
    },
    strengths: { type: 'string', default: 'medium' },
    pages: { type: 'string', default: '3' },
    seed: { type: 'string', default: '1' },
    write: { type: 'boolean' },
  },
});
const [command, ...files] = positionals;
if (command === 'read') await read(files[0], files.slice(1));
else if (command === 'fit') fit(observed(files));
else if (command === 'test') printReliability(judged(observed(files)));
else throw new Error('read, fit or test');

function observed(from: readonly string[]): Observed[] {
  return from.flatMap((file) =>
    readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Observed),
  );
}

function judged(numbers: readonly Observed[]): Judged[] {
  return numbers.map((number) => ({ sure: certaintyOf(number), right: number.right }));
}

function fit(numbers: readonly Observed[]): void {
  const table = fitted(numbers);
  const lines = Object.entries(table).map(([name, steps]) => {
    const all = steps.map(([from, right]) => `[${from}, ${right}]`).join(', ');
    return `  "${name}": [${all}]`;
  });
  const text = `{\n${lines.join(',\n')}\n}\n`;
  if (values.write) writeFileSync(fileURLToPath(new URL('../extractors/ocr/certainty.json', import.meta.url)), text);
  console.log(text);
}

async function read(out: string, paths: readonly string[]): Promise<void> {
  const originals = await chosen(paths.length > 0 ? paths : [standard()], Number(values.pages), values.seed);
  for (const kind of values.kinds.split(','))
    for (const strength of values.strengths.split(',') as Strength[])
      for (const original of originals) {
        const numbers = await numbersOf(original, kind, strength);
        appendFileSync(out, numbers.map((number) => `${JSON.stringify(number)}\n`).join(''));
        const wrong = numbers.filter(({ right }) => !right).length;
        console.error(`${kind} ${strength} ${original.name}: ${numbers.length} numbers, ${wrong} wrong`);
      }
}

/** As the pipeline chooses it. */
function resolutionOf({ width, height, dpi }: Scan): number {
  const box = [0, 0, (width * 72) / dpi, (height * 72) / dpi] as const;
  return scanDpi({ images: [{ box, pixelWidth: width, pixelHeight: height }] });
}

async function numbersOf(original: Original, kind: string, strength: Strength): Promise<Observed[]> {
  const truth = await truthOf(original.bytes);
  const { shrunk = 1 } = recipeOf(kind, strength);
  const scans = await scanned(original, kind, strength, values.seed);
  const pdf = await openPdf(picturePdf(scans));
  const engine = makeEngine(DEFAULT_OCR, 1);
  const numbers: Observed[] = [];
  try {
    // The first page is the cover.
    for (let page = 2; page <= pdf.pageCount; page++) {
      engine.onNumber = (...found) => numbers.push(compared(page, truth, ...found));
      const reading = readScanPage(toGrey(renderPage(pdf, page, resolutionOf(scans[page - 1]))), engine);
      await reading.catch((error: Error) => console.error(`${kind} ${original.name} ${page}: ${error.message}`));
    }
    return numbers;
  } finally {
    await engine.close();
    pdf.close();
  }

  function compared(page: number, truth: Truth, number: ReadNumber, box: PixelBox, dpi: number): Observed {
    // On the straightened page everything stands where it was printed, but for its size.
    const said = truth.at(
      page,
      [box.x0, box.y0, box.x1, box.y1].map((pixels) => (pixels * 72) / dpi / shrunk),
    );
    const right = plain(number.text) === plain(said);
    return { file: original.name, kind, strength, page, ...number, truth: said, right };
  }
}

/** Signs alike, and those of the sentence around a number left out. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[−–—]/g, '-')
    .replace(/[^0-9.,%-]/g, '')
    .replace(/^[.,-]+(?=\d)|[.,]+$/g, (sign) => (sign === '-' ? sign : ''));
}
