/** The words before a number, sorted by what they can decide. */
import type { PathToken, TextToken, TimeToken, Token, WordToken } from './tokens.ts';

/** The words of a clause by part of speech. */
export interface Lead {
  tokens: readonly Token[];
  /** Words that can be subjects, in order; those of a denominator or behind a verb are apart. */
  subjects: WordToken[];
  path?: PathToken;
  denominators: WordToken[];
  measure?: WordToken;
  /** Measure word inside 占… or 完成…. */
  denominatorMeasure?: WordToken;
  /** Measure word after 比. */
  baseMeasure?: WordToken;
  verb?: { token: WordToken; sign: 1 | -1 | 0 };
  /** Both verbs of a template. */
  alternative?: WordToken;
  compare?: WordToken;
  prior?: WordToken;
  share?: WordToken;
  ratio?: WordToken;
  complete?: WordToken;
  each?: WordToken;
  total?: WordToken;
  times: TimeToken[];
  /** Words that only say that it is money: 经费, 资金, 支出. */
  generic: WordToken[];
  /** 预计, 计划: what is said of the future is no amount or count of the year. */
  planned?: WordToken;
  /** Text without meaning for the grammar. */
  unknown: TextToken[];
  /** Subject words that stand behind the verb: 增加人员经费5万元. */
  behindVerb: WordToken[];
}

/** Sorts the tokens of a clause up to a number. */
export function analyse(tokens: readonly Token[]): Lead {
  const lead: Lead = { tokens, subjects: [], denominators: [], times: [], unknown: [], generic: [], behindVerb: [] };
  for (const [i, token] of tokens.entries()) {
    if (token.kind === 'word' && token.word.text === '与' && !opensComparison(tokens[i + 1])) continue;
    if (token.kind === 'text') lead.unknown.push(token);
    else if (token.kind === 'time') lead.times.push(token);
    else if (token.kind === 'path') lead.path = token;
    else if (token.kind === 'word') take(lead, token);
  }
  return lead;
}

/** （简称三公经费）, behind a list also （三公经费）: the name by which all that was listed before it goes on. */
export function shortName(text: string, content: readonly Token[], isList: boolean): WordToken | undefined {
  const words = content.filter((t) => t.kind === 'word').filter(({ word }) => word.senses.length > 0);
  if (words.length !== 1 || content.length === 0) return undefined;
  if (isList && content.length === 1) return words[0];
  return /^(?:以下|下称|以下统)?[简下合统]称/.test(text.slice(content[0].start, words[0].start)) ? words[0] : undefined;
}

/** 与 joins two nouns, or compares with a year or a budget. */
function opensComparison(next: Token | undefined): boolean {
  if (next?.kind === 'time') return true;
  return next?.kind === 'word' && (next.word.classes.has('prior') || next.word.measure !== undefined);
}

function take(lead: Lead, token: WordToken): void {
  const { word } = token;
  const has = (name: 'up' | 'down' | 'same') => word.classes.has(name);
  // 决算数大于预算数5万元: the verb compares by itself, and what stands behind it is what it compares with.
  const isOpen = lead.verb === undefined || lead.verb.token === lead.compare;
  const comparing = lead.compare !== undefined && isOpen && lead.alternative === undefined;
  const dividing = lead.share !== undefined || lead.complete !== undefined;
  if (word.fits) lead.generic.push(token);
  if (word.classes.has('planned')) lead.planned = token;
  if (word.classes.has('alternatives')) lead.alternative = token;
  else if (word.classes.has('compare')) {
    lead.compare ??= token;
    if (has('up') || has('down')) lead.verb = { token, sign: has('up') ? 1 : -1 };
    // 同比 names the year before by itself.
    if (word.classes.has('prior')) lead.prior = token;
  } else if (word.classes.has('prior')) lead.prior = token;
  else if (word.classes.has('share') && word.senses.length === 0) lead.share ??= token;
  else if (word.classes.has('ratio')) lead.ratio = token;
  else if (word.classes.has('each')) lead.each = token;
  else if (has('up') || has('down') || has('same')) {
    lead.verb = { token, sign: has('up') ? 1 : has('down') ? -1 : 0 };
  } else if (word.senses.length > 0) {
    if (lead.verb) lead.behindVerb.push(token);
    else if (lead.share && !lead.ratio) lead.denominators.push(token);
    else lead.subjects.push(token);
    if (word.classes.has('complete')) lead.complete ??= token;
    if (word.measure) takeMeasure(lead, token, comparing, dividing);
  } else if (word.classes.has('complete')) lead.complete ??= token;
  else if (word.measure) takeMeasure(lead, token, comparing, dividing);
  else if (word.classes.has('totals')) lead.total = token;
}

function takeMeasure(lead: Lead, token: WordToken, comparing: boolean, dividing: boolean): void {
  if (comparing) lead.baseMeasure = token;
  else if (dividing) lead.denominatorMeasure ??= token;
  else lead.measure = token;
}
