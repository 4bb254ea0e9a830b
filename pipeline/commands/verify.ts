/** `pagefact verify`: what was confirmed and what was not, to people; exit code out. */
import { type VerifyOptions, type VerifyReport, verify } from '../verify/verify.ts';
import { onOneLine } from './one-line.ts';

/** @returns 0, 3 when a second reader disagrees or a source is missing or changed */
export async function verifyCommand(out: string, options: Omit<VerifyOptions, 'out'>): Promise<number> {
  const onDocument = (file: string, facts: number, bad: number) =>
    process.stderr.write(`${onOneLine(`${file}: ${facts} facts${bad > 0 ? `, ${bad} NOT confirmed` : ''}`)}\n`);
  const report = await verify({ ...options, out, onDocument });
  process.stdout.write(`${told(report)}\n`);
  const { confirmed = 0, not_checked = 0 } = report.byStatus;
  return confirmed + not_checked === report.facts ? 0 : 3;
}

function told({ facts, byStatus, disagreements }: VerifyReport): string {
  const counts = Object.entries(byStatus)
    .sort(([, a], [, b]) => b - a)
    .map(([status, count]) => `  ${status.padEnd(20)} ${count}`);
  const lines = disagreements.map(({ claim, verdict }) => {
    const place = [`page ${claim.page ?? '?'}`, claim.bbox || claim.path].filter(Boolean).join(', ');
    const seen = verdict.read === '' ? '' : `; read there: “${verdict.read.slice(0, 80)}”`;
    return onOneLine(`  ${claim.file}, ${place}: ${claim.raw} (${verdict.status}: ${verdict.note}${seen})`);
  });
  return [`${facts} facts`, ...counts, ...(lines.length > 0 ? ['not confirmed, the first:', ...lines] : [])].join('\n');
}
