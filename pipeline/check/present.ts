/** Whether the tables that a report should have are there, each with its title and unit. */
import type { Check } from '../../schemas/checks.ts';
import type { Pack } from '../../schemas/pack.ts';
import type { Classified } from '../classified.ts';
import { compileForms } from '../classify/form-titles.ts';
import { type Checked, notApplicable, wrong } from './finding.ts';
import type { CheckedNumber } from './numbers.ts';
import { namedTitles, tablesOf } from './printed.ts';

type FormsCheck = Extract<Check, { kind: 'forms' }>;

/** One finding for the whole set of forms. */
export function checkForms(
  check: FormsCheck,
  classified: Classified,
  numbers: readonly CheckedNumber[],
  pack: Pack,
): Checked[] {
  const tables = tablesOf(classified).filter(({ formId }) => check.forms.includes(formId));
  const printed = [...new Set(tables.map(({ formId }) => formId))];
  const named = namedForms(check, classified, pack);
  const unread = classified.document.pages.filter(({ status }) => status === 'failed').map(({ number }) => number);
  if (unread.length > 0) return [notApplicable(check.id, `pages ${unread.join(', ')} were not read`)];
  const wantsAll = printed.length >= check.at_least;
  const missing = check.forms.filter(
    (form) => !printed.includes(form) && (named.has(form) || (wantsAll && !check.optional.includes(form))),
  );
  const part = classified.sections.find(({ sectionId }) => sectionId === check.part);
  if (printed.length === 0 && missing.length === 0 && part)
    return [
      wrong(
        check.id,
        'the tables that the document announces are printed',
        [],
        `“${part.title}” on page ${part.page} announces tables, and none of them is printed`,
      ),
    ];
  if (printed.length === 0 && missing.length === 0)
    return [notApplicable(check.id, 'the document prints and names none of these tables')];
  const title = (form: string) => pack.forms.byId.get(form)?.titles[0] ?? form;
  const problems = [...Map.groupBy(missing, (form) => named.get(form))].map(([page, forms]) => {
    const names = forms.map((form) => `${title(form)} (${form})`).join(', ');
    return page === undefined ? `missing: ${names}` : `named on page ${page} and not printed: ${names}`;
  });
  for (const table of tables) {
    const amounts = numbers.some(({ row }) => row.table_id === table.tableId && row.unit === 'CNY');
    const page = table.block.parts[0]?.page ?? '';
    if (amounts && table.title === '') problems.push(`table ${table.tableId} on page ${page} has no title`);
    if (amounts && table.unit === '') problems.push(`${table.title || table.tableId} on page ${page} prints no unit`);
  }
  problems.push(
    ...outOfOrder(printed, [...named.keys()]).map(
      (form) => `${title(form)} (${form}) stands out of the order of the document's own list`,
    ),
  );
  const formula = `${printed.length} of ${printed.length + missing.length} tables are printed: ${printed.join(', ')}`;
  return [
    problems.length > 0
      ? wrong(check.id, formula, [], problems.join('; '))
      : { ...wrong(check.id, formula, [], ''), status: 'pass' },
  ];
}

/** The forms that the document's lists of tables name, in their order, with the page. */
function namedForms({ forms }: FormsCheck, classified: Classified, pack: Pack): Map<string, number> {
  const titles = compileForms(pack.forms);
  const type = pack.forms.byId.get(forms[0])?.report_type ?? '';
  const named = new Map<string, number>();
  for (const { text, page } of namedTitles(classified)) {
    const line = text.replace(/[.．·…‥_]{2,}.*$/u, '').replace(/\d{1,3}$/, '');
    const form = titles.byTitle(line, [classified.identity.entity], type);
    if (form && forms.includes(form.id) && !named.has(form.id)) named.set(form.id, page);
  }
  return named;
}

/** Forms of the list that are printed before one that the list has earlier. */
function outOfOrder(printed: readonly string[], listed: readonly string[]): string[] {
  const places = printed.map((form) => listed.indexOf(form)).filter((place) => place >= 0);
  return places.flatMap((place, i) => (i > 0 && place < places[i - 1] ? [listed[place]] : []));
}
