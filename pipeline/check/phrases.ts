/** Words of a report that should not stand there: numbers never filled in, one word for another. */
import type { Check } from '../../schemas/checks.ts';
import type { Classified } from '../classified.ts';
import { type Checked, wrong } from './finding.ts';
import type { CheckedNumber } from './numbers.ts';
import { allText } from './printed.ts';

type PhrasesCheck = Extract<Check, { kind: 'phrases' }>;

/** How much of the text around the words the message shows. */
const AROUND = 8;

/** One finding for every place; the numbers of the text beside the words take part. */
export function checkPhrases(
  check: PhrasesCheck,
  {
    classified,
    numbers,
    reportType,
  }: { classified: Classified; numbers: readonly CheckedNumber[]; reportType: string },
): Checked[] {
  const patterns = check.patterns.map(({ pattern, says }) => ({ pattern: new RegExp(pattern, 'gu'), says }));
  const found = new Map<string, Checked>();
  for (const { text, page } of allText(classified))
    for (const { pattern, says } of patterns)
      for (const match of text.matchAll(pattern)) {
        const words = text.slice(Math.max(0, match.index - AROUND), match.index + match[0].length + 1);
        const beside = numbers.filter(
          ({ row, before, after }) =>
            row.page === page &&
            row.table_id === '' &&
            `${before}${row.raw}${after}`.replace(/\s/g, '').includes(match[0]),
        );
        const message = `page ${page}: “${words}”: ${says}`;
        found.set(
          `${page} ${words}`,
          wrong(
            check.id,
            `“${match[0]}” in the ${reportType} report`,
            beside.map(({ id }) => id),
            message,
          ),
        );
      }
  return [...found.values()];
}
