/** Documents as they are stored. */
import type { Document } from '../../extractors/document.ts';

/** As JSON: exact for every number and text, and readable by any program for as long as stores live. */
export const storedDocument = (document: Document): Buffer => Buffer.from(JSON.stringify(document));

export const documentFrom = (stored: Buffer): Document => JSON.parse(stored.toString()) as Document;
