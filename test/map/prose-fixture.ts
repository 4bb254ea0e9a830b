/** Paragraphs made up for the tests, and the facts that they give in a short form. */
import { join } from 'node:path';
import type { Document, TextLine } from '../../extractors/document.ts';
import type { Classified, Section } from '../../pipeline/classified.ts';
import type { FactDraft, Mapped } from '../../pipeline/draft.ts';
import { createCodeResolver } from '../../pipeline/map/codes.ts';
import { mapProse } from '../../pipeline/map/prose/prose.ts';
import type { ReportType } from '../../schemas/datasets.ts';
import { loadPack } from '../../schemas/pack.ts';

export const pack = loadPack(join(import.meta.dirname, '../../schemas/cn-department'));

export interface Place {
  report?: ReportType;
  section?: string;
  title?: string;
  year?: number | null;
  factFree?: boolean;
}

const WIDTH = 10;

/** A line whose characters are ten points wide; `page` from 1. */
export function line(text: string, page = 1, top = 100): TextLine {
  const edges = [...text].flatMap((_, i) => [i * WIDTH, (i + 1) * WIDTH]);
  return {
    text,
    page,
    box: [0, top, text.length * WIDTH, top + 12],
    edges,
    size: 12,
    bold: false,
    angle: 0,
    confidence: 1,
  };
}

/** Reads paragraphs (each a list of lines) of one section. */
export function mapLines(paragraphs: TextLine[][], place: Place = {}): Mapped {
  const { report = 'final', section: sectionId = '', title = '', year = 2023, factFree = false } = place;
  const section: Section = { sectionId, level: 1, number: '', title, page: 1, reportType: report, factFree };
  const blocks = paragraphs.map((lines) => ({
    block: { kind: 'paragraph', role: 'body', lines, align: 'left' },
    section,
    reportType: report,
    role: 'text',
  }));
  const identity = { entity: '清河县教育局', region_name: '清河县', title: '', fiscal_year: year, report_type: report };
  const document = { method: 'text-layer', pages: [] } as unknown as Document;
  const classified = { document, identity, sections: [section], blocks } as unknown as Classified;
  return mapProse(classified, pack, createCodeResolver(pack, year));
}

/** Reads paragraphs of one line each. */
export function mapText(texts: string | string[], place: Place = {}): Mapped {
  return mapLines(
    [texts].flat().map((text) => [line(text)]),
    place,
  );
}

/** A fact as `concept[code subject] measure period value unit`, with `?flags` where it has any. */
export function short(fact: FactDraft): string {
  const member = [fact.function_code, fact.economic_code, fact.subject].filter((part) => part !== '').join(' ');
  const name = member === '' ? fact.concept : `${fact.concept}[${member}]`;
  const flags = fact.flags.length > 0 ? ` ?${fact.flags.join('?')}` : '';
  return `${name} ${fact.measure} ${fact.period} ${fact.value} ${fact.unit}${flags}`;
}

/** The facts of a text in short form. */
export function factsOf(texts: string | string[], place: Place = {}): string[] {
  return mapText(texts, place).facts.map(short);
}
