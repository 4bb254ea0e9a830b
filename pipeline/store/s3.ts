/** A store in a bucket of an S3-compatible service: the same entries as in a folder, as objects `PREFIX/KIND/NAME`. */
import type { S3Client } from '@aws-sdk/client-s3';
import { checkedKey, type Key, type Kind, type Listed, type Store } from './store.ts';

type Library = typeof import('@aws-sdk/client-s3');

/** A bucket, as `s3://BUCKET/PREFIX?endpoint=URL&region=NAME` names it. */
interface Bucket {
  name: string;
  /** Ends with a slash, or is empty. */
  prefix: string;
  endpoint?: string;
  region?: string;
}

/** Whether a place names a bucket and not a folder. */
export const isBucket = (place: string): boolean => place.startsWith('s3://');

/**
 * Objects appear whole or not at all, and the service keeps what it has confirmed; credentials come from the environment
 * as for every AWS program (`AWS_ACCESS_KEY_ID`, profiles, roles). Services that are not Amazon's have an `endpoint`.
 */
export class S3Store implements Store {
  readonly place: string;
  readonly #bucket: Bucket;
  #connected: Promise<{ library: Library; client: S3Client }> | undefined;

  /** @throws Error when the place is no address of a bucket */
  constructor(place: string) {
    this.place = place;
    this.#bucket = bucketOf(place);
  }

  async get(key: Key): Promise<Uint8Array | undefined> {
    const { library, client } = await this.#open();
    try {
      const { Body } = await client.send(new library.GetObjectCommand(this.#object(key)));
      return await Body?.transformToByteArray();
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw this.#told(error);
    }
  }

  async has(key: Key): Promise<boolean> {
    const { library, client } = await this.#open();
    try {
      await client.send(new library.HeadObjectCommand(this.#object(key)));
      return true;
    } catch (error) {
      if (isMissing(error)) return false;
      throw this.#told(error);
    }
  }

  async put(key: Key, bytes: Uint8Array): Promise<void> {
    const { library, client } = await this.#open();
    try {
      await client.send(new library.PutObjectCommand({ ...this.#object(key), Body: bytes }));
    } catch (error) {
      throw this.#told(error);
    }
  }

  async delete(key: Key): Promise<void> {
    const { library, client } = await this.#open();
    try {
      await client.send(new library.DeleteObjectCommand(this.#object(key)));
    } catch (error) {
      throw this.#told(error);
    }
  }

  async *list(kind: Kind): AsyncIterable<Listed> {
    const { library, client } = await this.#open();
    const { name: Bucket, prefix } = this.#bucket;
    let ContinuationToken: string | undefined;
    do {
      const listed = await client
        .send(new library.ListObjectsV2Command({ Bucket, Prefix: `${prefix}${kind}/`, ContinuationToken }))
        .catch((error) => {
          throw this.#told(error);
        });
      for (const { Key: object = '', Size = 0, LastModified = new Date(0) } of listed.Contents ?? [])
        yield { key: object.slice(prefix.length) as Key, bytes: Size, written: LastModified };
      ContinuationToken = listed.NextContinuationToken;
    } while (ContinuationToken !== undefined);
  }

  #object(key: Key): { Bucket: string; Key: string } {
    return { Bucket: this.#bucket.name, Key: `${this.#bucket.prefix}${checkedKey(key).join('/')}` };
  }

  /** The library takes a fifth of a second to load: only runs that use a bucket pay for it. */
  #open() {
    this.#connected ??= import('@aws-sdk/client-s3').then((library) => {
      const { endpoint, region = 'us-east-1' } = this.#bucket;
      const client = new library.S3Client({
        region,
        // Other services than Amazon's want the bucket in the path, and do not know its newer checksums.
        ...(endpoint !== undefined && { endpoint, forcePathStyle: true }),
        requestChecksumCalculation: 'WHEN_REQUIRED',
        responseChecksumValidation: 'WHEN_REQUIRED',
      });
      return { library, client };
    });
    return this.#connected;
  }

  #told(error: unknown): Error {
    const { name, message } = error as Error;
    return new Error(`the store ${this.place} cannot be used: ${name}: ${message}`, { cause: error });
  }
}

function bucketOf(place: string): Bucket {
  const url = URL.canParse(place) ? new URL(place) : undefined;
  if (!url?.hostname) throw new Error(`${place}: no bucket; write s3://BUCKET/PREFIX?endpoint=URL&region=NAME`);
  const path = decodeURIComponent(url.pathname).replace(/^\/+|\/+$/g, '');
  return {
    name: url.hostname,
    prefix: path === '' ? '' : `${path}/`,
    endpoint: url.searchParams.get('endpoint') ?? undefined,
    region: url.searchParams.get('region') ?? undefined,
  };
}

const isMissing = (error: unknown): boolean =>
  (error as { $metadata?: { httpStatusCode?: number }; name?: string }).$metadata?.httpStatusCode === 404 &&
  (error as Error).name !== 'NoSuchBucket';
