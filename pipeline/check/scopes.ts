/** The numbers that a check looks at together. */
import type { Check } from '../../schemas/checks.ts';
import type { CheckedNumber } from './numbers.ts';

/** Groups of the numbers of one document, each made once: most checks share theirs with others. */
export class Scopes {
  readonly #all: readonly CheckedNumber[];
  readonly #reported = new Map<string, readonly CheckedNumber[]>();
  readonly #scopes = new Map<string, readonly (readonly CheckedNumber[])[]>();

  constructor(all: readonly CheckedNumber[]) {
    this.#all = all;
  }

  /** Groups of the numbers of the reports that a check is for. */
  of({ report_types, scope, forms, kind }: Check): readonly (readonly CheckedNumber[])[] {
    const types = report_types.join();
    let reported = this.#reported.get(types);
    if (!reported) {
      reported = this.#all.filter(({ row }) => report_types.some((type) => type === row.report_type));
      this.#reported.set(types, reported);
    }
    // Points belong to a table by themselves.
    if (kind === 'weights' || kind === 'scores' || scope === 'document') return [reported];
    const name = [types, scope, ...(forms ?? ['*'])].join('\u001f');
    let groups = this.#scopes.get(name);
    if (!groups) {
      groups = groupsOf(reported, scope, forms);
      this.#scopes.set(name, groups);
    }
    return groups;
  }
}

function groupsOf(
  numbers: readonly CheckedNumber[],
  scope: Check['scope'],
  forms: Check['forms'],
): readonly (readonly CheckedNumber[])[] {
  if (scope === 'prose' || scope === 'section') {
    const prose = numbers.filter(({ row }) => row.table_id === '');
    return scope === 'prose' ? [prose] : [...Map.groupBy(prose, ({ row }) => row.section_id).values()];
  }
  const inTables = numbers.filter(({ row, form }) => row.table_id !== '' && (!forms || forms.includes(form)));
  return scope === 'tables' ? [inTables] : [...Map.groupBy(inTables, ({ row }) => row.table_id).values()];
}
