import type { StoredBlob } from '../repository/blobs.ts';
import type { Repository } from '../repository/repository.ts';
import { isColder } from './archiveRule.ts';

/** Blobs of a repository, as one listing has shown them. */
export class StoredBlobs {
  readonly #blobs: ReadonlyMap<string, StoredBlob>;

  constructor(blobs: Iterable<StoredBlob>) {
    this.#blobs = new Map([...blobs].map((blob) => [blob.name, blob]));
  }

  static async list(
    { blobs }: Pick<Repository, 'blobs'>,
    isMeant: (name: string) => boolean,
    signal: AbortSignal,
  ): Promise<StoredBlobs> {
    const found: StoredBlob[] = [];
    for await (const blob of blobs.list({ signal })) if (isMeant(blob.name)) found.push(blob);
    return new StoredBlobs(found);
  }

  get(name: string): StoredBlob | undefined {
    return this.#blobs.get(name);
  }

  etagOf(name: string): string | undefined {
    return this.#blobs.get(name)?.etag;
  }

  /** Whether a blob is there, and in a class that is warmer than this one. */
  isElsewhere(name: string, storageClass: string): boolean {
    const blob = this.#blobs.get(name);
    return blob !== undefined && isColder(storageClass, blob.storageClass);
  }
}
