/** Sums of invented accounts, in whole fen (1/100 yuan) so that every printed total is exact. */

/** A leaf of the functional classification with its two amounts, as printed in the data file. */
export interface Leaf {
  code: string;
  basic: string;
  project: string;
}

export interface Account {
  code: string;
  name: string;
  basic: bigint;
  project: bigint;
}

/** Reads `1,234.50` as hundredths. */
export function hundredths(text: string): bigint {
  const [whole, part = ''] = text.replace(/,/g, '').split('.');
  return BigInt(whole) * 100n + BigInt(part.padEnd(2, '0'));
}

/** Prints hundredths, with thousands separators when asked. */
export function print(value: bigint, separators = false): string {
  const whole = (value / 100n).toString();
  const part = (value % 100n).toString().padStart(2, '0');
  return `${separators ? whole.replace(/\B(?=(\d{3})+$)/g, ',') : whole}.${part}`;
}

/**
 * Every 类, 款 and 项 with its sums, in order of code, 类 before its 款 before its 项.
 * @param names name of every code that occurs
 * @throws Error when a code has no name
 */
export function tree(leaves: Leaf[], names: Record<string, string>): Account[] {
  const sums = new Map<string, Account>();
  for (const leaf of leaves) {
    for (const length of [3, 5, 7]) {
      const code = leaf.code.slice(0, length);
      const name = names[code];
      if (!name) throw new Error(`no name for code ${code}`);
      const account = sums.get(code) ?? { code, name, basic: 0n, project: 0n };
      account.basic += hundredths(leaf.basic);
      account.project += hundredths(leaf.project);
      sums.set(code, account);
    }
  }
  return [...sums.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
}
