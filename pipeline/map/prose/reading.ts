/** What reading a paragraph needs, and what a name for a number is. */
import type { Pack } from '../../../schemas/pack.ts';
import type { CodeResolver } from '../codes.ts';
import type { Context } from './context.ts';
import type { Lexicon } from './lexicon.ts';
import type { NamedProject } from './projects.ts';
import { type Above, conceptsAbove, type Scope, type Subject } from './scope.ts';
import type { TextToken } from './tokens.ts';

/** Everything that reading needs and that stays the same within a section. */
export interface Reading {
  text: string;
  context: Context;
  pack: Pack;
  lexicon: Lexicon;
  resolver: CodeResolver;
  /** Title of the report. */
  title?: string;
  /** Projects that the paragraph names behind its first. */
  projects?: readonly NamedProject[];
}

/** A subject with how it was found, or why there is none. */
export type Named = { subject: Subject; own: boolean; how: string } | { problem: string };

/** What the text speaks about, for choosing senses. */
export function above(r: Reading, scope: Scope): Above {
  return conceptsAbove(scope, r.context.defaults.subject);
}

/** The problem that names the words in the way. */
export function notUnderstood(r: Reading, token: TextToken): Named {
  return { problem: `words not understood: “${r.text.slice(token.start, token.end).slice(0, 30)}”` };
}
