/** The check stage. */
import type { Row } from '../../schemas/datasets.ts';
import type { Pack } from '../../schemas/pack.ts';
import type { Classified } from '../classified.ts';
import type { FinishedFact, FinishedIndicator } from '../rows/facts.ts';

export interface CheckInput {
  facts: readonly FinishedFact[];
  indicators: readonly FinishedIndicator[];
  classified: Classified;
  pack: Pack;
  documentId: string;
}

/** Every identity that the facts of a document allow. Facts of a failed one get the flag `check_failed:ID`. */
export function checkDocument(_input: CheckInput): Row<'findings'>[] {
  return [];
}
