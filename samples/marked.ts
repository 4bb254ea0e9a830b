/**
 * Marked text: sample text in which every number carries the facts that it states.
 *
 * `[[735.59|revenue.grand_total final_actual; expenditure.grand_total final_actual]]万元` prints 735.59 and states two
 * facts. After concept and measure come options: `fc=` functional code, `ec=` economic code, `fund=`, `subj=` subject,
 * `period=` year, `neg` (the words say less), `u=` unit (万元 when left out). A mark without facts prints a number that
 * is none.
 */

/** One number of a sample with what it states; the place is filled in by the writer that lays it out. */
export interface Stated {
  raw: string;
  concept: string;
  measure: string;
  unit: string;
  negative: boolean;
  functionCode: string;
  economicCode: string;
  fund: string;
  subject: string;
  /** Year of the value; empty: the fiscal year of the document, or the year before for prior-year measures. */
  period: string;
}

/** A stretch of printed text with the facts that it states (none for plain text). */
export interface Run {
  text: string;
  facts: Stated[];
}

const MARK = /\[\[([^|\]]*)\|([^\]]*)\]\]/g;

/** Splits marked text into runs. */
export function readMarked(marked: string): Run[] {
  const runs: Run[] = [];
  let from = 0;
  for (const match of marked.matchAll(MARK)) {
    if (match.index > from) runs.push({ text: marked.slice(from, match.index), facts: [] });
    runs.push({ text: match[1], facts: readFacts(match[1], match[2]) });
    from = match.index + match[0].length;
  }
  if (from < marked.length) runs.push({ text: marked.slice(from), facts: [] });
  return runs;
}

/** Reads the right side of a mark. */
export function readFacts(raw: string, spec: string): Stated[] {
  return spec
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const [concept, measure, ...options] = part.split(/\s+/);
      const value = (key: string) => options.find((o) => o.startsWith(`${key}=`))?.slice(key.length + 1) ?? '';
      if (!concept || !measure) throw new Error(`mark [[${raw}|${spec}]]: needs a concept and a measure`);
      return {
        raw,
        concept,
        measure,
        unit: value('u') || '万元',
        negative: options.includes('neg'),
        functionCode: value('fc'),
        economicCode: value('ec'),
        fund: value('fund'),
        subject: value('subj'),
        period: value('period'),
      };
    });
}
