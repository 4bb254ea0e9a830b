/** The files of the review page itself, and of the libraries that it uses: a fixed list, so that nothing else is given out. */
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Asset {
  path: string;
  type: string;
}

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};
const CLIENT = fileURLToPath(new URL('./client', import.meta.url));

/** Addresses below the token, and the file that each stands for. */
export function listAssets(): Map<string, Asset> {
  const assets = new Map<string, Asset>();
  const put = (address: string, path: string) =>
    assets.set(address, { path, type: TYPES[extname(path)] ?? 'application/octet-stream' });
  for (const name of readdirSync(CLIENT)) if (extname(name) in TYPES) put(name, join(CLIENT, name));
  put('', join(CLIENT, 'index.html'));
  const pdfjs = packageOf('pdfjs-dist');
  for (const name of ['pdf.min.mjs', 'pdf.worker.min.mjs']) put(`pdfjs/${name}`, join(pdfjs, 'build', name));
  for (const folder of ['cmaps', 'standard_fonts', 'wasm', 'iccs'])
    for (const name of readdirSync(join(pdfjs, folder))) put(`pdfjs/${folder}/${name}`, join(pdfjs, folder, name));
  const plot = packageOf('@observablehq/plot');
  put('plot.js', join(plot, 'dist', 'plot.umd.min.js'));
  put('d3.js', join(packageOf('d3', join(plot, 'src', 'index.js')), 'dist', 'd3.min.js'));
  return assets;
}

/** Folder of a package: its main file stands one folder below. @param from file whose dependency it is */
function packageOf(name: string, from: string = import.meta.url): string {
  return dirname(dirname(createRequire(from).resolve(name)));
}
