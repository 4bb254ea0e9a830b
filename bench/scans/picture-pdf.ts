/** A PDF that holds nothing but JPEG pictures of its pages, as scanners write it. */
import type { Scan } from './damage.ts';

/** @returns the same bytes for the same pictures */
export function picturePdf(scans: readonly Scan[]): Buffer {
  const pages = scans.map((_, i) => 3 + 3 * i);
  const objects: Buffer[] = [
    Buffer.from('<</Type/Catalog/Pages 2 0 R>>'),
    Buffer.from(`<</Type/Pages/Count ${pages.length}/Kids[${pages.map((id) => `${id} 0 R`).join(' ')}]>>`),
  ];
  for (const [i, { jpeg, width, height, dpi }] of scans.entries()) {
    const [w, h] = [(width * 72) / dpi, (height * 72) / dpi].map((points) => points.toFixed(3));
    const resources = `<</XObject<</P ${pages[i] + 2} 0 R>>>>`;
    const size = `/Width ${width}/Height ${height}/BitsPerComponent 8/ColorSpace/DeviceRGB`;
    objects.push(
      Buffer.from(
        `<</Type/Page/Parent 2 0 R/MediaBox[0 0 ${w} ${h}]/Resources${resources}/Contents ${pages[i] + 1} 0 R>>`,
      ),
      stream('', Buffer.from(`${w} 0 0 ${h} 0 0 cm /P Do`)),
      stream(`/Type/XObject/Subtype/Image${size}/Filter/DCTDecode`, jpeg),
    );
  }
  return file(objects);
}

function stream(entries: string, data: Buffer): Buffer {
  return Buffer.concat([
    Buffer.from(`<<${entries}/Length ${data.length}>>\nstream\n`),
    data,
    Buffer.from('\nendstream'),
  ]);
}

function file(objects: readonly Buffer[]): Buffer {
  const parts = [Buffer.from('%PDF-1.4\n')];
  let at = parts[0].length;
  const places: string[] = [];
  for (const [i, object] of objects.entries()) {
    places.push(`${String(at).padStart(10, '0')} 00000 n \n`);
    const part = Buffer.concat([Buffer.from(`${i + 1} 0 obj\n`), object, Buffer.from('\nendobj\n')]);
    parts.push(part);
    at += part.length;
  }
  const count = objects.length + 1;
  const table = `xref\n0 ${count}\n0000000000 65535 f \n${places.join('')}`;
  return Buffer.concat([
    ...parts,
    Buffer.from(`${table}trailer\n<</Size ${count}/Root 1 0 R>>\nstartxref\n${at}\n%%EOF\n`),
  ]);
}
