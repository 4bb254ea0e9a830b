/** Members of lists: economic items, classes by their bare name, projects and services named freely. */
import type { Grammar, ListRule } from '../../../schemas/grammar.ts';
import type { CodeResolver } from '../codes.ts';
import { type Context, inSection } from './context.ts';
import type { Subject } from './scope.ts';

const MARKS = /^(?:其中|包括|主要包括|[、，："\s]|\d{1,2}[.、])+|(?:["：\s]|为|是)+$/g;
/** A name that a list of costs can have: it ends like one. */
const COST = /(?:费|费用|金|工资|补贴|补助|支出|奖|津贴|缴费|购置|经费|保险|慰问|年终奖)$/;
const NAMES_MAX = 40;

/**
 * The rule of the list below a concept.
 * @param uses the list stands behind 主要用于 or 主要是
 */
export function listBelow(
  concept: string | undefined,
  context: Context,
  grammar: Grammar,
  uses = false,
): ListRule | undefined {
  if (concept === undefined) return undefined;
  const fits = (rule: ListRule) => rule.head.includes(concept) && (uses || !rule.uses);
  return grammar.sections.lists.find(
    (rule) => fits(rule) && (rule.sections.length === 0 || inSection(context, rule.sections)),
  );
}

/** The member that a text names in a list, or none when it names none with certainty. */
export function memberOf(
  name: string,
  rule: ListRule,
  head: Subject | undefined,
  resolver: CodeResolver,
): Subject | undefined {
  const plain = name.replace(MARKS, '');
  if (plain === '' || plain.length > NAMES_MAX) return undefined;
  const from = head?.functionCode ? { functionCode: head.functionCode, functionName: head.functionName } : {};
  if (rule.members === 'free') return { concept: rule.concept, fund: rule.fund, member: plain, ...from };
  const found = resolver.economic(plain, rule.within);
  const code = found.code !== '' ? found.code : resolver.economic(plain).code;
  // A class has a concept of its own.
  if (code.length === 3) return undefined;
  if (code !== '') return { concept: rule.concept, fund: rule.fund, economicCode: code, economicName: plain, ...from };
  // 基本支出5万元（住房保障支出1万元）: a function class is no cost.
  const isFunction = resolver.path({ class: plain }).code !== '';
  if (!COST.test(plain) || isFunction) return undefined;
  return {
    concept: rule.concept,
    fund: rule.fund,
    economicName: plain,
    member: plain,
    flags: ['code_unresolved'],
    ...from,
  };
}
