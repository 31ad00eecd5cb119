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

/**
 * The id of a repository that is made to have them: a UUID of version 8, where others have one of version 4. All its keys are derived with
 * its id, so nobody can call it one that shares nothing.
 */
export function sharingId(id: string): string {
  return `${id.slice(0, versionAt)}8${id.slice(versionAt + 1)}`;
}

export function isSharingId(id: string): boolean {
  return id[versionAt] === '8';
}

/** https://www.rfc-editor.org/rfc/rfc9562#section-4.2 */
const versionAt = 14;

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
