/** The report of a night, for people: altered figures first. */
import type { Pack } from '../../schemas/pack.ts';
import { changesReport, headline } from '../changes/report.ts';
import { countsLine } from '../crawl/summary.ts';
import type { VerifyReport } from '../verify/verify.ts';
import type { Night } from './nightly.ts';

/** Documents that could not be read, as many as are listed. */
const MOST_LISTED = 50;

/** Facts that the second reader could look at and does not confirm. */
export const unconfirmed = ({ facts, byStatus }: VerifyReport): number =>
  facts - (byStatus.confirmed ?? 0) - (byStatus.not_checked ?? 0);

/** The report as Markdown. */
export function nightReport({ night, crawl, run, changes, first, verified }: Night, pack: Pack): string {
  const told = first
    ? 'The first night: there is nothing to compare with yet.'
    : changes.length === 0
      ? 'No document and no figure changed.'
      : headline(changes);
  const { documents, pages, facts, failed } = run;
  const lines = [`# Night of ${night}`, '', told, ''];
  lines.push(
    `- Sources: ${crawl.requests} addresses asked for: ${countsLine(crawl)}; ${crawl.left.length} left out (crawl.md)`,
  );
  lines.push(
    `- Datasets: ${documents} documents, ${pages} pages, ${facts} facts, ${run.known} documents known from before; ${failed.length} failed or skipped`,
  );
  if (verified)
    lines.push(
      `- Read again: ${verified.facts} facts, ${unconfirmed(verified)} that the second reader does not confirm (verification.csv)`,
    );
  lines.push('');
  const trouble = crawl.changes.filter(({ row }) => row.state === 'failed' || row.state === 'challenged');
  if (trouble.length > 0) {
    lines.push('## Not fetched', '');
    for (const { row } of trouble.slice(0, MOST_LISTED))
      lines.push(`- ${row.state}: ${plain(row.title)} <${row.url}>: ${plain(row.reason)}`);
    if (trouble.length > MOST_LISTED) lines.push(`- … and ${trouble.length - MOST_LISTED} more in crawl.md`);
    lines.push('');
  }
  if (failed.length > 0) {
    lines.push('## Not read', '');
    for (const { file, status, reason } of failed.slice(0, MOST_LISTED))
      lines.push(`- ${status}: ${plain(file)}: ${plain(reason)}`);
    if (failed.length > MOST_LISTED) lines.push(`- … and ${failed.length - MOST_LISTED} more in documents.csv`);
    lines.push('');
  }
  const parts = changes.length > 0 ? changesReport(changes, pack).split('\n').slice(4) : [];
  return [...lines, ...parts].join('\n');
}

const plain = (text: string) => text.replace(/\p{Cc}/gu, ' ');
