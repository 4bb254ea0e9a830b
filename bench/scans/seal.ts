/** A round red seal as offices press it over a page: ring, star, strokes in the place of characters. */
import sharp from 'sharp';

/** @returns RGBA bytes of a square picture of `size` pixels */
export async function seal(size: number, chance: () => number): Promise<Uint8Array> {
  const r = size / 2;
  const strokes: string[] = [];
  const stroke = (x: number, y: number, length: number, angle: number) => {
    const [dx, dy] = [(length / 2) * Math.cos(angle), (length / 2) * Math.sin(angle)];
    strokes.push(`M${(x - dx).toFixed(1)} ${(y - dy).toFixed(1)}L${(x + dx).toFixed(1)} ${(y + dy).toFixed(1)}`);
  };
  // Fifteen characters along the ring, each of six strokes, upright for one who looks from the middle.
  for (let i = 0; i < 15; i++) {
    const at = Math.PI * (0.85 + (1.3 * i) / 14);
    for (let k = 0; k < 6; k++) {
      const [across, along] = [(chance() - 0.5) * 0.14 * r, (chance() - 0.5) * 0.16 * r];
      const distance = 0.76 * r + along;
      stroke(
        r + distance * Math.cos(at) - across * Math.sin(at),
        r + distance * Math.sin(at) + across * Math.cos(at),
        0.12 * r,
        at + (k % 2) * (Math.PI / 2),
      );
    }
  }
  const star = Array.from({ length: 10 }, (_, i) => {
    const [angle, distance] = [(Math.PI * i) / 5 - Math.PI / 2, i % 2 === 0 ? 0.3 * r : 0.12 * r];
    return `${(r + distance * Math.cos(angle)).toFixed(1)},${(r + distance * Math.sin(angle)).toFixed(1)}`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}">
    <g fill="none" stroke="#d21f2b" stroke-width="${(0.03 * r).toFixed(1)}">
      <circle cx="${r}" cy="${r}" r="${(0.95 * r).toFixed(1)}" stroke-width="${(0.045 * r).toFixed(1)}"/>
      <path d="${strokes.join('')}"/>
    </g><polygon fill="#d21f2b" points="${star.join(' ')}"/></svg>`;
  return new Uint8Array(await sharp(Buffer.from(svg)).ensureAlpha().raw().toBuffer());
}
