/** Words of the grammar written as templates: `{a|b}` are alternatives, `[x]` may be missing. */

/**
 * All words that a template stands for.
 * @throws RangeError when a bracket is not closed
 */
export function expand(template: string): string[] {
  const open = template.search(/[[{]/);
  if (open < 0) return [template];
  const end = closing(template, open);
  const options = alternatives(template.slice(open + 1, end));
  if (template[open] === '[') options.push('');
  const head = template.slice(0, open);
  const tails = expand(template.slice(end + 1));
  return options.flatMap((option) => expand(option).flatMap((middle) => tails.map((tail) => head + middle + tail)));
}

function closing(template: string, open: number): number {
  let depth = 0;
  for (let i = open; i < template.length; i++) {
    if (template[i] === '[' || template[i] === '{') depth++;
    if ((template[i] === ']' || template[i] === '}') && --depth === 0) return i;
  }
  throw new RangeError(`bracket not closed in the template ${template}`);
}

/** Splits at `|` outside of inner brackets. */
function alternatives(body: string): string[] {
  const parts: string[] = [''];
  let depth = 0;
  for (const c of body) {
    if (c === '[' || c === '{') depth++;
    if (c === ']' || c === '}') depth--;
    if (c === '|' && depth === 0) parts.push('');
    else parts[parts.length - 1] += c;
  }
  return parts;
}
