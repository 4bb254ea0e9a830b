/** What pages say about themselves, as data: walls, logins, disclosures (schemas/crawl/signs.yaml). */
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { readYaml } from '../../schemas/load.ts';

const words = z.array(z.string().min(1)).min(1);
const pattern = z.string().transform((source) => new RegExp(source, 'i'));

const signsFile = z.strictObject({
  challenge: z.strictObject({
    status: z.array(z.int()),
    marks: words,
    words,
    /** Characters of visible text. */
    most_text: z.int().positive(),
  }),
  login: z.strictObject({ status: z.array(z.int()), url: pattern, field: pattern }),
  disclosure: z.strictObject({
    words,
    amount: pattern,
    amounts: z.int().positive(),
    rows: z.int().positive(),
  }),
  next: pattern,
});
export type Signs = z.output<typeof signsFile>;

const FOLDER = fileURLToPath(new URL('../../schemas/crawl', import.meta.url));

let loaded: Signs | undefined;

/** The built-in signs, read once. @throws PackError when the file is wrong */
export function signs(): Signs {
  loaded ??= readYaml(FOLDER, 'signs.yaml', signsFile);
  return loaded;
}
