/** The project that a text or the sections around it are about. */
import type { ReportType } from '../../../schemas/datasets.ts';
import type { Grammar } from '../../../schemas/grammar.ts';
import type { Identity, Section } from '../../classified.ts';
import { type Context, inSection } from './context.ts';
import { normalWord } from './normal.ts';
import type { Subject } from './scope.ts';

/**
 * The project named by a heading above, innermost first.
 * @param title of a report that is about one project, without the reporting body and the year
 */
export function projectOfSection(
  section: Section | undefined,
  report: ReportType,
  grammar: Grammar,
  title = '',
): string | undefined {
  for (let s = section; s; s = s.parent) {
    const name = projectOfTitle(s.title, report, grammar);
    if (name) return name;
  }
  return title === '' ? undefined : projectOfTitle(title, report, grammar);
}

/** What the title of a report on one project says beside the reporting body, its place and the year; else empty. */
export function titleOfProject({ report_type, title, entity, region_name }: Identity): string {
  if (report_type !== 'perf_project') return '';
  let plain = normalWord(title).replace(/^关于/, '');
  const isOfBody = entity !== '' && plain.startsWith(normalWord(entity));
  for (const name of [entity, region_name].map(normalWord))
    if (name !== '' && plain.startsWith(name)) plain = plain.slice(name.length);
  plain = plain
    .replace(/^关于/, '')
    .replace(/(?:19|20)\d{2}年?度?(?:[、和及至到—~-]+(?:19|20)\d{2}年度?)*/, '')
    .replace(/^的/, '');
  // 委托业务项目支出绩效自评报告: before it stands the body, or the project where the body is known.
  return isOfBody ? plain.replace(/项目(?:支出)?(?=绩效|自评)/, '') : plain;
}

function projectOfTitle(title: string, report: ReportType, grammar: Grammar): string | undefined {
  const plain = normalWord(title);
  for (const rule of grammar.nonfacts.projects) {
    if (rule.where !== 'heading' || (rule.reports.length > 0 && !rule.reports.includes(report))) continue;
    const name = rule.pattern.exec(plain)?.groups?.name;
    if (name && !grammar.patterns.projects.nameless.test(name)) return name;
  }
  return undefined;
}

/** A project that a text names, with what the numbers behind its name are about. */
export interface NamedProject {
  name: string;
  subject: Subject;
  /** Where the words begin that name it. */
  at: number;
}

/** The projects that a paragraph names, in order; those of the first rule that finds any. */
export function projectsOfText(text: string, context: Context, grammar: Grammar): NamedProject[] {
  for (const rule of grammar.nonfacts.projects) {
    if (rule.where !== 'text' || (rule.reports.length > 0 && !rule.reports.includes(context.report))) continue;
    if (rule.sections.length > 0 && !inSection(context, rule.sections)) continue;
    const concept = context.report === 'budget' ? 'project.annual_budget' : 'performance.project.funds';
    const found = [...text.matchAll(new RegExp(rule.pattern, 'gu'))].flatMap((match) => {
      const name = match.groups?.name;
      return name && !grammar.patterns.projects.nameless.test(name)
        ? [{ name, subject: { concept, member: name }, at: match.index }]
        : [];
    });
    if (found.length > 0) return found;
  }
  return [];
}
