/** Which form of the pack a table's title, or failing that its header words, name. */
import type { Table } from '../../extractors/document.ts';
import { cellText } from '../../extractors/text.ts';
import type { ReportType } from '../../schemas/datasets.ts';
import type { Form, Forms } from '../../schemas/forms.ts';
import { withoutTranslation } from '../chinese.ts';
import { compact, headingKey, readOrdinal } from './plain.ts';

const FORM_CODE =
  /^[（(]?(?:(?:公开|附)?(?:预算|决算)?\d{1,2}(?:-\d{1,2})?表|附?表\d{1,2}?(?:-\d{1,2}?)?(?=20\d\d年|\D|$))[）)]?[：:、.]?/;

/** What a title may say in brackets of the order of its rows. */
const ORDERED_BY = /[（(]按?[^（()）]*(?:科目|分类|项目)分?(?:[-—－]?不?含上年结转(?:资金)?)?[）)]$/;
const OTHER_CLASSES = /政府/;

export interface FormTitles {
  /** The form whose title is this line, null when none is. The longest title wins, then the form of this kind of report. */
  byTitle(line: string, names: readonly string[], type: ReportType | ''): Form | null;
  /** The only form whose every group of header words is in the table, null when there is none or more than one. */
  bySignature(table: Table, type: ReportType | ''): Form | null;
}

const OF_DOCUMENT = /^(?:预算|决算)(?=.{4,}表)/;

/** Prepares the titles of the pack's forms for look-up. */
export function compileForms(forms: Forms): FormTitles {
  const titles = [...forms.byId.values()].flatMap((form) =>
    [...form.titles, ...titlesOfNoKind(forms.byId.get(form.titles_of ?? ''))].map((title) => ({
      form,
      key: titleKey(title),
    })),
  );
  return {
    byTitle(line, names, type) {
      const key = titleKey(line, names);
      // 单位预算一般公共预算支出明细表: the name of the whole document stands before that of the table.
      const found = ofKey(key, type) ?? (OF_DOCUMENT.test(key) ? ofKey(key.slice(2), type) : null);
      // 一般公共预算支出表（按功能分类科目）: the brackets tell how the rows are ordered, in a classification that is read.
      const bracket = found ? null : ORDERED_BY.exec(compact(line));
      if (!bracket || OTHER_CLASSES.test(bracket[0])) return found;
      return ofKey(titleKey(compact(line).slice(0, bracket.index), names), type);
    },
    bySignature(table, type) {
      const words = new Set(table.cells.map((cell) => titleKey(cellText(cell))));
      const fits = [...forms.byId.values()].filter(
        (form) =>
          (type === '' || form.report_type === type) &&
          form.signature?.every((group) => group.some((word) => words.has(titleKey(word)))),
      );
      const most = Math.max(0, ...fits.map((form) => form.signature?.length ?? 0));
      const best = fits.filter((form) => form.signature?.length === most);
      return best.length === 1 ? best[0] : null;
    },
  };

  function ofKey(key: string, type: ReportType | ''): Form | null {
    const whole = titles.filter((title) => title.key === key);
    const fitting =
      whole.length > 0 ? whole : titles.filter((title) => isNamed(key, title.key) || isOfProject(key, title));
    const longest = Math.max(0, ...fitting.map((title) => title.key.length));
    const best = fitting.filter((title) => title.key.length === longest).map((title) => title.form);
    return best.find((form) => form.report_type === type) ?? best[0] ?? byWords(forms, key, type);
  }
}

/** A title without ordinal, form code, year, names, 部门 and 单位. */
export function titleKey(title: string, names: readonly string[] = []): string {
  const plain = compact(withoutTranslation(title));
  const ordinal = readOrdinal(plain);
  const rest = plain.slice(ordinal?.end ?? 0).replace(FORM_CODE, '');
  return headingKey(rest, names)
    .replace(/续表?$/, '')
    .replace(/不?含上年结转(?:资金)?$/, '')
    .replace(/^(?:部门|单位)?综合预算(?=.)/, '')
    .replace(/预算单位|预算部门|部门|单位/g, '');
}

/** Funds are called budgets; only other words say that a title is of a budget or of final accounts. */
const FUNDS = /一般公共预算|政府性基金预算|国有资本经营预算/g;

/** Titles that a form of another kind of report may have as well. */
export const titlesOfNoKind = (form: Form | undefined): string[] =>
  form?.titles.filter((title) => !saysKind(title)) ?? [];

/** Whether a title says itself that the table is of a budget or of final accounts. */
export const saysKind = (title: string): boolean => /预算|决算/.test(title.replace(FUNDS, ''));

/** A title of a table that no list has, known by a word that only one form of the report has. */
function byWords(forms: Forms, key: string, type: ReportType | ''): Form | null {
  if (!/表$/.test(key)) return null;
  const fits = [...forms.byId.values()].filter(
    ({ report_type, title_words }) => report_type === type && title_words?.some((word) => key.includes(word)),
  );
  return fits.length === 1 ? fits[0] : null;
}

/** The title stands behind the name of a body that is not known: it ends in a word of place or office. */
function isNamed(key: string, title: string): boolean {
  return (
    key.length > title.length &&
    key.endsWith(title) &&
    /[局委办院所站厅会部处镇乡区县市心]$/.test(key.slice(0, -title.length))
  );
}

/** The title of a project's table stands behind the project's name, which may end in anything. */
function isOfProject(key: string, { form, key: title }: { form: Form; key: string }): boolean {
  return form.report_type === 'perf_project' && key.length > title.length + 1 && key.endsWith(title);
}
