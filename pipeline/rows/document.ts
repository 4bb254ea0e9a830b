/** The `documents` row of a file, read or not. */
import type { Document } from '../../extractors/document.ts';
import { documents, type Row } from '../../schemas/datasets.ts';
import type { Identity } from '../classified.ts';
import type { Source } from '../process.ts';
import { joinFlags } from './facts.ts';

/** What is known of a file before it is opened. */
export type FileFacts = Pick<Source, 'name' | 'sha256' | 'mediaType' | 'sourceUrl' | 'retrievedAt'> & {
  /** Null for a file that could not be opened. */
  size: number | null;
};

/** The row of a document that was read. */
export function documentRow(source: Source, document: Document, identity: Identity): Row<'documents'> {
  const bad = document.pages.filter((page) => page.status !== 'ok');
  const failed = bad.filter((page) => page.status === 'failed').length;
  const { flags, ...stated } = identity;
  const attached = document.messages.filter(({ code }) => code === 'attachment').map(({ text }) => text);
  const reason = [reasonOf(bad), ...attached].filter((part) => part !== '').join('; ');
  return {
    ...fileRow(source, bad.length === 0 ? 'ok' : 'partial', reason),
    ...stated,
    page_count: document.pages.length,
    pages_native: document.pages.filter((page) => page.kind !== 'scan').length,
    pages_ocr: document.ocrEngine ? document.pages.filter((page) => page.kind === 'scan').length - failed : 0,
    flags: joinFlags([...flags.split(';'), ...document.messages.map((message) => message.code)]),
    page_method: document.pageMethod,
  };
}

/** The row of a file that was not read: `failed`, `skipped` or `duplicate`, with the reason. */
export function fileRow(file: FileFacts, status: Row<'documents'>['status'], reason: string): Row<'documents'> {
  return documents.parse({
    document_id: file.sha256.slice(0, 16),
    file: file.name,
    sha256: file.sha256,
    media_type: file.mediaType,
    bytes: file.size,
    source_url: file.sourceUrl ?? '',
    retrieved_at: file.retrievedAt ?? '',
    status,
    reason,
  });
}

/** `pages 3, 5: no text layer`, each reason once. */
function reasonOf(pages: Document['pages']): string {
  const byReason = Map.groupBy(pages, (page) => page.reason ?? 'not read completely');
  return [...byReason]
    .map(
      ([reason, group]) => `page${group.length > 1 ? 's' : ''} ${ranges(group.map((page) => page.number))}: ${reason}`,
    )
    .join('; ');
}

/** 3, 5-9: numbers that follow each other as one range. */
function ranges(numbers: readonly number[]): string {
  const parts: [first: number, last: number][] = [];
  for (const number of numbers) {
    const open = parts.at(-1);
    if (open?.[1] === number - 1) open[1] = number;
    else parts.push([number, number]);
  }
  return parts.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(', ');
}
