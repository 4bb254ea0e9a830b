/** What changed between two runs, for people: altered figures first. */
import type { Change } from '../../schemas/changes.ts';
import type { Pack } from '../../schemas/pack.ts';

/** Lines of one part; the dataset holds all. */
const MOST_LISTED = 500;

type Words = Pick<Pack, 'concepts' | 'measures'>;

const DOCUMENT_PARTS: [Change['change'], string][] = [
  ['document_changed', 'Other bytes at the same address'],
  ['document_replaced', 'Another report at the same address'],
  ['document_added', 'New documents'],
  ['document_moved', 'Moved'],
  ['document_withdrawn', 'Withdrawn by the publisher (the original is kept)'],
  ['document_removed', 'No longer in the run'],
];

/** The report as Markdown. */
export function changesReport(rows: readonly Change[], words: Words): string {
  const lines = ['# What changed', '', headline(rows), ''];
  const altered = rows.filter(({ change, cause }) => change === 'fact_altered' && cause === 'document');
  if (altered.length > 0) lines.push('## Altered figures', '', ...figures(altered, words), '');
  const coming = rows.filter(({ change, cause }) => isComing(change) && cause === 'document');
  if (coming.length > 0)
    lines.push('## Figures added or removed in changed documents', '', ...figures(coming, words), '');
  for (const [change, title] of DOCUMENT_PARTS) {
    const found = rows.filter((row) => row.change === change);
    if (found.length > 0) lines.push(`## ${title}`, '', ...documents(found), '');
  }
  const reread = rows.filter(({ cause }) => cause === 'reading');
  if (reread.length > 0) {
    const note = 'The files are the same; this version of the program, or of the pack, reads them differently.';
    lines.push('## Read differently', '', note, '', ...figures(reread, words), '');
  }
  const decided = rows.filter(({ cause }) => cause === 'correction');
  if (decided.length > 0) {
    const note = 'The files are the same; a person corrected or rejected these figures, or took that back.';
    lines.push('## Corrected', '', note, '', ...figures(decided, words), '');
  }
  return lines.join('\n');
}

const isComing = (change: Change['change']) => change === 'fact_added' || change === 'fact_removed';

/** The first sentence: a figure that was altered without a word outweighs all else. */
export function headline(rows: readonly Change[]): string {
  const altered = rows.filter(({ change, cause }) => change === 'fact_altered' && cause === 'document');
  const count = (change: Change['change']) => rows.filter((row) => row.change === change).length;
  const rest = `${count('document_added')} new documents, ${count('document_changed')} changed, ${count('document_withdrawn')} withdrawn`;
  if (altered.length === 0) return rows.length === 0 ? 'Nothing changed.' : `No figure was altered; ${rest}.`;
  const files = new Set(altered.map(({ source_url, file }) => source_url || file)).size;
  const at = files === 1 ? 'one published document' : `${files} published documents`;
  return `**${altered.length} ${altered.length === 1 ? 'figure was' : 'figures were'} altered in ${at} without a new address**; ${rest}.`;
}

/** Old and new side by side, under the name of the document. */
function figures(rows: readonly Change[], words: Words): string[] {
  const lines: string[] = [];
  let above = '';
  for (const row of rows.slice(0, MOST_LISTED)) {
    const name = titleOf(row);
    if (name !== above) {
      lines.push(
        ...(above === '' ? [] : ['']),
        `### ${name}`,
        '',
        '| figure | before | page | now | page | difference | flags |',
      );
      lines.push('| --- | ---: | ---: | ---: | ---: | ---: | --- |');
      above = name;
    }
    const { old_value, old_page, new_value, new_page, difference, flags } = row;
    const cells = [nameOf(row, words), old_value, old_page ?? '', new_value, new_page ?? '', difference, flags];
    lines.push(`| ${cells.map((one) => cell(String(one))).join(' | ')} |`);
  }
  if (rows.length > MOST_LISTED) lines.push('', `… and ${rows.length - MOST_LISTED} more in changes.csv`);
  return lines;
}

function titleOf({ file, entity, fiscal_year, source_url }: Change): string {
  const of = [entity, fiscal_year].filter((part) => part !== '' && part !== null).join(' ');
  return cell(`${file}${of ? ` (${of})` : ''}${source_url ? ` <${source_url}>` : ''}`);
}

function nameOf(row: Change, { concepts, measures }: Words): string {
  const dimension = [
    [row.function_code, row.function_name],
    [row.economic_code, row.economic_name],
    [row.subject, row.fund],
  ].map((parts) => parts.filter((part) => part !== '').join(' '));
  const concept = concepts.get(row.concept)?.label ?? row.concept;
  const measure = measures.get(row.measure)?.label ?? row.measure;
  return [concept, ...dimension, measure, row.period, row.unit].filter((part) => part !== '').join(', ');
}

function documents(rows: readonly Change[]): string[] {
  const lines = rows
    .slice(0, MOST_LISTED)
    .map((row) => `- ${titleOf(row)}${row.reason ? `: ${cell(row.reason)}` : ''}`);
  return rows.length > MOST_LISTED ? [...lines, `- … and ${rows.length - MOST_LISTED} more in changes.csv`] : lines;
}

const cell = (text: string) => text.replace(/[\p{Cc}|]/gu, ' ').trim();
