import { z } from 'zod';
import type { BlobKeys } from '../seal/blobKeys.ts';
import type { RepositoryKeys } from '../seal/keys.ts';
import { checkShape, parseJson } from './jsonRecord.ts';

/**
 * What names and opens the blobs of another repository, as it stands in `repository.json`: so what is stored there is stored here in the
 * same bytes under the same name. It opens nothing but blobs, and seals nothing here.
 */
export interface SharedBlobKeys {
  /** The id of the repository whose they are. */
  readonly of: string;
  /** In base64, sealed with the first master key of this one. */
  readonly sealed: string;
}

/** With the keys of the repository that is made to have them. */
export function sealBlobKeys({ names, seals }: BlobKeys, of: string, { records }: RepositoryKeys): SharedBlobKeys {
  const text = JSON.stringify({
    names: names.toString('base64'),
    seals: seals.map(({ id, key }) => ({ id, key: key.toString('base64') })),
  });
  return { of, sealed: Buffer.concat(records.seal([Buffer.from(text)], aboutOf(of))).toString('base64') };
}

/** The mirror image. Throws `damaged` where a bit differs. */
export function openBlobKeys({ of, sealed }: SharedBlobKeys, { records }: RepositoryKeys): BlobKeys {
  const about = aboutOf(of);
  const { names, seals } = checkShape(
    parseJson(records.open(Buffer.from(sealed, 'base64'), about), about),
    keysSchema,
    about,
  );
  return {
    names: Buffer.from(names, 'base64'),
    seals: seals.map(({ id, key }) => ({ id, key: Buffer.from(key, 'base64') })),
  };
}

/** Part of the format. */
const aboutOf = (of: string) => `repository.json blob keys of ${of}`;

export const sharedBlobKeysSchema: z.ZodType<SharedBlobKeys> = z.object({ of: z.uuid(), sealed: z.base64() });

const key = z.base64().length(44);
const keysSchema = z.object({
  names: key,
  seals: z.array(z.object({ id: z.string().regex(/^[0-9a-f]{16}$/), key })).min(1),
});
