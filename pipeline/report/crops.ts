/** Pictures of places for the report, within a bound on their number and size. */
import type { Data, Item } from '../review/data.ts';
import { hasPictures, type Pictures } from '../review/pictures.ts';
import { type Html, html } from './html.ts';

/** Bytes of all pictures together; a report is to be sent by mail. */
const MOST_BYTES = 8 * 1024 * 1024;

export interface Crops {
  /** The place of a number as a picture; its words where there is none. */
  of(number: Item): Promise<Html>;
  /** How many places have no picture because the report would grow too large. */
  left(): number;
}

/** @param pictures nothing where no sources were given */
export async function openCrops(data: Data, pictures: Pictures | undefined): Promise<Crops> {
  const documents = new Map(
    (await data.all(`SELECT * FROM documents WHERE status <> 'duplicate'`)).map((row) => [
      String(row.document_id),
      row,
    ]),
  );
  let bytes = 0;
  let left = 0;

  async function picture(number: Item): Promise<Html | undefined> {
    const document = documents.get(String(number.document_id));
    const bbox = String(number.bbox ?? '');
    if (!pictures || !document || bbox === '' || !hasPictures(document)) return undefined;
    if (bytes > MOST_BYTES) {
      left++;
      return undefined;
    }
    const [page] = await data.all('SELECT * FROM pages WHERE document_id = $id AND page = $page', {
      id: String(number.document_id),
      page: Number(number.page),
    });
    try {
      const crop = await pictures.crop(document, page, bbox);
      bytes += crop.length;
      return html`<img loading="lazy" alt="${number.raw as string}, page ${number.page as number}" src="data:image/webp;base64,${crop.toString('base64')}">`;
    } catch {
      // The source is not at hand or cannot be drawn: the words have to do.
      return undefined;
    }
  }

  async function words(number: Item): Promise<Html> {
    const [row] = await data.all('SELECT record FROM provenance WHERE id = $id', {
      id: String(number.id ?? number.fact_id ?? ''),
    });
    if (!row) return html`<p class="quote">${(number.context as string) ?? ''}</p>`;
    const quote = JSON.parse(String(row.record)).target.selector.find(
      ({ type }: { type: string }) => type === 'TextQuoteSelector',
    );
    return html`<p class="quote">${quote.prefix} <mark>${quote.exact}</mark> ${quote.suffix}</p>`;
  }

  return { of: async (number) => (await picture(number)) ?? words(number), left: () => left };
}
