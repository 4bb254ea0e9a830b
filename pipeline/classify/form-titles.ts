/** Which form of the pack a table's title, or failing that its header words, name. */
import type { Table } from '../../extractors/document.ts';
import { cellText } from '../../extractors/text.ts';
import type { ReportType } from '../../schemas/datasets.ts';
import type { Form, Forms } from '../../schemas/forms.ts';
import { withoutTranslation } from '../chinese.ts';
import { compact, headingKey, readOrdinal } from './plain.ts';

export interface FormTitles {
  /** The form whose title is this line, null when none is. The longest title wins, then the form of this kind of report. */
  byTitle(line: string, names: readonly string[], type: ReportType | ''): Form | null;
  /** The only form whose every group of header words is in the table, null when there is none or more than one. */
  bySignature(table: Table, type: ReportType | ''): Form | null;
}

const compiled = new WeakMap<Forms, FormTitles>();

/** The titles of a pack's forms, prepared for look-up; once for a pack. */
export function compileForms(forms: Forms): FormTitles {
  const known = compiled.get(forms) ?? newTitles(forms);
  compiled.set(forms, known);
  return known;
}

function newTitles(forms: Forms): FormTitles {
  const wording = forms.words.titles;
  const leftOut = wording.left_out.map(({ source }) => new RegExp(source, 'gu'));
  const titles = [...forms.byId.values()].flatMap((form) =>
    [...form.titles, ...titlesOfNoKind(forms, form.titles_of)].map((title) => ({
      form,
      key: titleKey(title),
    })),
  );
  const byKey = Map.groupBy(titles, ({ key }) => key);
  const signatures = [...forms.byId.values()].flatMap((form) =>
    form.signature ? [{ form, groups: form.signature.map((group) => group.map((word) => titleKey(word))) }] : [],
  );
  return {
    byTitle(line, names, type) {
      const key = titleKey(line, names);
      const bare = key.replace(wording.of_document, '');
      const found = ofKey(key, type) ?? (bare !== key ? ofKey(bare, type) : null);
      const bracket = found ? null : wording.order.exec(compact(line));
      if (!bracket || wording.other_order.test(bracket[0])) return found;
      return ofKey(titleKey(compact(line).slice(0, bracket.index), names), type);
    },
    bySignature(table, type) {
      const words = new Set(table.cells.map((cell) => titleKey(cellText(cell))));
      const fits = signatures.filter(
        ({ form, groups }) =>
          (type === '' || form.report_type === type) && groups.every((group) => group.some((word) => words.has(word))),
      );
      const most = Math.max(0, ...fits.map(({ groups }) => groups.length));
      const best = fits.filter(({ groups }) => groups.length === most);
      return best.length === 1 ? best[0].form : null;
    },
  };

  function ofKey(key: string, type: ReportType | ''): Form | null {
    const fitting =
      byKey.get(key) ?? titles.filter((title) => isNamed(key, title.key, wording.named) || isOfProject(key, title));
    const longest = Math.max(0, ...fitting.map((title) => title.key.length));
    const best = fitting.filter((title) => title.key.length === longest).map((title) => title.form);
    return best.find((form) => form.report_type === type) ?? best[0] ?? byWords(forms, key, type);
  }

  /** A title without ordinal, form number, year, names and what else titles may have. */
  function titleKey(title: string, names: readonly string[] = []): string {
    const plain = compact(withoutTranslation(title));
    const ordinal = readOrdinal(plain);
    const rest = plain.slice(ordinal?.end ?? 0).replace(wording.number, '');
    return leftOut.reduce((key, words) => key.replace(words, ''), headingKey(rest, names));
  }
}

/** Titles that a form of another kind of report may have as well. @param id of the form that has them */
export const titlesOfNoKind = (forms: Forms, id = ''): string[] =>
  forms.byId.get(id)?.titles.filter((title) => !saysKind(title, forms)) ?? [];

/** Whether a title says itself that the table is of a budget or of final accounts. Funds are called budgets, too. */
export function saysKind(title: string, { words: { titles } }: Forms): boolean {
  return titles.kinds.test(titles.funds.reduce((text, fund) => text.replaceAll(fund, ''), title));
}

/** A title of a table that no list has, known by a word that only one form of the report has. */
function byWords(forms: Forms, key: string, type: ReportType | ''): Form | null {
  if (!forms.words.titles.end.test(key)) return null;
  const fits = [...forms.byId.values()].filter(
    ({ report_type, title_words }) => report_type === type && title_words?.some((word) => key.includes(word)),
  );
  return fits.length === 1 ? fits[0] : null;
}

/** The title stands behind the name of a body that is not known: it ends in a word of place or office. */
function isNamed(key: string, title: string, named: RegExp): boolean {
  return key.length > title.length && key.endsWith(title) && named.test(key.slice(0, -title.length));
}

/** The title of a project's table stands behind the project's name, which may end in anything. */
function isOfProject(key: string, { form, key: title }: { form: Form; key: string }): boolean {
  return form.report_type === 'perf_project' && key.length > title.length + 1 && key.endsWith(title);
}
