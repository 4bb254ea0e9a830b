/** Taking along what is shown: its rows as CSV, its picture as PNG. */

/** Cells that a spreadsheet would run as a formula get an apostrophe, as in the datasets. */
export function csvOf(rows) {
  const names = Object.keys(rows[0] ?? {});
  const cell = (value) => {
    const text = String(value ?? '');
    const safe = /^[=+\-@\t\r]/.test(text) && !/^-?[\d.]+$/.test(text) ? `'${text}` : text;
    return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const lines = [names, ...rows.map((row) => names.map((name) => row[name]))].map((cells) => cells.map(cell).join(','));
  return new Blob([`${lines.join('\n')}\n`], { type: 'text/csv' });
}

/** A drawing with its title, twice as large as on the screen. */
export async function pngOf(svg, title) {
  const style = getComputedStyle(document.body);
  const copy = svg.cloneNode(true);
  const { width, height } = svg.getBoundingClientRect();
  for (const [name, value] of Object.entries({
    width,
    height,
    color: style.color,
    'font-family': style.fontFamily,
    'font-size': 12,
    fill: style.color,
    xmlns: 'http://www.w3.org/2000/svg',
  }))
    copy.setAttribute(name, String(value));
  const url = URL.createObjectURL(new Blob([new XMLSerializer().serializeToString(copy)], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const head = 34;
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [width * 2, (height + head) * 2];
    const context = canvas.getContext('2d');
    context.scale(2, 2);
    context.fillStyle = style.backgroundColor;
    context.fillRect(0, 0, width, height + head);
    context.fillStyle = style.color;
    context.font = `600 14px ${style.fontFamily}`;
    context.fillText(title, 10, 22, width - 20);
    context.drawImage(image, 0, head, width, height);
    return await new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
  } finally {
    URL.revokeObjectURL(url);
  }
}

export function save(name, blob) {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
