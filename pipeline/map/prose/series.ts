/** Several subjects and their numbers: 分别 gives each its own, 均 gives all the same one. */
import type { Frame } from './clauses.ts';
import type { Lead } from './lead.ts';
import type { Named } from './reading.ts';

/**
 * Gives a number to the subject of a row that it belongs to.
 * @param frame its row of subjects; those that get their number are taken off
 * @param named what the number's own words say
 */
export function distribute(frame: Frame, lead: Lead, named: Named): Named {
  const { coordinated, scope } = frame;
  const isSeries = lead.each?.word.text.startsWith('分别') === true;
  const isWordless = lead.tokens.every((t) => t.kind === 'word' && t.word.classes.has('fillers') && !t.word.measure);
  if (!isSeries && isWordless && coordinated.length > 0) return next(frame);
  if (!isSeries && isWordless && frame.served) return { problem: 'more numbers than subjects' };
  frame.served = undefined;
  if (isSeries && (coordinated.length === 0 || frame.unlisted || 'problem' in named)) {
    frame.coordinated = [];
    frame.served = true;
    return 'problem' in named ? named : { problem: 'several numbers for subjects that are not listed' };
  }
  if ('problem' in named) return named;
  if (isSeries) {
    coordinated.push(named.subject);
    return next(frame);
  }
  if (lead.each && coordinated.length === 0 && !named.own && scope.otherSide)
    return { ...named, subject: { ...named.subject, others: [scope.otherSide] } };
  if (coordinated.length === 0) return named;
  if (!lead.each) {
    // 办公费、差旅费共12万元: what is said of several may be their sum.
    frame.coordinated = [];
    const flags = [...(named.subject.flags ?? []), 'subject_inferred'];
    return named.own ? { ...named, subject: { ...named.subject, flags } } : named;
  }
  const others = coordinated.splice(0);
  return { ...named, subject: { ...named.subject, others } };
}

/** The next subject of the row that still waits for its number. */
function next(frame: Frame): Named {
  frame.served = frame.coordinated.length === 1;
  return { subject: frame.coordinated.shift()!, own: true, how: 'series' };
}
