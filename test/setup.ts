/**
 * Before the tests: installs the programs that some of them need where that is possible (Debian, as root), and says
 * which tests will be skipped where it is not.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const PROGRAMS = [
  { command: 'soffice', packages: ['libreoffice-writer-nogui'], tests: 'reading .doc files' },
  {
    command: 'tesseract',
    packages: ['tesseract-ocr', 'tesseract-ocr-chi-sim'],
    tests: "reading pictures with the system's tesseract",
  },
  { command: 'chromium', packages: ['chromium', 'fonts-noto-cjk'], tests: 'the review page in a browser' },
  { command: 'pdftotext', packages: ['poppler-utils'], tests: 'comparing with a second PDF reader' },
];

const has = (command: string): boolean => spawnSync('sh', ['-c', `command -v ${command}`]).status === 0;

const missing = PROGRAMS.filter(({ command }) => !has(command));
if (missing.length > 0 && process.getuid?.() === 0 && has('apt-get')) {
  const packages = missing.flatMap((program) => program.packages);
  console.log(`installing ${packages.join(', ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit', env });
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { stdio: 'inherit', env });
}
for (const { command, tests } of PROGRAMS)
  if (!has(command)) console.log(`${command} is missing: tests of ${tests} are skipped`);

const samples = join(import.meta.dirname, '..', 'samples');
if (!existsSync(join(samples, 'node_modules'))) {
  console.log('installing what the sample generator needs');
  spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--prefix', samples], { stdio: 'inherit' });
}
if (!existsSync(join(samples, 'node_modules'))) console.log('tests that write samples are skipped');
