/** What names the blobs of a repository, and what opens them. */
export interface BlobKeys {
  /** HMAC-SHA-256 of a content with it is its name. */
  readonly names: Buffer;
  /** In the order in which they came to be. What the first one has sealed bears no stamp. */
  readonly seals: readonly BlobSeal[];
}

/** Seals blobs, by what stands in their stamps. */
export interface BlobSeal {
  /** As of the keys that it is one of. */
  readonly id: string;
  readonly key: Buffer;
}
