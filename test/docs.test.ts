/** The documentation against the code: what a command, a column, a flag or a reason is called must be explained. */
import { appendFileSync, cpSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LIMITS } from '../extractors/limits.ts';
import { tableSettings } from '../extractors/tables/settings.ts';
import { PROVENANCE_COLUMNS } from '../pipeline/emit/fragments.ts';
import { BUILT_IN_PACK } from '../pipeline/run/run.ts';
import { columnsOf, DATASETS, type DatasetName } from '../schemas/datasets.ts';
import { loadPack } from '../schemas/pack.ts';

const page = (name: string) => readFileSync(new URL(`../docs/${name}.md`, import.meta.url), 'utf8');
const sources = globSync('{pipeline,extractors}/**/*.ts').map((file) => readFileSync(file, 'utf8'));
const found = (pattern: RegExp, texts = sources) => [
  ...new Set(texts.flatMap((text) => [...text.matchAll(pattern)].map((match) => match[1]))),
];
const missing = (names: readonly string[], text: string) => names.filter((name) => !text.includes(name));

/** The part of a page from one heading to the next of the same level. */
function part(text: string, heading: string): string {
  const after = text.split(new RegExp(`^## ${heading}$`, 'm'))[1] ?? '';
  return after.split(/^## /m)[0];
}

describe('docs/commands.md', () => {
  const text = page('commands');
  const cli = readFileSync(new URL('../pipeline/cli.ts', import.meta.url), 'utf8');
  const commands = cli.split(/\.command\('/).slice(1);

  it('has a part for every command', () => {
    expect(commands.length).toBeGreaterThan(3);
    for (const command of commands) expect(part(text, command.match(/^\w+/)![0])).not.toBe('');
  });

  it('explains every option of every command', () => {
    for (const command of commands) {
      const options = found(/(?:[oO]ption|Option)\('(--[^']+)'/g, [command]);
      expect(
        missing(
          options.map((option) => `| \`${option}\` |`),
          part(text, command.match(/^\w+/)![0]),
        ),
      ).toEqual([]);
    }
  });
});

describe('docs/tables.md', () => {
  it('lists every setting of the table engine with its default and range', () => {
    const rows = Object.entries(tableSettings).map(
      ([name, { default: value, least, most, unit, what }]) =>
        `| \`${name}\` | ${value} | ${least} to ${most} | ${unit} | ${what} |`,
    );
    expect(part(page('tables'), 'Settings').match(/^\| `.*$/gm)).toEqual(rows);
  });
});

describe('docs/datasets.md', () => {
  const text = page('datasets');

  it.each([
    ...(Object.keys(DATASETS) as DatasetName[]),
    'corrections' as const,
    'changes' as const,
    'verification' as const,
  ])('lists every column of %s as the schema has it', (dataset) => {
    const rows = columnsOf(dataset).map(({ name, sql, description, enum: values }) => {
      const allowed = values ? `: ${values.map((value) => `\`${value}\``).join(', ')}` : '';
      return `| \`${name}\` | ${sql} | ${description}${allowed} |`;
    });
    expect(part(text, dataset).match(/^\| `.*$/gm)).toEqual(rows);
  });

  it('lists the columns of provenance', () => {
    const rows = PROVENANCE_COLUMNS.map((name) => `\`${name}\``);
    expect(missing(rows, part(text, 'provenance'))).toEqual([]);
  });
});

describe('docs/flags.md', () => {
  const text = page('flags');

  it('explains every flag', () => {
    const lines = sources.flatMap((source) => source.split('\n').filter((line) => /flag|\? \[\] : \['/i.test(line)));
    const names = found(/'([a-z]+(?:_[a-z]+)+)'/g, lines).filter(
      (name) => !/^(fact|indicator)_id$|^change_/.test(name),
    );
    expect(names.length).toBeGreaterThan(20);
    expect(
      missing(
        names.map((name) => `\`${name}\``),
        text,
      ),
    ).toEqual([]);
  });

  it('explains what readers notice', () => {
    const codes = found(/(?:code: |note\(\s*|tell\(reading, )'([a-z]+(?:-[a-z]+)*)'/g);
    expect(codes.length).toBeGreaterThan(10);
    expect(
      missing(
        codes.map((code) => `\`${code}\``),
        text,
      ),
    ).toEqual([]);
  });

  it('explains every reason in quarantine', () => {
    const mapping = globSync('pipeline/map/**/*.ts').map((file) => readFileSync(file, 'utf8'));
    const said =
      /(?:(?:reason|problem|remark): |putAside\(.*, |leaveAside\(.*, |#refuse(?:Row)?\(.*, |\?\? |return )['`]([a-z][^'`]* [^'`]*)['`]/g;
    // What a reason says of the number at hand is left out.
    const fixed = found(said, mapping).map((reason) => reason.split(/: |“|\$\{/)[0].trim());
    const sentences = fixed.filter((reason) => reason.includes(' '));
    expect(sentences.length).toBeGreaterThan(40);
    expect(missing(sentences, text)).toEqual([]);
  });
});

describe('docs/packs.md', () => {
  it('shows additions that the pack takes', () => {
    const dir = mkdtempSync(join(tmpdir(), 'pagefact-pack-'));
    try {
      cpSync(BUILT_IN_PACK, dir, { recursive: true });
      const additions = [...page('packs').matchAll(/<!-- (?:append|create): (\S+) -->\n```\w+\n([\s\S]*?)```/g)];
      expect(additions).toHaveLength(5);
      for (const [, file, text] of additions) appendFileSync(join(dir, file), text);
      const pack = loadPack(dir);
      expect(pack.concepts.has('local.events')).toBe(true);
      expect(pack.forms.byId.get('final_meetings')?.blocks[0].rows).toHaveLength(3);
      expect(pack.sections.at(-1)?.id).toBe('events');
      expect(pack.grammar.subjects.senses.at(-1)?.concept).toBe('local.meetings_held');
      expect(pack.checks.checks.at(-1)?.id).toBe('MT01');
    } finally {
      rmSync(dir, { recursive: true });
    }
  });
});

describe('docs/operation.md', () => {
  it('names every limit', () => {
    const names = Object.keys(LIMITS).map((name) => `\`${name}\``);
    expect(missing(names, page('operation'))).toEqual([]);
  });
});

describe('docs/checks.md', () => {
  it('explains every kind of check and every family of ids', () => {
    const { checks, cross } = loadPack(BUILT_IN_PACK).checks;
    const kinds = [...new Set(checks.map(({ kind }) => `\`${kind}\``))];
    const families = [...new Set([...checks, ...cross.checks].map(({ id }) => `\`${id.slice(0, 2)}…\``))];
    expect(missing([...kinds, ...families], page('checks'))).toEqual([]);
  });
});

describe('links', () => {
  /** The address that a heading has, as GitHub makes it. */
  const anchor = (heading: string) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}_\- ]/gu, '')
      .replaceAll(' ', '-');

  it.each(['README.md', 'CONTRIBUTING.md', ...globSync('docs/*.md').sort()])('of %s lead somewhere', (file) => {
    const dead = [...readFileSync(file, 'utf8').matchAll(/(?:\]\(|src=")([^)"\s]+)/g)]
      .map(([, link]) => link)
      .filter((link) => !/^[a-z]+:/.test(link) && !leads(file, link));
    expect(dead).toEqual([]);
  });

  function leads(from: string, link: string): boolean {
    const [path, name] = link.split('#');
    const target = path === '' ? from : join(dirname(from), path);
    if (!existsSync(target)) return false;
    const headings = name ? readFileSync(target, 'utf8').matchAll(/^#+ (.*)$/gm) : [];
    return !name || [...headings].some(([, heading]) => anchor(heading) === name);
  }
});
