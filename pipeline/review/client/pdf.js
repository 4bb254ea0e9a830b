/** Pages of PDFs drawn by pdf.js, which is loaded when the first is wanted. */

/** Pixels of a canvas at most; larger ones are drawn coarser and stretched. */
const MOST_PIXELS = 12_000_000;

const at = (path) => new URL(`pdfjs/${path}`, document.baseURI).href;

let library;
let open = { key: '', task: null };

async function pdfjs() {
  library ??= /** @type {Promise<any>} */ (import(at('pdf.min.mjs'))).then((loaded) => {
    loaded.GlobalWorkerOptions.workerSrc = at('pdf.worker.min.mjs');
    return loaded;
  });
  return library;
}

/** The file stays open while its pages are looked at. */
async function opened(url, key) {
  if (open.key !== key) {
    const { getDocument } = await pdfjs();
    forget();
    open = {
      key,
      // Without WebAssembly the page's policy needs no exception for it.
      task: getDocument({
        url,
        cMapUrl: at('cmaps/'),
        standardFontDataUrl: at('standard_fonts/'),
        wasmUrl: at('wasm/'),
        iccUrl: at('iccs/'),
        useWasm: false,
        enableXfa: false,
      }),
    };
  }
  return open.task.promise;
}

export function forget() {
  open.task?.destroy();
  open = { key: '', task: null };
}

/**
 * @param {string} url
 * @param {string} key tells the file from others
 * @param {number} number page, from 1
 * @param {number} zoom CSS pixels a point
 * @returns {Promise<HTMLCanvasElement>}
 */
export async function drawPage(url, key, number, zoom) {
  const page = await (await opened(url, key)).getPage(number);
  const { width, height } = page.getViewport({ scale: zoom });
  const finer = Math.min(Math.max(1, devicePixelRatio), Math.sqrt(MOST_PIXELS / (width * height)));
  const viewport = page.getViewport({ scale: zoom * finer });
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(viewport.width);
  canvas.height = Math.round(viewport.height);
  canvas.setAttribute('aria-hidden', 'true');
  await page.render({ canvas, viewport }).promise;
  return canvas;
}
