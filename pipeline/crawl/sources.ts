/** What a crawl is about, from a YAML file: who asks, how politely, and which pages lead to which documents. */
import { basename, dirname, resolve } from 'node:path';
import { z } from 'zod';
import { readYaml } from '../../schemas/load.ts';

/** Kinds of attachments by their extensions; what a file really is decides its content. */
export const KINDS = {
  pdf: ['pdf'],
  word: ['doc', 'docx', 'wps', 'docm'],
  sheet: ['xls', 'xlsx', 'et'],
  archive: ['zip', 'rar', '7z'],
  image: ['png', 'jpg', 'jpeg', 'tif', 'tiff'],
} as const;
type Kind = keyof typeof KINDS;

/** A regular expression; `{year}` in it stands for each year of the source. */
const pattern = z.string().min(1).refine(compiles, 'no valid regular expression');
const patterns = z.array(pattern);
const address = z.url({ protocol: /^https?$/, error: 'a full http or https address is wanted' });
const host = z.string().regex(/^(?:\*\.)?[\w.-]+(?::\d+)?$/, 'a host name: www.example.gov.cn, *.example.gov.cn');

function compiles(source: string): boolean {
  try {
    new RegExp(source.replaceAll('{year}', '2000'), 'u');
    return true;
  } catch {
    return false;
  }
}

const paging = z
  .strictObject({
    /** Lists that are paged: pattern of their address. Without one: the start pages. */
    on: pattern.optional(),
    /** Address of a further page, as in a link on the first: `{n}` its number, `{first}` and `{last}` numbers of records. */
    url: z.string().regex(/\{(?:n|first|last)\}/, 'the address needs {n}, or {first} and {last}'),
    /** Fields to send as a form (POST), where the list asks for it: col=1&webid=1&columnid=123. */
    form: z.string().optional(),
    /** What `{n}` is on the second page of the list. */
    from: z.int().min(0).default(1),
    /** Pattern whose first group is the number of pages on the first page: createPageHTML\((\d+). Without one: until nothing new comes. */
    count: pattern.optional(),
    /** The group counts records, and a page holds so many. */
    records: z.int().positive().optional(),
    most: z.int().positive().default(200),
  })
  .strict();

const source = z.strictObject({
  id: z.string().regex(/^[\w-]+$/, 'letters, digits, - and _'),
  start: z.array(z.string().min(1)).min(1),
  /** Further hosts that may be asked, beside those of the start pages. */
  hosts: z.array(host).default([]),
  follow: z
    .strictObject({ url: patterns.default([]), text: patterns.default([]), never: patterns.default([]) })
    .prefault({}),
  depth: z.int().min(0).max(20).default(3),
  paging: z.array(paging).default([]),
  attachments: z
    .strictObject({
      types: z.array(z.enum(Object.keys(KINDS) as [Kind, ...Kind[]])).default(['pdf', 'word', 'sheet', 'archive']),
      /** Addresses without an extension that are attachments all the same. */
      url: patterns.default([]),
      /** Only attachments whose text or name fits one of these. */
      only: patterns.default([]),
    })
    .prefault({}),
  /** Web pages that are disclosures themselves. */
  documents: z
    .strictObject({ url: patterns.default([]), text: patterns.default([]), tables: z.boolean().default(true) })
    .prefault({}),
  years: z
    .strictObject({
      from: z.int().min(1990).max(2200),
      to: z.int().min(1990).max(2200),
      /** How links name a year. A link that names only other years is left out; one that names none is not. */
      words: z.array(z.string().includes('{year}')).default(['{year}年度', '{year}年']),
    })
    .refine(({ from, to }) => from <= to && to - from <= 50, 'from is at most to, and they are at most 50 years apart')
    .optional(),
  /** What a document is about that does not say it itself. */
  region: z.strictObject({ code: z.string().regex(/^\d{6}$/, 'six digits'), name: z.string().default('') }).optional(),
  entity: z.string().default(''),
  /** Pages read of this source in one crawl. */
  most_pages: z.int().positive().default(5000),
});

const hostSettings = z.strictObject({
  delay: z.number().min(0).max(3600).optional(),
  budget: z.int().positive().optional(),
  /** TLS 1.0 and 1.1 and weak ciphers are allowed for this host; logged. Certificates are checked all the same. */
  old_tls: z.boolean().default(false),
  /** PEM file with the certificates that the server fails to send. */
  ca: z.string().optional(),
  /** The host may have a private or loopback address. */
  private: z.boolean().default(false),
  /** `ignore` only for hosts whose owner has agreed. */
  robots: z.enum(['obey', 'ignore']).default('obey'),
});
export type HostSettings = z.output<typeof hostSettings>;

const sourcesFile = z.strictObject({
  /** Address at which whoever runs a site reaches whoever runs the crawl: mail or web. */
  contact: z.union([z.email(), address], { error: 'a mail address or a web address at which you can be reached' }),
  /** Name that robots.txt may speak to. */
  agent: z
    .string()
    .regex(/^[A-Za-z][\w-]*$/, 'one word')
    .default('Pagefact'),
  /** Seconds from the end of one answer of a host to the next request to it. */
  delay: z.number().min(0).max(3600).default(3),
  /** Requests to one host in one crawl. */
  budget: z.int().positive().default(2000),
  /** Hosts asked at the same time. */
  parallel: z.int().min(1).max(64).default(8),
  limits: z
    .strictObject({
      body_mib: z.number().positive().max(1024).default(128),
      page_mib: z.number().positive().max(64).default(8),
      /** For one request with its body. */
      seconds: z.number().positive().max(3600).default(300),
      redirects: z.int().min(0).max(20).default(5),
      /** Longest wait that a host may ask for (Retry-After) before it is left for the next crawl. */
      patience: z.number().min(0).max(7200).default(600),
    })
    .prefault({}),
  hosts: z.record(host, hostSettings).default({}),
  sources: z.array(source).min(1),
});

export type SourcesFile = z.output<typeof sourcesFile>;
export type SourceEntry = SourcesFile['sources'][number];
export type Paging = SourceEntry['paging'][number];

/** A sources file, with the folder that relative paths in it start from. */
export interface Plan extends SourcesFile {
  file: string;
}

/**
 * Reads a sources file.
 * @throws PackError naming file, line and what is wrong
 */
export function loadPlan(file: string): Plan {
  const read = readYaml(dirname(file), basename(file), sourcesFile);
  for (const [name, settings] of Object.entries(read.hosts))
    if (settings.ca) read.hosts[name] = { ...settings, ca: resolve(dirname(file), settings.ca) };
  return { ...read, file };
}

const NO_SETTINGS: HostSettings = { old_tls: false, private: false, robots: 'obey' };

/** The settings of a host: by name and port, by name, by its domain, or none. */
export function hostSettingsOf(plan: Plan, url: URL): HostSettings {
  const wild = Object.keys(plan.hosts).find((key) => key.startsWith('*.') && url.hostname.endsWith(key.slice(1)));
  return plan.hosts[url.host] ?? plan.hosts[url.hostname] ?? (wild && plan.hosts[wild]) ?? NO_SETTINGS;
}
