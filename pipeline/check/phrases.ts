/** Words of a report that should not stand there: numbers never filled in, one word for another. */
import type { Check } from '../../schemas/checks.ts';
import type { Classified } from '../classified.ts';
import { compact } from '../classify/plain.ts';
import { type Checked, wrong } from './finding.ts';
import type { CheckedNumber } from './numbers.ts';
import { allText } from './printed.ts';

type PhrasesCheck = Extract<Check, { kind: 'phrases' }>;

/** How much of the text around the words the message shows. */
const AROUND = 8;
/** Stands in the patterns for the end of a paragraph; the beginning of the next follows it. */
const END = '¶';

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
  for (const { text, page, next = '' } of allText(classified)) {
    const whole = `${text}${END}${next}`;
    for (const { pattern, says } of patterns)
      for (const match of whole.matchAll(pattern)) {
        if (match.index >= text.length) continue;
        const said = match[0].split(END)[0];
        const [from, end] = [Math.max(0, match.index - AROUND), match.index + said.length];
        const words = text.slice(from, end + 1);
        const place = text.slice(from, end);
        const beside = numbers.filter(
          ({ row, before, after }) =>
            row.page === page && row.table_id === '' && compact(`${before}${row.raw}${after}`).includes(place),
        );
        const message = `page ${page}: “${words}”: ${says}`;
        found.set(
          `${page} ${words}`,
          wrong(
            check.id,
            `“${said}” in the ${reportType} report`,
            beside.map(({ id }) => id),
            message,
          ),
        );
      }
  }
  return [...found.values()];
}
