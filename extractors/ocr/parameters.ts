/** How tesseract is asked, whichever build of it reads. */
import type { Picture } from '../image/picture.ts';
import type { ReadOptions } from './engine.ts';

/** Tesseract's page segmentation modes: 7 one line, 6 one block of lines, 3 a page. */
const SEGMENTATION = { line: '7', block: '6', page: '3' } as const;
const NUMBER_CHARACTERS = '0123456789.,-+%()';

/** Everything that a reading depends on is set for each one and set back after it. */
export function parameters(picture: Picture, options: ReadOptions): Record<string, string> {
  return {
    tessedit_pageseg_mode: SEGMENTATION[options.shows],
    user_defined_dpi: String(Math.round(picture.dpi)),
    tessedit_char_whitelist: options.numbers ? NUMBER_CHARACTERS : '',
    // Nothing learnt from one picture may help or harm the next: no dictionary of the words seen, no adaption.
    tessedit_enable_doc_dict: '0',
    classify_enable_learning: '0',
    // Some builds print statistics of odd lines.
    debug_file: '/dev/null',
  };
}

/** Portable grey map: the plainest form that the engine takes, no compression on either side. */
export function toPgm(picture: Picture): Buffer {
  return Buffer.concat([Buffer.from(`P5\n${picture.width} ${picture.height}\n255\n`, 'latin1'), picture.data]);
}
