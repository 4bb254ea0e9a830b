/** What the place of a paragraph in the document says before its first word: section, kind of report, defaults. */
import type { ReportType } from '../../../schemas/datasets.ts';
import type { Grammar, MeasureByReport, SectionDefaults } from '../../../schemas/grammar.ts';
import type { Section } from '../../classified.ts';

export interface Context {
  fiscalYear: number;
  report: ReportType;
  /** Canonical ids from the innermost known section outwards. */
  sectionIds: string[];
  /** Those that tell something about a number: the innermost, and others that are more than a part of the document. */
  decisive: string[];
  /** No section above says more than in which part of the document the text stands. */
  isUnknown: boolean;
  defaults: Partial<SectionDefaults>;
  /** The heading tells of what was spent: 2022年三公经费决算情况 in a budget. */
  saysActual: boolean;
  /** The heading above names another year than the report's, and not that. */
  isOfOtherYear: boolean;
  /** A heading above names a fund. */
  isOfFund: boolean;
  /** Names of the reporting body as the document prints them. */
  entity: string;
  /** The heading directly above; in a table the label of the text. */
  heading: string;
}

/** The context of a section; without a kind of report nothing can be read, so the document's own is the fallback. */
export function contextOf(
  section: Section | undefined,
  report: ReportType,
  fiscalYear: number,
  entity: string,
  grammar: Grammar,
): Context {
  const { sections } = grammar.patterns;
  const above: Section[] = [];
  for (let s = section; s; s = s.parent) above.push(s);
  const sectionIds = above.map(({ sectionId }) => sectionId).filter((id) => id !== '');
  const isPart = (id: string) => grammar.sections.parts.some((part) => id.startsWith(part));
  const decisive = sectionIds.filter((id, i) => i === 0 || !isPart(id));
  return {
    fiscalYear,
    report,
    sectionIds,
    decisive,
    isUnknown: sectionIds.every(isPart),
    saysActual: sections.done.test(section?.title ?? '') && !sections.planned.test(section?.title ?? ''),
    isOfFund: above.some(({ title }) => grammar.patterns.funds.title.test(title)),
    entity,
    heading: section?.title ?? '',
    isOfOtherYear: namesOtherYear(section, fiscalYear),
    defaults: defaultsOf(section, report, grammar),
  };
}

/** 2024年“三公”经费预算安排情况 in the accounts of 2023: what stands below may be of that year. The innermost year decides. */
function namesOtherYear(section: Section | undefined, fiscalYear: number): boolean {
  for (let s = section; s; s = s.parent) {
    const years = [...s.title.matchAll(/20\d{2}(?=\s*年)/g)].map(Number);
    if (years.length > 0) return !years.includes(fiscalYear);
  }
  return false;
}

/**
 * What the innermost section that is listed takes for granted, by its id or a more general name of it: final_gpb.details,
 * final_gpb. Its title may be told by a heading below it that is not known itself.
 */
function defaultsOf(section: Section | undefined, report: ReportType, grammar: Grammar): Partial<SectionDefaults> {
  const above: Section[] = [];
  for (let s = section; s; s = s.parent) above.push(s);
  const says = (patterns: readonly string[], title: string) => patterns.some((each) => new RegExp(each).test(title));
  for (const [i, { sectionId }] of above.entries()) {
    for (let name = sectionId; name !== ''; name = name.slice(0, Math.max(0, name.lastIndexOf('.')))) {
      const found = grammar.sections.sections.find(
        (s) =>
          s.section === name &&
          (s.reports.length === 0 || s.reports.includes(report)) &&
          (s.titles.length === 0 || above.slice(0, i + 1).some(({ title }) => says(s.titles, title))) &&
          !above.some((each) => says(s.unless, each.title)),
      );
      if (found) return found;
    }
  }
  return {};
}

/** Whether one of the sections begins with one of the names; `-` stands for no section that tells anything. */
export function inSection(context: Context, names: readonly string[]): boolean {
  return names.some((name) => (name === '-' ? context.isUnknown : context.decisive.some((id) => id.startsWith(name))));
}

/** The measure for this kind of report. */
export function measureFor(measure: MeasureByReport | undefined, report: ReportType): string | undefined {
  return typeof measure === 'object' ? measure[report] : measure;
}
