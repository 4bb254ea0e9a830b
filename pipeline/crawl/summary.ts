/** What a crawl did, for people. */
import type { CrawlReport } from './crawl.ts';
import { STATES, type State } from './visit.ts';
import type { Left } from './walk.ts';

/** Addresses of one kind that a report lists; the history holds all. */
const MOST_LISTED = 200;

const TITLES: Record<State, string> = {
  new: 'New',
  changed: 'Changed: other bytes at the same address',
  moved: 'Moved',
  withdrawn: 'Withdrawn: no longer at its address (the original is kept)',
  challenged: 'Challenged: a wall for browsers or a login; left alone',
  failed: 'Failed',
  unchanged: 'Unchanged',
};

/** `new 3, changed 1, …`, without what did not occur. */
export function countsLine({ counts }: Pick<CrawlReport, 'counts'>): string {
  const parts = STATES.filter((state) => counts[state] > 0).map((state) => `${state} ${counts[state]}`);
  return parts.length > 0 ? parts.join(', ') : 'nothing there';
}

/** The report as Markdown. */
export function crawlSummary(report: CrawlReport): string {
  const lines = [
    `# Crawl of ${report.crawl}`,
    '',
    `${report.requests} addresses asked for: ${countsLine(report)}.`,
    '',
  ];
  for (const state of STATES) {
    const found = report.changes.filter(({ row }) => row.state === state && isTold(row));
    if (found.length === 0) continue;
    lines.push(`## ${TITLES[state]}`, '');
    for (const { row } of found.slice(0, MOST_LISTED))
      lines.push(
        `- ${cell(row.title || row.name || row.url)} <${row.url}>${row.reason ? `: ${cell(row.reason)}` : ''}`,
      );
    if (found.length > MOST_LISTED) lines.push(`- … and ${found.length - MOST_LISTED} more`);
    lines.push('');
  }
  const left = leftByReason(report.left);
  if (left.length > 0) {
    lines.push('## Not asked for', '', '| addresses | why | for example |', '| --- | --- | --- |');
    for (const { reason, urls } of left) lines.push(`| ${urls.length} | ${cell(reason)} | <${urls[0]}> |`);
    lines.push('');
  }
  if (report.notes.length > 0) lines.push('## Notes', '', ...report.notes.map(({ note }) => `- ${cell(note)}`), '');
  return lines.join('\n');
}

/** Pages are told of only where something is wrong with them. */
const isTold = (row: CrawlReport['changes'][number]['row']) =>
  row.document || row.state === 'challenged' || row.state === 'failed';

/** What was left out, by reason, the most frequent first. */
export function leftByReason(left: readonly Left[]): { reason: string; urls: string[] }[] {
  const groups = Map.groupBy(left, ({ reason }) => reason);
  return [...groups]
    .map(([reason, group]) => ({ reason, urls: group.map(({ url }) => url).sort() }))
    .sort((a, b) => b.urls.length - a.urls.length || (a.reason < b.reason ? -1 : 1));
}

const cell = (text: string) => text.replace(/[\p{Cc}|<>]/gu, ' ').trim();
