/** Turns pages of a PDF into an image-only PDF, as an office scanner leaves it: a little slanted, a little uneven. */
import PDFDocument from 'pdfkit';
import sharp from 'sharp';
import { openPdf } from '../extractors/pdf/open.ts';
import { renderPage } from '../extractors/pdf/render.ts';

const DPI = 200;

/**
 * @param pdf a native PDF
 * @param pages pages to keep, from 1
 * @param degrees by how much every page is slanted
 */
export async function writeScan(pdf: Uint8Array, pages: number[], degrees: number): Promise<Buffer> {
  const doc = new PDFDocument({ margin: 0, autoFirstPage: false, info: { CreationDate: new Date(0) } });
  const chunks: Buffer[] = [];
  doc.on('data', (chunk: Buffer) => chunks.push(chunk));
  const done = new Promise<void>((resolve) => doc.on('end', () => resolve()));
  const source = await openPdf(pdf);
  for (const page of pages) {
    const { width, height, data } = renderPage(source, page, DPI, 'grey');
    const image = await sharp(data, { raw: { width, height, channels: 1 } })
      .rotate(degrees, { background: '#fdfdfb' })
      .resize(width, height, { fit: 'cover' })
      .blur(0.5)
      .linear(0.92, 14)
      .greyscale()
      .jpeg({ quality: 72 })
      .toBuffer();
    const size: [number, number] = [(width * 72) / DPI, (height * 72) / DPI];
    doc.addPage({ size, margin: 0 });
    doc.image(image, 0, 0, { width: size[0], height: size[1] });
  }
  source.close();
  doc.end();
  await done;
  return Buffer.concat(chunks);
}
