/** Of the numbers said to be so and so sure, how many are right. */

/** Least confidence of each group, from the surest. */
const GROUPS = [0.995, 0.99, 0.98, 0.95, 0.9, 0.8, 0.5, 0];

export interface Judged {
  /** Confidence, 0 to 1. */
  sure: number;
  right: boolean;
}

/** Prints a Markdown table. */
export function printReliability(numbers: readonly Judged[]): void {
  console.log('\n| said to be | numbers | said on average % | right % | wrong |\n|---|---|---|---|---|');
  for (const [i, from] of GROUPS.entries()) {
    const group = numbers.filter(({ sure }) => sure >= from && sure < (GROUPS[i - 1] ?? 2));
    if (group.length === 0) continue;
    const right = group.filter((number) => number.right).length;
    const mean = group.reduce((sum, { sure }) => sum + sure, 0) / group.length;
    const name = i === 0 ? `${from} and more` : `${from} to ${GROUPS[i - 1]}`;
    const percent = (share: number) => (100 * share).toFixed(2);
    console.log(
      `| ${name} | ${group.length} | ${percent(mean)} | ${percent(right / group.length)} | ${group.length - right} |`,
    );
  }
}
