import { PgstowError } from '../errors.ts';
import type { Piece, RowsDigest } from '../repository/contents.ts';
import type { BlobReader } from './blobReader.ts';
import { RowsDigester } from './rows.ts';

/** Rows that were counted and hashed together when they were read, and where they are. */
export interface ProvenRows extends RowsDigest {
  /** As a person would name it, such as `public.orders`. */
  readonly what: string;
  /** The pieces of each COPY that they came from. */
  readonly contents: readonly (readonly Piece[])[];
}

/**
 * The COPY text of some rows, one content after the other. Rejects with `damaged` at its end when the rows are not those that
 * were backed up, by count and hash; and before, when a blob is not. A chunk is to be read only, and until the next is asked for.
 */
export async function* provenContent(
  blobs: BlobReader,
  { what, rows, hash, contents }: ProvenRows,
): AsyncGenerator<Uint8Array, void, void> {
  const digester = new RowsDigester();
  for (const pieces of contents) {
    for await (const chunk of blobs.content(pieces)) {
      digester.update(chunk);
      yield chunk;
    }
  }
  const found = digester.digest();
  if (found.rows === rows && found.hash === hash) return;
  throw new PgstowError(
    'damaged',
    `${what}: read are ${found.rows} rows with hash ${found.hash}, the set says ${rows} with hash ${hash}`,
    { hint: 'pgstow verify SET tells what is damaged; take another set, or a copy of the repository' },
  );
}
