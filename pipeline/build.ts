/** After `tsc`: puts beside the compiled code what it reads at run time, so that `dist` alone is the program. */
import { chmodSync, cpSync, writeFileSync } from 'node:fs';

cpSync('schemas/cn-department', 'dist/schemas/cn-department', { recursive: true });
cpSync('schemas/crawl', 'dist/schemas/crawl', { recursive: true });
cpSync('extractors/ocr/certainty.json', 'dist/extractors/ocr/certainty.json');
// What the browser loads; how it is checked stays here.
const filter = (path: string) => !path.endsWith('tsconfig.json');
cpSync('pipeline/review/client', 'dist/pipeline/review/client', { recursive: true, filter });
cpSync('pipeline/bin.js', 'dist/pipeline/bin.js');
chmodSync('dist/pipeline/bin.js', 0o755);
// By the compiled code, whose pack it is.
const compiled: string = '../dist/pipeline/run/loaded.js';
const { loadForAll, PREPARED } = (await import(compiled)) as typeof import('./run/loaded.ts');
writeFileSync(PREPARED, JSON.stringify((await loadForAll(PREPARED.replace(/\.loaded$/, ''))).loaded));
