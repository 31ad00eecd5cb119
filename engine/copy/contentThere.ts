import { provenParts } from '../pipe/blobReader.ts';
import type { NewHash } from '../pipe/contentHash.ts';

/** Proves a blob by its name here, and hashes its content as it is named there, in one pass. */
export async function contentThere(frame: Uint8Array, blob: string, here: NewHash, there: NewHash): Promise<string> {
  const [ours, theirs] = [here(), there()];
  const both: NewHash = () => ({
    update: (bytes) => {
      ours.update(bytes);
      theirs.update(bytes);
    },
    digest: (encoding) => ours.digest(encoding),
  });
  for await (const _ of provenParts(frame, blob, both)); // proves it by its end
  return theirs.digest('hex');
}
