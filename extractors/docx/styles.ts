/** Paragraph and character styles with what they inherit (ECMA-376 part 1, 17.7). */
import { child, childValue, elements, toggle, whole, type XmlElement } from './xml.ts';

/** What a run's properties say that matters to a reader. */
export interface RunLook {
  bold?: boolean;
  /** Points. */
  size?: number;
  hidden?: boolean;
  /** Struck out, once or twice: no longer said. */
  struck?: boolean;
  /** `superscript`, `subscript`, `baseline` */
  raised?: string;
}

/** What a paragraph's properties say that matters to a reader. */
export interface ParagraphLook {
  align?: 'left' | 'center' | 'right';
  /** 0 to 8; 9 means body text. */
  outline?: number;
  numId?: string;
  /** Level of the list, from 0. */
  listLevel?: number;
  pageBreakBefore?: boolean;
}

export interface Style extends ParagraphLook, RunLook {
  id: string;
  name: string;
}

export interface Styles {
  /** A paragraph style with all that it inherits; the default style for no id or an unknown one. */
  paragraph(id: string | undefined): Style;
  /** What a character style adds. */
  run(id: string | undefined): RunLook;
  /** The `w:numId` that a numbering style stands for. */
  numberingOf(id: string): string | undefined;
}

/** Reads the `w:rPr` of a run, a style or a numbering level. */
export function runLook(rPr: XmlElement | undefined): RunLook {
  const size = childValue(rPr, 'w:sz');
  return defined({
    bold: toggle(rPr, 'w:b'),
    size: size === undefined ? undefined : whole(size, 0) / 2,
    hidden: toggle(rPr, 'w:vanish'),
    struck: toggle(rPr, 'w:strike') ?? toggle(rPr, 'w:dstrike'),
    raised: childValue(rPr, 'w:vertAlign'),
  });
}

/** Reads the `w:pPr` of a paragraph or a style. */
export function paragraphLook(pPr: XmlElement | undefined): ParagraphLook {
  const numPr = child(pPr, 'w:numPr');
  const outline = childValue(pPr, 'w:outlineLvl');
  const level = childValue(numPr, 'w:ilvl');
  return defined({
    align: alignOf(childValue(pPr, 'w:jc')),
    outline: outline === undefined ? undefined : whole(outline, 9),
    numId: childValue(numPr, 'w:numId'),
    listLevel: level === undefined ? undefined : whole(level, 0),
    pageBreakBefore: toggle(pPr, 'w:pageBreakBefore'),
  });
}

/** Reads `styles.xml`; a file without one has only the built-in default style. */
export function readStyles(root: XmlElement | undefined): Styles {
  const byId = new Map<string, XmlElement>();
  let standard = '';
  for (const style of elements(root)) {
    if (style.name !== 'w:style') continue;
    const id = style.attributes['w:styleId'] ?? '';
    if (!byId.has(id)) byId.set(id, style);
    const isDefault =
      style.attributes['w:type'] === 'paragraph' && /^(1|true|on)$/.test(style.attributes['w:default'] ?? '');
    if (isDefault && standard === '') standard = id;
  }
  const base = runLook(child(child(child(root, 'w:docDefaults'), 'w:rPrDefault'), 'w:rPr'));
  const resolved = new Map<string, Style>();

  function resolve(id: string, below: readonly string[] = []): Style {
    const known = resolved.get(id);
    if (known) return known;
    const style = byId.get(id);
    const parent = childValue(style, 'w:basedOn');
    const inherited = parent && byId.has(parent) && !below.includes(parent) ? resolve(parent, [...below, id]) : {};
    const name = childValue(style, 'w:name') ?? id;
    const own = { ...paragraphLook(child(style, 'w:pPr')), ...runLook(child(style, 'w:rPr')) };
    const whole = { ...inherited, ...own, id, name };
    resolved.set(id, whole);
    return whole;
  }
  return {
    paragraph: (id) => ({ ...base, ...resolve(id !== undefined && byId.has(id) ? id : standard) }),
    run: (id) => (id !== undefined && byId.has(id) ? resolve(id) : {}),
    numberingOf: (id) => (byId.has(id) ? resolve(id).numId : undefined),
  };
}

function alignOf(jc: string | undefined): ParagraphLook['align'] {
  if (jc === undefined) return undefined;
  return jc === 'center' ? 'center' : jc === 'right' || jc === 'end' ? 'right' : 'left';
}

/** Drops what is not said, so that spreading one look over another keeps what the other says. */
function defined<T extends object>(look: T): T {
  return Object.fromEntries(Object.entries(look).filter(([, value]) => value !== undefined)) as T;
}
