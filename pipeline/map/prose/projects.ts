/** The project that a text or the sections around it are about. */
import type { ReportType } from '../../../schemas/datasets.ts';
import type { Grammar } from '../../../schemas/grammar.ts';
import type { Section } from '../../classified.ts';
import { type Context, inSection } from './context.ts';
import { normalWord } from './normal.ts';
import type { Subject } from './scope.ts';

/** The project named by a heading above, innermost first. */
export function projectOfSection(
  section: Section | undefined,
  report: ReportType,
  grammar: Grammar,
): string | undefined {
  for (let s = section; s; s = s.parent) {
    const title = normalWord(s.title);
    for (const rule of grammar.nonfacts.projects) {
      if (rule.where !== 'heading' || (rule.reports.length > 0 && !rule.reports.includes(report))) continue;
      const name = rule.pattern.exec(title)?.groups?.name;
      if (name) return name;
    }
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
      return name ? [{ name, subject: { concept, member: name }, at: match.index }] : [];
    });
    if (found.length > 0) return found;
  }
  return [];
}
