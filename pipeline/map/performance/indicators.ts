/** Lists of indicators: levels, target, actual value, points. */
import { joinLines, methodAt, placeOf } from '../../../extractors/text.ts';
import type { IndicatorRole } from '../../../schemas/performance.ts';
import type { IndicatorDraft } from '../../draft.ts';
import { boxText } from '../../place.ts';
import { isNumber, plainNumber } from '../amount.ts';
import { evidenceIn } from '../evidence.ts';
import { surroundings } from '../forms/fact.ts';
import { cellsOfRow, type GridCell } from '../forms/grid.ts';
import { headerWord, plain, wordKey } from '../forms/normal.ts';
import { addFact } from './fact.ts';
import { headerKeys, isOneOf, ownTexts, putAside, type Sheet, scoped } from './sheet.ts';
import { readIndicatorValue } from './target.ts';
import { hasDigit, readValue, signed } from './value.ts';

/** What each column of the list holds; a header over several columns counts for the first. */
export type IndicatorColumns = ReadonlyMap<IndicatorRole, { col: number; cell: GridCell }>;

/** A list of indicators that is being read, with the levels of its last row: an empty level means the one above. */
export interface IndicatorList {
  columns: IndicatorColumns;
  /** Columns of explanations: numbers in them are no values. */
  explained: ReadonlySet<number>;
  groups: [level1: GridCell | undefined, level2: GridCell | undefined];
}

const LEVELS = ['level1', 'level2', 'level3'] as const;
/** Points of a group, printed behind its name: 产出指标（50分）. */
const GROUP_WEIGHT = /[（(]\s*(\d+(?:\.\d+)?)\s*分?\s*[）)]$/;

/**
 * The columns that begin below a row, if it is the header of a list of indicators: it names a level and something to
 * be said about it. Cells that reach into the row from above belong to the header too.
 */
export function indicatorHeader(sheet: Sheet, row: number): IndicatorList | undefined {
  const columns = new Map<IndicatorRole, { col: number; cell: GridCell }>();
  const explained = new Set<number>();
  let own = 0;
  for (const cell of cellsOfRow(sheet.grid, row)) {
    const role = roleOf(cell.text, sheet);
    if (role === 'ignore') explained.add(cell.cell.col);
    const again = columns.has(role as IndicatorRole) && !(role === 'weight' && !isSaid(columns));
    if (!role || again) continue;
    columns.set(role, { col: cell.cell.col, cell });
    if (cell.cell.row === row) own++;
  }
  const hasLevel = columns.has('level2') || columns.has('level3');
  const says = (['target', 'actual', 'weight', 'score'] as const).filter((role) => columns.has(role)).length;
  const isHeader = hasLevel && own >= 2 && (says >= 1 || columns.size >= 4);
  return isHeader && !ownTexts(sheet, row).some(({ text }) => isNumber(text))
    ? { columns, explained, groups: [undefined, undefined] }
    : undefined;
}

/** Where each level has a column of points, those of the indicator itself stand behind its name. */
function isSaid(columns: IndicatorColumns): boolean {
  const name = columns.get('level3') ?? columns.get('level2');
  const weight = columns.get('weight');
  return name !== undefined && weight !== undefined && weight.col > name.col;
}

function roleOf(text: string, sheet: Sheet): IndicatorRole | undefined {
  const keys = headerKeys(text);
  for (const [role, words] of Object.entries(sheet.layout.indicator_columns)) {
    if (words.some((word) => keys.includes(wordKey(word)))) return role as IndicatorRole;
  }
  return undefined;
}

/** Reads one row below such a header: an indicator, a placeholder, or nothing. */
export function readIndicator(sheet: Sheet, row: number, list: IndicatorList): void {
  const { columns } = list;
  const at = (role: IndicatorRole) => {
    const column = columns.get(role);
    const cell = column && sheet.grid.at(row, column.col);
    return cell && cell !== column.cell ? cell : undefined;
  };
  const levels = filledDown(
    list,
    LEVELS.map((level) => at(level)),
  );
  for (const level of levels) if (level?.cell.row === row) addGroupWeight(sheet, level);
  const funds = at('funds');
  const project = plain(at('project')?.text ?? '') || (sheet.scope === 'project' ? sheet.project : '');
  if (funds?.cell.row === row && project !== '') addFunds(sheet, funds, project, list);
  const name = levels.findLast((level) => level && level.text.trim() !== '');
  const cells = { target: at('target'), actual: at('actual'), weight: at('weight'), score: at('score') };
  const said = Object.values(cells).some((cell) => cell?.cell.row === row && cell.text.trim() !== '');
  const last = levels[2] ?? levels[1];
  // An indicator stands in its own row; a name alone is one too when the list has a column for it (left unfilled).
  if (!name || name.cell.row !== row || !last || last.text.trim() === '') {
    if (said) leaveAside(sheet, row, 'row without an indicator');
    return;
  }
  // One cell across name and values (自评等级 | 优) is no indicator, nor is the sum of a group.
  if (Object.values(cells).includes(last) || isOneOf(last.text, sheet.layout.totals)) {
    leaveAside(sheet, row, 'row without an indicator');
    return;
  }
  if (isOneOf(last.text, sheet.layout.placeholders) || /^[.…·。\s]+$/.test(last.text)) {
    if (said) leaveAside(sheet, row, 'values of an indicator without a name');
    return;
  }
  const operator = at('operator')?.text;
  const unit = at('unit')?.text;
  const target = readIndicatorValue(cells.target?.text ?? '', sheet.pack, { operator, unit });
  const actual = readIndicatorValue(cells.actual?.text ?? '', sheet.pack, { unit }, target.printedUnit);
  const place =
    [cells.target, cells.actual, cells.weight, name].find((cell) => cell && cell.text.trim() !== '') ?? name;
  const joined = joinLines(place.cell.lines);
  const { page, box } = placeOf(joined, 0, joined.text.length);
  const draft: IndicatorDraft = {
    project,
    level1: levelText(levels[0]),
    level2: levels[2] ? levelText(levels[1]) : '',
    level3: levelText(last),
    target_operator: target.operator,
    target_value: target.value,
    target_unit: target.unit,
    target_raw: trimmed(cells.target),
    actual_value: actual.value,
    actual_unit: actual.unit,
    actual_raw: trimmed(cells.actual),
    weight: points(sheet, cells.weight),
    score: points(sheet, cells.score),
    deviation: trimmed(at('deviation')),
    page,
    bbox: boxText(box),
    path: place.cell.path ?? '',
    table_id: sheet.table.tableId,
    row,
    method: methodAt(sheet.classified.document, page, box),
    confidence: Math.min(
      1,
      ...cellsOfRow(sheet.grid, row).flatMap(({ cell }) => cell.lines.map((line) => line.confidence)),
    ),
    flags: sheet.scope === 'project' && project === '' ? ['project_unknown'] : [],
    trace: {
      rule: 'performance/indicators',
      ...surroundings(cellsOfRow(sheet.grid, row), place),
      evidence: [
        ...levels.flatMap((cell, i) => (cell ? [evidenceIn(cell, LEVELS[i])] : [])),
        ...(['operator', 'unit'] as const).flatMap((role) =>
          at(role)?.text.trim() ? [evidenceIn(at(role)!, role)] : [],
        ),
        ...[...columns.values()].map(({ cell }) => evidenceIn(cell, 'header')),
      ],
      steps: [...target.steps, ...actual.steps],
    },
  };
  sheet.indicators.push(draft);
  addRate(sheet, at('rate'), levelText(last), list);
  const known = new Set([...list.explained, ...[...columns.values()].map(({ col }) => col)]);
  for (const cell of cellsOfRow(sheet.grid, row)) if (known.has(cell.cell.col)) sheet.done.add(cell);
}

/** The funds of a project in a list of the indicators of many. */
function addFunds(sheet: Sheet, cell: GridCell, project: string, { columns }: IndicatorList): void {
  const header = columns.get('funds');
  const read = readValue(cell, sheet.pack);
  if (!header || read.kind === 'blank') return;
  if (read.kind === 'bad') {
    putAside(sheet, cell, read.reason);
    return;
  }
  const { unit } = headerWord(header.cell.text);
  addFact(sheet, cell, read.value, {
    rule: 'performance/indicators/funds',
    concept: 'performance.project.funds',
    measure: 'initial_budget',
    yearsBack: 0,
    subject: project,
    evidence: [{ role: 'header', cell: header.cell }],
    ...(unit ? { unit } : {}),
  });
}

/** How far an indicator was reached, in percent; the dataset of indicators has no column for it. */
function addRate(sheet: Sheet, cell: GridCell | undefined, indicator: string, { columns }: IndicatorList): void {
  const header = columns.get('rate');
  const read = cell && readValue(cell, sheet.pack);
  if (!header || !cell || read?.kind !== 'value' || read.value.unit !== '%') return;
  addFact(sheet, cell, read.value, {
    rule: 'performance/indicators/rate',
    concept: 'performance.indicator.completion_rate',
    measure: 'completion_percent',
    yearsBack: 0,
    subject: indicator,
    base: 'target_value',
    evidence: [{ role: 'header', cell: header.cell }],
  });
}

/** A merged group that a page cuts leaves an empty cell on the next page; it is the group above. */
function filledDown(list: IndicatorList, levels: (GridCell | undefined)[]): (GridCell | undefined)[] {
  const isNamed = (cell: GridCell | undefined) => cell !== undefined && cell.text.trim() !== '';
  const [level1, level2, level3] = levels;
  if (isNamed(level1) && level1 !== list.groups[0]) list.groups = [level1, undefined];
  if (isNamed(level2)) list.groups[1] = level2;
  const hasThree = list.columns.has('level3');
  return [isNamed(level1) ? level1 : list.groups[0], isNamed(level2) || !hasThree ? level2 : list.groups[1], level3];
}

/** The row with full marks and points of the whole list. */
export function readTotal(sheet: Sheet, row: number, label: GridCell, { columns }: IndicatorList): void {
  for (const role of ['weight', 'score'] as const) {
    const column = columns.get(role);
    const cell = column && sheet.grid.at(row, column.col);
    if (!cell || cell === label || cell.cell.row !== row) continue;
    const read = readValue(cell, sheet.pack);
    if (read.kind === 'bad') putAside(sheet, cell, read.reason);
    if (read.kind !== 'value') continue;
    addFact(sheet, cell, read.value, {
      rule: 'performance/total',
      concept: scoped('performance.{scope}.score', sheet),
      measure: role === 'weight' ? 'max_score' : 'score',
      yearsBack: 0,
      subject: sheet.scope === 'project' ? sheet.project : '',
      evidence: [
        { role: 'label', cell: label },
        { role: 'header', cell: column.cell },
      ],
    });
  }
}

function addGroupWeight(sheet: Sheet, group: GridCell): void {
  const joined = joinLines(group.cell.lines);
  const match = GROUP_WEIGHT.exec(joined.text.trimEnd());
  if (!match || sheet.done.has(group)) return;
  const start = match.index + match[0].indexOf(match[1]);
  const value = { ...signed(match[1], start), unit: sheet.layout.points, joined };
  addFact(sheet, group, value, {
    rule: 'performance/group-weight',
    concept: 'performance.indicator.weight',
    measure: 'weight',
    yearsBack: 0,
    subject: levelText(group),
    evidence: [{ role: 'label', cell: group }],
  });
}

/** A level as printed, without white space and without its points. */
function levelText(cell: GridCell | undefined): string {
  return (cell?.text ?? '').replace(/\s/g, '').replace(GROUP_WEIGHT, '');
}

function points(sheet: Sheet, cell: GridCell | undefined): string {
  if (!cell || !hasDigit(cell.text)) return '';
  const text = plainNumber(cell.text).replace(/[分%]$/, '');
  if (isNumber(text)) return text.replace(/,/g, '');
  putAside(sheet, cell, 'no number of points');
  return '';
}

function trimmed(cell: GridCell | undefined): string {
  return cell?.text.trim() ?? '';
}

function leaveAside(sheet: Sheet, row: number, reason: string): void {
  for (const cell of ownTexts(sheet, row)) if (hasDigit(cell.text)) putAside(sheet, cell, reason);
}
