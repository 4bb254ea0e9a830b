/** What a night is about, from a YAML file. */
import { basename, dirname, resolve } from 'node:path';
import { z } from 'zod';
import { readYaml } from '../../schemas/load.ts';
import { PARTITIONS } from '../emit/partitions.ts';

const configFile = z.strictObject({
  /** The sources file; paths are relative to this file. */
  sources: z.string().min(1),
  /** Folder of everything that the nights keep. */
  data: z.string().min(1),
  run: z
    .strictObject({
      pack: z.string().optional(),
      jobs: z.int().min(1).optional(),
      ocr: z.enum(['auto', 'off', 'force']).default('auto'),
      render: z.boolean().default(false),
      corrections: z.string().optional(),
      partition: z.array(z.enum(PARTITIONS)).optional(),
      parts: z.boolean().default(false),
    })
    .prefault({}),
  /** So many facts of each night are read again by a second reader before they are published; 0: none. */
  verify: z.int().min(0).default(200),
  /** A WARC file of what came new, each night. */
  warc: z.boolean().default(false),
  /** Nights whose reports are kept. */
  reports: z.int().min(1).default(400),
});

/** A config file with absolute paths. */
export type NightlyConfig = z.output<typeof configFile>;

/** @throws PackError naming file, line and what is wrong */
export function loadNightlyConfig(file: string): NightlyConfig {
  const config = readYaml(dirname(file), basename(file), configFile);
  const at = (path: string) => resolve(dirname(file), path);
  const { pack, corrections } = config.run;
  return {
    ...config,
    sources: at(config.sources),
    data: at(config.data),
    run: { ...config.run, ...(pack && { pack: at(pack) }), ...(corrections && { corrections: at(corrections) }) },
  };
}
