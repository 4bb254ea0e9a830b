/** What a page is: text to be read, a picture of text, or nothing; and which of its characters can be believed. */
import type { PageContent } from '../content.ts';
import type { Box, Glyph, Message, PlacedImage } from '../document.ts';
import { withoutDoubles } from './doubles.ts';
import type { Drawings } from './drawings.ts';
import type { DrawnGlyph, DrawnText } from './glyphs.ts';
import type { Placement } from './placement.ts';

type Judged = Pick<PageContent, 'kind' | 'status' | 'reason' | 'glyphs' | 'illegible'>;

/** A picture that covers this share of the page is a scan if no text of its own stands beside it. */
const SCAN_COVER = 0.5;
/** Pictures beside text that cover this share of the page may hold a table or a chart, which is said. */
const PICTURE_COVER = 0.15;
/** So many visible characters (a page number, a stamp) do not make a scan a native page. */
const MOST_ON_SCAN = 12;
/** Trust in a text layer that another program's OCR laid under a picture. */
export const OCR_LAYER_CONFIDENCE = 0.5;
/** Share of unreadable characters from which a page counts as only partly read. */
const UNREADABLE_SHARE = 0.02;
/** Share of strange letters from which the text layer means nothing. */
const STRANGE_SHARE = 0.4;
/** Share from which the page is better read from its picture. */
const ILLEGIBLE_SHARE = 0.1;

/**
 * Decides kind and status of a page and picks its characters. Hidden text on a native page is left out with a message.
 * Hidden text over a scan is the OCR layer of some program: the page is a `scan`, the layer is kept with low
 * confidence, so that a reading of the picture can take its place.
 * @param messages what was noticed is added here
 */
export function judge(number: number, page: Placement, text: DrawnText, drawn: Drawings, messages: Message[]): Judged {
  const note = (code: string, what: string) => messages.push({ code, text: `page ${number}: ${what}`, page: number });
  if (text.slanted) note('slanted-text', `text at an angle left out: ${text.slanted.slice(0, 60)}`);
  const hidden = text.glyphs.filter((glyph) => isHidden(glyph, drawn));
  const seen = hidden.length === 0 ? text.glyphs : text.glyphs.filter((glyph) => !isHidden(glyph, drawn));
  const scanned = cover(drawn.images, page) >= SCAN_COVER && seen.length <= MOST_ON_SCAN;
  if (scanned) return scan(hidden, seen, note);
  if (hidden.length > 0) note('hidden-text', `${hidden.length} invisible characters left out: ${sample(hidden)}`);
  const pictured = cover(drawn.images, page);
  if (pictured >= PICTURE_COVER) {
    note(
      'picture-not-read',
      `pictures cover ${Math.round(100 * pictured)} % of the page; text that they show is not read`,
    );
  }
  const glyphs = withoutDoubles(seen);
  if (glyphs.length === 0) return { kind: 'blank', status: 'ok', glyphs };
  return { kind: 'native', ...legibility(glyphs, note), glyphs };
}

type Note = (code: string, what: string) => void;

function scan(hidden: DrawnGlyph[], seen: DrawnGlyph[], note: Note): Judged {
  if (hidden.length > MOST_ON_SCAN) {
    note(
      'ocr-layer',
      `a picture with a hidden text layer (${hidden.length} characters) that another program's OCR made`,
    );
  }
  const glyphs = withoutDoubles([...hidden, ...seen]);
  for (const glyph of hidden) glyph.confidence = OCR_LAYER_CONFIDENCE;
  return { kind: 'scan', status: 'ok', glyphs };
}

/** Invisible by render mode or opacity, or white with nothing coloured behind it. */
function isHidden(glyph: DrawnGlyph, { fills, images }: Drawings): boolean {
  if (glyph.invisible) return true;
  if (!glyph.white) return false;
  const [x, y] = [(glyph.x0 + glyph.x1) / 2, (glyph.y0 + glyph.y1) / 2];
  const onFill = fills.some((fill) => x >= fill.x0 && x <= fill.x1 && y >= fill.y0 && y <= fill.y1);
  return !onFill && !images.some(({ box }) => x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3]);
}

/** Share of the page that pictures cover, strips of one scan added up; overlaps count twice, which does no harm. */
function cover(images: readonly PlacedImage[], { width, height }: Placement): number {
  const area = ([x0, y0, x1, y1]: Box) => (x1 - x0) * (y1 - y0);
  return images.reduce((sum, { box }) => sum + area(box), 0) / (width * height);
}

/** Characters whose font does not say what they are, or says a private code, are counted per font. */
function legibility(glyphs: readonly DrawnGlyph[], note: Note): Pick<Judged, 'status' | 'reason' | 'illegible'> {
  const unreadable = new Map<string, number>();
  let total = 0;
  for (const glyph of glyphs) {
    if (glyph.font.symbolic || !(glyph.unmapped || isPrivate(glyph))) continue;
    unreadable.set(glyph.font.name, (unreadable.get(glyph.font.name) ?? 0) + 1);
    total++;
  }
  for (const [font, count] of unreadable) {
    note(
      'font-without-unicode',
      `${count} characters of font ${font || '(unnamed)'} have no Unicode and cannot be read`,
    );
  }
  const strange = glyphs.filter(isStrange).length;
  if (strange >= STRANGE_SHARE * glyphs.length && strange >= MOST_ON_SCAN) {
    note('font-without-unicode', `${strange} characters stand for others: their fonts say wrong Unicode`);
    return { status: 'partial', reason: 'most characters of the page stand for others', illegible: true };
  }
  if (total <= UNREADABLE_SHARE * glyphs.length) return { status: 'ok' };
  const fonts = [...unreadable.keys()].map((name) => name || '(unnamed)').join(', ');
  const reason = `${total} of ${glyphs.length} characters have no Unicode (fonts: ${fonts})`;
  return { status: 'partial', reason, illegible: total >= ILLEGIBLE_SHARE * glyphs.length };
}

/**
 * Letters that no language is mostly written in: Latin letters with marks in one byte (what two-byte text looks like when
 * its encoding is lost), and Han characters of the extensions.
 */
function isStrange({ text }: Glyph): boolean {
  const code = text.codePointAt(0) ?? 0;
  if (code >= 0xa1 && code <= 0xff) return true;
  return (code >= 0x3400 && code <= 0x4dbf) || (code >= 0xf900 && code <= 0xfaff) || code >= 0x20000;
}

function isPrivate({ text }: Glyph): boolean {
  const code = text.codePointAt(0) ?? 0;
  return (code >= 0xe000 && code <= 0xf8ff) || code === 0xfffd || code >= 0xf0000;
}

const sample = (glyphs: readonly Glyph[]) =>
  glyphs
    .slice(0, 40)
    .map(({ text }) => text)
    .join('');
