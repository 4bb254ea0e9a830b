/** The lines that stand around a table and tell its unit, its body or its date. */
import type { TextLine } from '../../extractors/document.ts';
import { joinLines, placeOf } from '../../extractors/text.ts';
import type { IdentityWords } from '../../schemas/identity.ts';
import { filled } from '../../schemas/patterns.ts';
import type { PlacedTable } from '../classified.ts';
import { compact } from './plain.ts';

export interface CaptionLine {
  unit: string;
  unitPlace?: PlacedTable['unitPlace'];
  entity: string;
  /** What else stands on the line, without white space: nothing, or the table's title. */
  rest: string;
}

/**
 * Reads a line beside a table.
 * @returns null when the line names neither unit nor entity nor date nor form number
 */
export function readCaptionLine(lines: readonly TextLine[], words: IdentityWords): CaptionLine | null {
  const joined = joinLines(lines);
  const patterns = compiled(words);
  const unit = patterns.unit.exec(joined.text);
  const entity = patterns.entity.exec(joined.text);
  let rest = joined.text;
  if (unit) rest = rest.replace(unit[0], ' ');
  if (entity) rest = rest.replace(entity[0], ' ');
  const other = compact(rest.replace(patterns.dates, ' ').replace(patterns.formNumbers, ' ')).replace(
    /^[()（）：:，,。、\-—_]+$/g,
    '',
  );
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
  const match = compiled(words).bracketed.exec(joined.text);
  if (!match) return null;
  const at = match.index + match[0].lastIndexOf(match[1]);
  return { unit: compact(match[1]), text: match[0], ...placeOf(joined, at, at + match[1].length) };
}

interface Patterns {
  unit: RegExp;
  bracketed: RegExp;
  entity: RegExp;
  dates: RegExp;
  formNumbers: RegExp;
}
const known = new WeakMap<IdentityWords, Patterns>();

function compiled(words: IdentityWords): Patterns {
  const before = known.get(words);
  if (before) return before;
  const { captions, entity_labels, unit_labels } = words;
  const units = alternatives(words.table_units);
  const end = filled(captions.unit_end, { labels: alternatives([...entity_labels, ...unit_labels]) }).source;
  const patterns = {
    unit: filled(captions.unit, { labels: alternatives(unit_labels), units, end }),
    bracketed: filled(captions.bracketed_unit, { units }),
    entity: filled(captions.entity, { labels: alternatives(entity_labels), units, end }),
    dates: new RegExp(captions.date.source, 'gu'),
    formNumbers: new RegExp(captions.form_number.source, 'gu'),
  };
  known.set(words, patterns);
  return patterns;
}

/** Words of a pattern, longest first, white space allowed between their characters. */
function alternatives(words: readonly string[]): string {
  return [...words]
    .sort((a, b) => b.length - a.length)
    .map((word) => [...word].map((c) => (/[()（）[\]*+?.|]/.test(c) ? `\\${c}` : c)).join('\\s*'))
    .join('|');
}
