/** A printed table of numbers for the tests of reading. */
import type { Picture } from '../../extractors/image/picture.ts';
import { openPdf } from '../../extractors/pdf/open.ts';
import { renderPage } from '../../extractors/pdf/render.ts';

export const ROWS = [
  ['2,106.66', '1,503.52', '603.14'],
  ['84.65', '445.69', '0.94'],
  ['12.80%', '', '2,940.05'],
];
export const LEFT = 60;
export const TOP = 700;
export const WIDTH = 120;
export const HEIGHT = 24;

/** A page of 595 x 842 points with a ruled table of numbers, set in the Helvetica that PDFium brings along. */
export function tablePdf(rows: readonly (readonly string[])[]): Uint8Array {
  const lines = rows.flatMap((row, r) =>
    row.map((text, c) => {
      const x = LEFT + c * WIDTH;
      const y = TOP - (r + 1) * HEIGHT;
      const shown = text ? `BT /F 11 Tf ${x + 30} ${y + 8} Td (${text}) Tj ET` : '';
      return `${x} ${y} ${WIDTH} ${HEIGHT} re S ${shown}`;
    }),
  );
  const content = `0.8 w ${lines.join('\n')}`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << /Font << /F 4 0 R >> >> >>',
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
  ];
  let file = '%PDF-1.4\n';
  const offsets = objects.map((body, i) => {
    const at = file.length;
    file += `${i + 1} 0 obj\n${body}\nendobj\n`;
    return at;
  });
  const start = file.length;
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`;
  for (const offset of offsets) file += `${String(offset).padStart(10, '0')} 00000 n \n`;
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(file, 'latin1');
}

/** Its picture at 200 dpi. */
export async function pictureOf(rows: readonly (readonly string[])[]): Promise<Picture> {
  const pdf = await openPdf(tablePdf(rows));
  try {
    return renderPage(pdf, 1, 200, 'grey');
  } finally {
    pdf.close();
  }
}
