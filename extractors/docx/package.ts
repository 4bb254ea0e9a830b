/** The parts of a Word file and how they point to each other (Open Packaging Conventions, ECMA-376 part 2). */
import { posix } from 'node:path';
import { ReadError } from '../errors.ts';
import type { Limits } from '../limits.ts';
import { type Archive, openArchive } from './archive.ts';
import { elements, parseXml, type XmlElement } from './xml.ts';

/** The parts beside the main one that are read. */
export type PartKind = 'styles' | 'numbering' | 'footnotes' | 'endnotes';

export interface WordPackage {
  /** The main document as bytes: it is read as a stream. */
  main: { name: string; bytes: Uint8Array };
  /** A part that the main document has at most one of. */
  part(kind: PartKind): Promise<XmlElement | undefined>;
  /** A part by the relationship id that the main document names it with: headers and footers. */
  partById(id: string): Promise<XmlElement | undefined>;
  /** Title, author and dates as the file states them, and the page count that the writing program noted. */
  properties(): Promise<{ metadata: Record<string, string>; pages?: number }>;
}

interface Relationship {
  id: string;
  /** Last segment of the relationship type: `styles`, `header`. */
  kind: string;
  target: string;
}

/**
 * Opens a DOCX.
 * @throws ReadError `corrupt`, `wrong-extension` or `limit` when there is no Word document inside
 */
export async function openPackage(bytes: Uint8Array, limits: Limits): Promise<WordPackage> {
  const archive = await openArchive(bytes, limits);
  const tree = async (part: string): Promise<XmlElement | undefined> => {
    const content = await archive.read(part);
    return content && parseXml(content, { part, limits });
  };
  const start = (await relationships(tree, '')).find(({ kind }) => kind === 'officeDocument');
  const name = start && archive.has(start.target) ? start.target : 'word/document.xml';
  const main = isWord(archive, name) ? await archive.read(name) : undefined;
  if (!main) throw noDocument(archive);
  const related = await relationships(tree, name);

  return {
    main: { name, bytes: main },
    part: async (kind) => {
      const target = related.find((relation) => relation.kind === kind)?.target;
      return target ? tree(target) : undefined;
    },
    partById: async (id) => {
      const target = related.find((relation) => relation.id === id)?.target;
      return target ? tree(target) : undefined;
    },
    properties: async () => {
      const metadata: Record<string, string> = {};
      for (const property of elements(await tree('docProps/core.xml'))) {
        const text = property.children.join('').trim();
        if (text) metadata[property.name.replace(/^.*:/, '')] = text;
      }
      const app = elements(await tree('docProps/app.xml'));
      const of = (wanted: string) => app.find((element) => element.name === `?:${wanted}`)?.children.join('');
      const application = of('Application');
      if (application) metadata.application = application;
      const pages = Number(of('Pages'));
      return { metadata, pages: pages > 0 ? pages : undefined };
    },
  };
}

function isWord(archive: Archive, name: string): boolean {
  return archive.has(name) && !name.startsWith('xl/') && !name.startsWith('ppt/');
}

function noDocument(archive: Archive): ReadError {
  if (archive.has('xl/workbook.xml')) {
    return new ReadError('wrong-extension', 'this is an Excel workbook (.xlsx), not a Word document');
  }
  if (archive.has('ppt/presentation.xml')) {
    return new ReadError('wrong-extension', 'this is a PowerPoint file (.pptx), not a Word document');
  }
  if (archive.has('content.xml')) {
    return new ReadError('wrong-extension', 'this is an OpenDocument file; save it as .docx');
  }
  return new ReadError('corrupt', 'the archive holds no word/document.xml, so it is no Word document');
}

async function relationships(
  tree: (part: string) => Promise<XmlElement | undefined>,
  source: string,
): Promise<Relationship[]> {
  const folder = posix.dirname(source);
  const part = posix.join(folder, '_rels', `${posix.basename(source)}.rels`);
  return elements(await tree(part))
    .filter((element) => element.name === 'rel:Relationship' && element.attributes.TargetMode !== 'External')
    .map(({ attributes: { Id = '', Type = '', Target = '' } }) => ({
      id: Id,
      kind: Type.slice(Type.lastIndexOf('/') + 1),
      target: Target.startsWith('/') ? Target.slice(1) : posix.join(folder, Target),
    }));
}
