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

/** The project that a paragraph names, with what its numbers are then about. */
export function projectOfText(
  text: string,
  context: Context,
  grammar: Grammar,
): { name: string; subject: Subject } | undefined {
  for (const rule of grammar.nonfacts.projects) {
    if (rule.where !== 'text' || (rule.reports.length > 0 && !rule.reports.includes(context.report))) continue;
    if (rule.sections.length > 0 && !inSection(context, rule.sections)) continue;
    const name = rule.pattern.exec(text)?.groups?.name;
    if (!name) continue;
    const concept = context.report === 'budget' ? 'project.annual_budget' : 'performance.project.funds';
    return { name, subject: { concept, member: name } };
  }
  return undefined;
}
