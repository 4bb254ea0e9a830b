/** Which measure and period the header words of a column give. */
import type { ReportType } from '../../../schemas/datasets.ts';
import type { FormWords } from '../../../schemas/forms.ts';
import type { GridCell } from './grid.ts';
import type { HeaderPath } from './headers.ts';
import { wordKey } from './normal.ts';

/** A header that names what a change is against; its year is not the column's. */
const COMPARISON = /[比与较](?:上年|20\d\d年).*/;

export interface ColumnMeasure {
  measure: string;
  base: string;
  /** A change whose header does not say against what: only that it is a year before, or not even that. */
  unsaid?: 'prior' | 'any';
  /** What it would be against if like is compared with like: 决算数比上年增减. */
  like?: string;
  unit?: string;
  /** Years before the report's year; the period is fiscal year minus this. */
  yearsBack: number;
  /** The header cell that said so. */
  cell?: GridCell;
}

/** Header words left after those that name the measure are taken out, and the measure. */
export interface MeasureReading {
  rest: HeaderPath['words'];
  measure?: ColumnMeasure;
  /** A year that is neither the report's nor the one before. */
  strangeYear?: number;
}

/**
 * Takes the measure out of a column's header words.
 * @param fiscalYear the report's year; without it a printed year decides nothing
 */
export function readMeasure(
  path: HeaderPath,
  type: ReportType | '',
  fiscalYear: number | null,
  words: FormWords,
): MeasureReading {
  const comparison = path.words.find(({ word }) => COMPARISON.test(word.text));
  const year = path.words.find((w) => w !== comparison && w.word.year !== undefined)?.word.year;
  const yearsBack = year === undefined || fiscalYear === null ? 0 : fiscalYear - year;
  if (yearsBack < 0 || yearsBack > 1) return { rest: path.words, strangeYear: year };
  // Below 比上年增减 the words 增减额 and 增减% say which of the two it is.
  const below = path.words.filter((w) => w !== comparison);
  const fits = ({ report_type }: FormWords['measures'][number]) =>
    !report_type || type === '' || report_type.includes(type);
  const entries = words.measures.filter(fits).map((entry) => ({ entry, keys: new Set(entry.words.map(wordKey)) }));
  const isChange = ({ measure }: FormWords['measures'][number]) => measure.startsWith('change_');
  // 增减（%）: the unit says which of the two changes it is.
  const says = ({ entry, keys }: (typeof entries)[number], { word }: HeaderPath['words'][number]) =>
    word.unit === '%' && isChange(entry)
      ? entry.unit === '%' && (keys.has(word.key) || keys.has(`${word.key}%`))
      : keys.has(word.key);
  const hits = [below, path.words].flatMap((among) =>
    entries.flatMap((each) => {
      const hit = among.find((w) => says(each, w));
      return hit && (!comparison || isChange(each.entry)) ? [{ entry: each.entry, hit }] : [];
    }),
  );
  // 预算数 > 增减额: a change below what changes.
  const lowest = path.words.at(-1);
  const [found] = [...hits.filter(({ entry, hit }) => isChange(entry) && hit === lowest), ...hits, ...endings()];
  /** 2024年预算数比2023年预算数增减%: the comparison ends in the word that says what kind of change it is. */
  function endings(): { entry: FormWords['measures'][number]; hit: HeaderPath['words'][number] }[] {
    if (!comparison) return [];
    const key = comparison.word.key + (comparison.word.unit === '%' && !comparison.word.key.endsWith('%') ? '%' : '');
    const ends = entries
      .filter(({ entry }) => isChange(entry))
      .flatMap(({ entry, keys }) =>
        [...keys].filter((word) => key.endsWith(word)).map((word) => ({ entry, hit: comparison, length: word.length })),
      );
    return ends.sort((a, b) => b.length - a.length);
  }
  if (found) {
    const { entry, hit } = found;
    const measure = yearsBack > 0 ? priorOf(entry) : entry.measure;
    if (measure === undefined) return { rest: path.words, strangeYear: year };
    const back = measure.startsWith('prior_year_') ? 1 : 0;
    const rest = path.words.filter((w) => w !== hit && w !== comparison && w.word.key !== '');
    const said = comparison && baseOf(comparison.word.text, words);
    return {
      rest,
      measure: {
        measure,
        base: entry.base ? (said ?? entry.base) : '',
        ...(entry.base && isChange(entry) && !said ? { unsaid: comparison ? 'prior' : 'any' } : {}),
        ...(comparison && { like: likeOf(comparison.word.text, words) }),
        yearsBack: back,
        cell: hit.cell,
        ...(entry.unit ? { unit: entry.unit } : {}),
      },
    };
  }
  const rest = path.words.filter(({ word }) => word.key !== '');
  // 2022年 | 2023年 in final accounts: the accounts of these years. In budgets the year before may be budget or accounts.
  const bare = path.words.findLast(({ word }) => word.key === '' && word.year !== undefined);
  if (bare && type === 'final' && fiscalYear !== null && !comparison) {
    const measure = yearsBack > 0 ? 'prior_year_actual' : 'final_actual';
    return { rest, measure: { measure, base: '', yearsBack, cell: bare.cell } };
  }
  return yearsBack > 0 ? { rest, strangeYear: year } : { rest };
}

/** What a change is against: 比2023年执行数. */
function baseOf(text: string, words: FormWords): string | undefined {
  const against = COMPARISON.exec(text)![0];
  return Object.entries(words.bases).find(([word]) => against.includes(word))?.[1];
}

/** What stands before the comparison: 决算数 in 决算数比上年增减. */
function likeOf(text: string, words: FormWords): string | undefined {
  const before = text.slice(0, COMPARISON.exec(text)!.index);
  return Object.entries(words.bases).find(([word]) => before.includes(word))?.[1];
}

/** The measure under a header of the year before: only entries that say so have one. */
function priorOf(entry: FormWords['measures'][number]): string | undefined {
  return entry.measure.startsWith('prior_year_') ? entry.measure : entry.prior;
}
