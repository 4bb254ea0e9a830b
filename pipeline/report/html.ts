/** HTML out of templates: whatever is put in is escaped unless it came out of such a template itself. */

/** Text that is HTML already. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Part = Html | string | number | null | undefined | false | readonly Part[];

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Control characters would make the file something else than text. */
const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (c) => ENTITIES[c]).replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '\ufffd');

export function html(fixed: TemplateStringsArray, ...parts: Part[]): Html {
  return new Html(fixed.map((text, i) => text + (i < parts.length ? rendered(parts[i]) : '')).join(''));
}

function rendered(part: Part): string {
  if (part instanceof Html) return part.text;
  if (Array.isArray(part)) return part.map(rendered).join('');
  return part === null || part === undefined || part === false ? '' : escaped(String(part));
}
