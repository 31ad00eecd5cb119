import { initRepository, type Repository } from '../../engine/repository/repository.ts';
import { parsePlan } from '../../engine/spec/parsePlans.ts';
import type { Bucket } from '../gateway/bucket.ts';
import { FaultyProxy } from '../gateway/faultyProxy.ts';
import { plan } from './twoRepositories.ts';

export interface PairOptions {
  /** Where the copy is, if not in the bucket of the other one. */
  readonly name?: string;
  /** Encrypted, with the keys of its blobs shared. Default: none is encrypted. */
  readonly keys?: { readonly main: string; readonly copy: string };
}

/** Two repositories at one gateway, seen through one line. */
export class Pair implements AsyncDisposable {
  readonly line: FaultyProxy;
  readonly main: Repository;
  readonly copy: Repository;
  readonly #key: string | undefined;

  private constructor(line: FaultyProxy, main: Repository, copy: Repository, key: string | undefined) {
    this.line = line;
    this.main = main;
    this.copy = copy;
    this.#key = key;
  }

  static async make(bucket: Bucket, { name, keys }: PairOptions = {}): Promise<Pair> {
    const line = await FaultyProxy.to(bucket.facts.endpoint);
    const encryption = (key: string | undefined) => (key === undefined ? 'none' : { key });
    const main = await initRepository(bucket.address({ endpoint: line.endpoint }), {
      encryption: encryption(keys?.main),
    });
    const address = `s3://${name ?? bucket.name}/${bucket.prefix}-copy?endpoint=${line.endpoint}`;
    const made = { encryption: encryption(keys?.copy), blobKeysFrom: keys && main } as const;
    const pair = new Pair(line, main, await initRepository(address, made), keys?.copy);
    await main.plans.apply(parsePlan({ id: plan, source: { host: 'h', database: 'd', user: 'u' } }));
    return pair;
  }

  get to(): { readonly repository: string; readonly key?: string } {
    return { repository: this.copy.store.url, ...(this.#key !== undefined && { key: this.#key }) };
  }

  /** How blobs were asked for since the last look, such as `GET`. */
  blobRequests(): string[] {
    const found = this.line.seen.filter(({ path }) => path.includes('/blobs/')).map(({ method }) => method);
    this.line.seen.length = 0;
    return found;
  }

  /** How many bytes of blobs have come through since then. */
  get blobBytes(): number {
    return this.line.seen.filter(({ path }) => path.includes('/blobs/')).reduce((sum, { served }) => sum + served, 0);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.line[Symbol.asyncDispose]();
  }
}
