/** The lines that stand around a table and tell its unit, its body or its date. */
import type { TextLine } from '../../extractors/document.ts';
import { joinLines, placeOf } from '../../extractors/text.ts';
import type { IdentityWords } from '../../schemas/identity.ts';
import type { PlacedTable } from '../classified.ts';
import { compact } from './plain.ts';

export interface CaptionLine {
  unit: string;
  unitPlace?: PlacedTable['unitPlace'];
  entity: string;
  /** What else stands on the line, without white space: nothing, or the table's title. */
  rest: string;
}

const DATE =
  /(?:填报|编制|报送|公开|制表)?(?:日期|时间)[：:]?|截止时间[：:]?|20\d{2}\s*年(?:\s*\d{1,2}\s*月)?(?:\s*\d{1,2}\s*日)?(?:度)?|20\d{2}-\d{1,2}-\d{1,2}/g;
const FORM_NUMBER =
  /(?:公开|财决|附)?\s*(?:预算|决算)?\s*\d{1,2}\s*(?:-\s*\d+)?\s*表|(?:附件|表|附表)\s*[一二三四五六七八九十\d]{1,3}(?:-\d+)?|报表编号[：:][\w]+/g;

/**
 * Reads a line beside a table.
 * @returns null when the line names neither unit nor entity nor date nor form number
 */
export function readCaptionLine(lines: readonly TextLine[], words: IdentityWords): CaptionLine | null {
  const joined = joinLines(lines);
  const unit = unitPattern(words).exec(joined.text);
  const entity = entityPattern(words).exec(joined.text);
  let rest = joined.text;
  if (unit) rest = rest.replace(unit[0], ' ');
  if (entity) rest = rest.replace(entity[0], ' ');
  const other = compact(rest.replace(DATE, ' ').replace(FORM_NUMBER, ' ')).replace(/^[()（）：:，,。、\-—_]+$/g, '');
  if (!unit && !entity && (other !== '' || compact(joined.text) === '')) return null;
  const name = compact(entity?.[2] ?? '');
  const at = unit ? unit.index + unit[0].lastIndexOf(unit[2]) : 0;
  return {
    unit: unit ? compact(unit[2]) : '',
    ...(unit && { unitPlace: { text: unit[0].trim(), ...placeOf(joined, at, at + unit[2].length) } }),
    entity: name,
    rest: other,
  };
}

/** A unit in brackets behind a title or in a header cell: 年度预算申请（万元）. */
export function bracketedUnit(
  lines: readonly TextLine[],
  words: IdentityWords,
): (PlacedTable['unitPlace'] & { unit: string }) | null {
  const joined = joinLines(lines);
  const match = new RegExp(
    `[（(](?:\\s*(?:金额)?单位\\s*[：:])?\\s*(${alternatives(words.table_units)})\\s*[）)]`,
  ).exec(joined.text);
  if (!match) return null;
  const at = match.index + match[0].lastIndexOf(match[1]);
  return { unit: compact(match[1]), text: match[0], ...placeOf(joined, at, at + match[1].length) };
}

const patterns = new WeakMap<IdentityWords, { unit: RegExp; entity: RegExp }>();

function compiled(words: IdentityWords) {
  const known = patterns.get(words);
  if (known) return known;
  // 编制单位：元氏县教育局 names no unit: what follows one is no word, or the next label.
  const end = `(?:(?![\\u4e00-\\u9fff])|(?=人民币|公开|20|${alternatives([...words.entity_labels, ...words.unit_labels])}))`;
  const unit = new RegExp(
    `(${alternatives(words.unit_labels)})(?:[^\\u4e00-\\u9fff\\d：:]{1,30}(?=[：:]))?\\s*[：:]?\\s*[（(]?\\s*(?:人民币)?\\s*(${alternatives(words.table_units)})${end}\\s*[）)]?`,
  );
  const labels = alternatives(words.entity_labels);
  const units = alternatives(words.table_units);
  const entity = new RegExp(
    `(?<=^|\\s|表)(${labels})\\s*(?:[（(]\\s*盖章\\s*[）)])?\\s*[：:]\\s*(?!(?:人民币)?(?:${units})${end})(\\S.*?)(?=\\s{2,}|\\s+\\S*(?:单位|日期|时间)\\s*[：:]|(?:金额|计量|货币)?单位\\s*[：:]|$)`,
  );
  patterns.set(words, { unit, entity });
  return { unit, entity };
}

function unitPattern(words: IdentityWords): RegExp {
  return compiled(words).unit;
}

function entityPattern(words: IdentityWords): RegExp {
  return compiled(words).entity;
}

/** Words of a pattern, longest first, white space allowed between their characters. */
function alternatives(words: readonly string[]): string {
  return [...words]
    .sort((a, b) => b.length - a.length)
    .map((word) => [...word].map((c) => (/[()（）[\]*+?.|]/.test(c) ? `\\${c}` : c)).join('\\s*'))
    .join('|');
}
