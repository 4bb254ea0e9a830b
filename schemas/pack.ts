/** A pack: all that Pagefact knows about one family of disclosures, as data. */
import { type Checks, checksFile } from './checks.ts';
import { type Forms, loadForms } from './forms.ts';
import { type Grammar, loadGrammar } from './grammar.ts';
import { type IdentityWords, identityFile } from './identity.ts';
import { readCsv, readYaml } from './load.ts';
import { loadPerformance, type Performance } from './performance.ts';
import { naming } from './references.ts';
import { type LineWords, type Section, sectionsFile } from './sections.ts';
import { type Units, unitsFile } from './units.ts';
import {
  type Code,
  type Concept,
  codeRow,
  conceptRow,
  type Division,
  divisionRow,
  type Measure,
  measureRow,
} from './vocabulary.ts';

export interface Pack {
  dir: string;
  concepts: ReadonlyMap<string, Concept>;
  measures: ReadonlyMap<string, Measure>;
  units: Units;
  functionCodes: readonly Code[];
  economicCodes: readonly Code[];
  divisions: readonly Division[];
  forms: Forms;
  grammar: Grammar;
  performance: Performance;
  sections: readonly Section[];
  lines: LineWords;
  identity: IdentityWords;
  checks: Checks;
}

/**
 * Loads a pack from its folder.
 * @param dir for example `schemas/cn-department`
 * @throws PackError naming file, line and what is wrong
 */
export function loadPack(dir: string): Pack {
  const concepts = new Map(readCsv(dir, 'concepts.csv', conceptRow).map((row) => [row.concept, row]));
  const measures = new Map(readCsv(dir, 'measures.csv', measureRow).map((row) => [row.measure, row]));
  return {
    dir,
    concepts,
    measures,
    units: readYaml(dir, 'units.yaml', unitsFile),
    functionCodes: readCsv(dir, 'codes/function.csv', codeRow),
    economicCodes: readCsv(dir, 'codes/economic.csv', codeRow),
    divisions: readCsv(dir, 'codes/divisions.csv', divisionRow),
    forms: loadForms(dir, { concepts, measures }),
    performance: loadPerformance(dir, { concepts, measures }),
    grammar: loadGrammar(dir, concepts, measures),
    ...readYaml(dir, 'sections.yaml', sectionsFile),
    identity: readYaml(dir, 'identity.yaml', identityFile),
    checks: readYaml(dir, 'checks.yaml', checksFile.superRefine(naming({ concepts, measures }))),
  };
}
