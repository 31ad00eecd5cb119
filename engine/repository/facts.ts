import { z } from 'zod';
import { PgstowError } from '../errors.ts';
import type { Store } from '../store/store.ts';
import { refuseHidden } from './hiddenRepository.ts';
import { checkShape, damaged, parseJson } from './jsonRecord.ts';
import { repositoryKey } from './keys.ts';
import { isSharingId, type SharedBlobKeys, sharedBlobKeysSchema } from './sharedBlobKeys.ts';

/** What a repository says of itself in its `repository.json`. */
export interface RepositoryFacts {
  /** 2 where it has {@link Encryption.blobKeys}: who does not know them must not open it. */
  readonly format: 1 | 2;
  /** A UUID. */
  readonly id: string;
  /** ISO 8601. */
  readonly created: string;
  /** Where it is, in the words of whoever made it, such as `eu-central-1`. */
  readonly region?: string | undefined;
  readonly encryption: 'none' | Encryption;
}

export interface Encryption {
  readonly cipher: 'AES-256-GCM';
  /** Of the first master key: secrets of plans are sealed to it until there is another one. X25519, in base64. */
  readonly publicKey: string;
  /** Of a repository that was made to share its blobs with another one. */
  readonly blobKeys?: SharedBlobKeys | undefined;
}

/** Rejects with `input` where there is no repository, `damaged` where that cannot be read, `unsupported` where it is of a later format. */
export async function readFacts(store: Store): Promise<RepositoryFacts> {
  if ((await store.size(repositoryKey)) === undefined) {
    await refuseHidden(store);
    throw new PgstowError('input', `${store.url} is not a repository: it has no ${repositoryKey}`, {
      hint: `check the address, or make one there: pgstow init --repository '${store.url}'`,
    });
  }
  const where = `${repositoryKey} in ${store.url}`;
  const bytes = await store.get(repositoryKey);
  try {
    const value = parseJson(bytes, where);
    refuseLater(store, value);
    return refuseTakenAway(checkShape(value, factsSchema, where), where);
  } catch (thrown) {
    throw cannotBeOpened(thrown);
  }
}

/** Verify cannot help with what is damaged here: it would have to open the repository. */
export function cannotBeOpened(thrown: unknown): unknown {
  if (!(thrown instanceof PgstowError) || thrown.code !== 'damaged') return thrown;
  const { message, cause } = thrown;
  return new PgstowError('damaged', message, {
    hint: 'bring this one object back from a copy of the repository: without it the repository cannot be opened, and what else is in it may be whole',
    cause,
  });
}

const newestFormat = 2;

function refuseLater(store: Store, value: unknown): void {
  const { format } = (value ?? {}) as { format?: unknown };
  const hint = 'use the version of pgstow that made it, or a later one';
  if (typeof format === 'number' && format > newestFormat) {
    const what = `${store.url} is of format ${format}; this version of pgstow reads formats up to ${newestFormat}`;
    throw new PgstowError('unsupported', what, { hint });
  }
}

/** Whoever can write to the store could else have all that comes named and sealed otherwise, so that none of it opened when that is found. */
function refuseTakenAway(facts: RepositoryFacts, where: string): RepositoryFacts {
  if (facts.format === 2 || !isSharingId(facts.id)) return facts;
  throw damaged(where, `was altered: it has no keys of blobs, and its id (${facts.id}) says that it shares some`);
}

const about = { id: z.uuid(), created: z.iso.datetime(), region: z.string().optional() };
const sealed = { cipher: z.literal('AES-256-GCM'), publicKey: z.base64().length(44) };

const factsSchema: z.ZodType<RepositoryFacts> = z.discriminatedUnion('format', [
  z.object({ format: z.literal(1), ...about, encryption: z.union([z.literal('none'), z.object(sealed)]) }),
  z.object({ format: z.literal(2), ...about, encryption: z.object({ ...sealed, blobKeys: sharedBlobKeysSchema }) }),
]);
