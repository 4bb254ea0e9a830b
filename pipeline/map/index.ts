/** The map stage: form tables, then running text with the codes that the tables taught. */
import type { Pack } from '../../schemas/pack.ts';
import type { Classified } from '../classified.ts';
import type { Mapped } from '../draft.ts';
import { mapForms } from './forms/index.ts';

/** All facts, indicators and refused numbers of a document. */
export function mapDocument(classified: Classified, pack: Pack): Mapped {
  return merged([mapForms(classified, pack)]);
}

function merged(parts: readonly Mapped[]): Mapped {
  const numbersFound = new Map<number, number>();
  for (const part of parts)
    for (const [page, count] of part.numbersFound) numbersFound.set(page, (numbersFound.get(page) ?? 0) + count);
  return {
    facts: parts.flatMap((part) => part.facts),
    indicators: parts.flatMap((part) => part.indicators),
    quarantine: parts.flatMap((part) => part.quarantine),
    numbersFound,
  };
}
