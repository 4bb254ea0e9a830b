/** The map stage: performance tables, form tables, then running text with the codes that the forms taught. */
import type { Pack } from '../../schemas/pack.ts';
import type { Classified, PlacedTable } from '../classified.ts';
import type { Mapped } from '../draft.ts';
import { type Accounted, account } from './account/account.ts';
import { createCodeResolver } from './codes.ts';
import { learnCodes, mapForms } from './forms/index.ts';
import { mapPerformanceTables } from './performance/index.ts';
import { mapIndicatorSentences } from './performance/sentences.ts';
import { mapProse } from './prose/prose.ts';

/** All facts, indicators, refused numbers and numbers that state nothing of a document, and how many there are. */
export function mapDocument(classified: Classified, pack: Pack): Accounted {
  const performance = mapPerformanceTables(classified, pack);
  const forms = mapForms(without(classified, tablesOf(performance)), pack);
  const codes = createCodeResolver(pack, classified.identity.fiscal_year);
  learnCodes(forms.facts, codes);
  const withGoals = { ...classified, blocks: [...classified.blocks, ...performance.texts] };
  const prose = mapProse(withGoals, pack, codes);
  for (const part of [performance, forms]) markOtherBodies(part, classified);
  return account(classified, merged([forms, prose, performance, mapIndicatorSentences(classified, pack)]), pack);
}

/** What a table of another body states is not the document's own: the body becomes the subject. */
function markOtherBodies({ facts, indicators }: Mapped, { blocks }: Classified): void {
  const bodies = new Map(
    blocks.flatMap((block) =>
      block.role === 'table' && block.body ? [[(block as PlacedTable).tableId, block.body]] : [],
    ),
  );
  for (const row of [...facts, ...indicators]) {
    const body = bodies.get(row.table_id);
    if (body === undefined) continue;
    row.flags.push('other_body');
    if ('subject' in row && row.subject === '') row.subject = body;
  }
}

/** A table belongs to one reader: what the performance reader took is not looked at again. */
function tablesOf({ facts, indicators }: Mapped): Set<string> {
  return new Set([...facts, ...indicators].map((row) => row.table_id));
}

function without(classified: Classified, tables: ReadonlySet<string>): Classified {
  const blocks = classified.blocks.filter(
    (block) => block.role !== 'table' || !tables.has((block as PlacedTable).tableId),
  );
  return { ...classified, blocks };
}

function merged(parts: readonly Mapped[]): Mapped {
  return {
    facts: parts.flatMap((part) => part.facts),
    indicators: parts.flatMap((part) => part.indicators),
    quarantine: parts.flatMap((part) => part.quarantine),
    nonFacts: parts.flatMap((part) => part.nonFacts),
  };
}
