/** The grammar's words compiled for looking up: the longest word at a place of a text, with all its parts of speech. */
import type { ReportType } from '../../../schemas/datasets.ts';
import type { Grammar, MeasureByReport, Sense } from '../../../schemas/grammar.ts';
import type { Pack } from '../../../schemas/pack.ts';
import { normalWord } from './normal.ts';
import { expand } from './template.ts';

type WordClass = Exclude<
  keyof Grammar['words'],
  'bodies' | 'nouns' | 'foreignUnits' | 'notes' | 'misread' | 'spellings' | 'generic'
>;

export interface MeasureRole {
  measure: MeasureByReport;
  base?: MeasureByReport;
}

/** A word with everything that it can be. */
export interface Word {
  text: string;
  classes: Set<WordClass>;
  /** Is one only directly before a digit: 增5万元. */
  beforeDigit?: true;
  senses: Sense[];
  measure?: MeasureRole;
  /** Concept of the items that follow a lead-in. */
  functional?: string;
  /** Concepts that keep such items to themselves where the text speaks about them. */
  unless?: readonly string[];
  /** Only says that something is money; concepts that a number behind it can go on with. */
  fits?: readonly string[];
  /** What the text speaks about from this word on. */
  topic?: string;
}

export interface Lexicon {
  /** The longest word that begins at a place, or none. */
  longest(text: string, at: number): Word | undefined;
  /** Senses that a counted noun alone can carry. */
  byUnit: readonly Sense[];
  /** The measure that the end or the beginning of a subject's word names: 支出预算数. */
  impliedMeasure(word: string): MeasureRole | undefined;
  units: UnitTable;
  bodies: readonly string[];
  notes: readonly string[];
}

export interface UnitTable {
  money: ReadonlySet<string>;
  percent: ReadonlySet<string>;
  counts: ReadonlySet<string>;
  foreign: ReadonlySet<string>;
  longest: number;
}

const WORD_CLASSES: WordClass[] = [
  'up',
  'down',
  'same',
  'alternatives',
  'compare',
  'prior',
  'current',
  'share',
  'ratio',
  'complete',
  'each',
  'enumerators',
  'reasons',
  'totals',
  'fillers',
  'subordinate',
  'planned',
];

const compiled = { usual: new WeakMap<Grammar, Lexicon>(), perf_project: new WeakMap<Grammar, Lexicon>() };

/** The lexicon of a pack for a kind of report; compiled once. Evaluations of one project have words of their own. */
export function lexiconOf(pack: Pick<Pack, 'grammar' | 'units'>, report?: ReportType): Lexicon {
  const ofProject = report === 'perf_project';
  const known = ofProject ? compiled.perf_project : compiled.usual;
  const lexicon = known.get(pack.grammar) ?? compile(pack, ofProject);
  known.set(pack.grammar, lexicon);
  return lexicon;
}

function compile({ grammar, units }: Pick<Pack, 'grammar' | 'units'>, ofProject: boolean): Lexicon {
  const own = ofProject ? grammar.evaluation : { senses: [], measures: [], fillers: [] };
  const noMeasure = grammar.patterns.funds.no_measure;
  const words = new Map<string, Word>();
  const spellings = Object.entries(grammar.words.spellings);
  /** Words with their other spellings: 其它收入. */
  const spelled = (texts: string[]) => [
    ...new Set([...texts, ...spellings.flatMap(([usual, other]) => texts.map((t) => t.replaceAll(usual, other)))]),
  ];
  /** Lengths of the words that begin with a character or with two, the longest first. */
  const lengthsByStart = new Map<string, number[]>();
  const add = (template: string, give: (word: Word) => void) => {
    for (const printed of spelled(expand(template).map(normalWord))) {
      const text = printed.replace(/#$/, '');
      if (text === '') continue;
      const beforeDigit = printed.endsWith('#') || undefined;
      const word = words.get(text) ?? { text, classes: new Set(), senses: [], beforeDigit };
      words.set(text, word);
      give(word);
      const start = text.slice(0, 2);
      const lengths = lengthsByStart.get(start) ?? [];
      if (!lengths.includes(text.length)) lengthsByStart.set(start, [...lengths, text.length].sort(descending));
    }
  };
  for (const wordClass of WORD_CLASSES) {
    for (const template of grammar.words[wordClass]) add(template, (word) => word.classes.add(wordClass));
  }
  for (const template of own.fillers) add(template, (word) => word.classes.add('fillers'));
  for (const { words: templates, ...role } of [...own.measures, ...grammar.measures.words]) {
    for (const template of templates)
      add(template, (word) => {
        word.measure ??= role;
      });
  }
  for (const { words: templates, fits } of grammar.words.generic) {
    for (const template of templates)
      add(template, (word) => {
        word.fits = fits;
        word.classes.add('fillers');
      });
  }
  const byUnit: Sense[] = [];
  for (const sense of [...own.senses, ...grammar.subjects.senses]) {
    for (const template of sense.words) {
      if (template === '@unit') byUnit.push(sense);
      else
        add(template, (word) => {
          if (!word.senses.includes(sense)) word.senses.push(sense);
          if (!sense.money) return;
          word.fits ??= [sense.concept];
          word.classes.add('fillers');
        });
    }
  }
  const topics: { text: string; topic: string }[] = [];
  for (const { words: templates, functional, unless, topic } of grammar.sections.leadIns) {
    for (const template of templates) {
      add(template, (word) => {
        word.functional = functional;
        word.unless = unless;
        if (topic) topics.push({ text: word.text, topic });
        if (topic) word.classes.add('fillers');
      });
    }
  }
  for (const word of words.values()) word.topic = topics.find(({ text }) => word.text.includes(text))?.topic;
  const saysMeasure = ({ measure }: Word) => measure !== undefined && !String(measure.measure).startsWith('period_');
  const measureWords = [...words.values()].filter(saysMeasure).sort((a, b) => b.text.length - a.text.length);
  const totals = [...words.values()].filter((word) => word.classes.has('totals')).map(({ text }) => text);
  return {
    longest(text, at) {
      const fits = (word: Word | undefined) =>
        word && (!word.beforeDigit || /\d/.test(text[at + word.text.length] ?? '')) ? word : undefined;
      for (const length of lengthsByStart.get(text.slice(at, at + 2)) ?? []) {
        const word = fits(words.get(text.slice(at, at + length)));
        if (word) return word;
      }
      return fits(words.get(text[at]));
    },
    byUnit,
    impliedMeasure(word) {
      // “三公”经费预算合计 is a budget as “三公”经费预算 is.
      const stem = totals.reduce((rest, total) => (rest.endsWith(total) ? rest.slice(0, -total.length) : rest), word);
      if (noMeasure.test(word) || noMeasure.test(stem)) return undefined;
      const found = measureWords.find(
        ({ text }) =>
          word !== text && (word.endsWith(text) || word.startsWith(text) || (stem !== word && stem.endsWith(text))),
      );
      return found?.measure;
    },
    units: unitTable(grammar, units),
    bodies: grammar.words.bodies,
    notes: grammar.words.notes.map(normalWord),
  };
}

const descending = (a: number, b: number): number => b - a;

function unitTable(grammar: Grammar, units: Pack['units']): UnitTable {
  const table = {
    money: new Set(Object.keys(units.money).map(normalWord)),
    percent: new Set(units.percent.map(normalWord)),
    counts: new Set([...Object.keys(units.counts), ...grammar.words.nouns].map(normalWord)),
    foreign: new Set(grammar.words.foreignUnits.map(normalWord)),
  };
  const all = [...table.money, ...table.percent, ...table.counts, ...table.foreign];
  return { ...table, longest: Math.max(...all.map((u) => u.length)) };
}
