import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { PgstowError } from '../errors.ts';
import { readBlob } from '../pipe/blobReader.ts';
import { openStore } from '../store/openStore.ts';
import type { Store } from '../store/store.ts';
import { BlobStore } from './blobs.ts';
import { checkShape, encodeRecord, parseJson } from './jsonRecord.ts';
import { repositoryKey } from './keys.ts';
import { Plans } from './plans.ts';
import { Runs } from './runs.ts';
import { Sets } from './sets.ts';
import { realSurroundings, type Surroundings } from './surroundings.ts';

/** What a repository says of itself in its `repository.json`. */
export interface RepositoryFacts {
  readonly format: 1;
  /** A UUID. */
  readonly id: string;
  /** ISO 8601. */
  readonly created: string;
  /** Where it is, in the words of whoever made it, such as `eu-central-1`. */
  readonly region?: string | undefined;
  readonly encryption: 'none';
}

export interface Repository {
  readonly store: Store;
  readonly id: string;
  readonly facts: RepositoryFacts;
  readonly plans: Plans;
  readonly sets: Sets;
  readonly blobs: BlobStore;
  readonly runs: Runs;
}

export interface InitOptions {
  readonly region?: string | undefined;
  /** Said explicitly, for nothing that is stored can be encrypted later. */
  readonly encryption: 'none';
}

/** Makes a repository at an address; its folder is made when it is not there. Never touches one that is there already. */
export async function initRepository(
  url: string,
  { region, encryption }: InitOptions,
  surroundings: Surroundings = realSurroundings(),
): Promise<Repository> {
  const store = await openStore(url, { make: true });
  const created = surroundings.now().toISOString();
  const facts: RepositoryFacts = { format: 1, id: randomUUID(), created, ...(region && { region }), encryption };
  if (!(await store.create(repositoryKey, encodeRecord(facts)))) throw await alreadyThere(store);
  return assemble(store, facts, surroundings);
}

/** Opens the repository at an address. Rejects with `input` when there is none, `unsupported` when it is of a later format. */
export async function openRepository(
  url: string,
  surroundings: Surroundings = realSurroundings(),
): Promise<Repository> {
  const store = await openStore(url);
  return assemble(store, await readFacts(store), surroundings);
}

function assemble(store: Store, facts: RepositoryFacts, surroundings: Surroundings): Repository {
  return {
    store,
    id: facts.id,
    facts,
    plans: new Plans(store, surroundings),
    sets: new Sets(store),
    blobs: new BlobStore(store, async (id, stored) => {
      await readBlob(stored, id);
    }),
    runs: new Runs(store, surroundings),
  };
}

async function readFacts(store: Store): Promise<RepositoryFacts> {
  if ((await store.size(repositoryKey)) === undefined) {
    throw new PgstowError('input', `${store.url} is not a repository: it has no ${repositoryKey}`, {
      hint: `check the address, or make one there: pgstow init --repository ${store.url} --no-encryption`,
    });
  }
  const value = parseJson(await store.get(repositoryKey), `${store.url}/${repositoryKey}`);
  refuseLater(store, value);
  return checkShape(value, factsSchema, `${store.url}/${repositoryKey}`);
}

function refuseLater(store: Store, value: unknown): void {
  const { format, encryption } = (value ?? {}) as { format?: unknown; encryption?: unknown };
  const hint = 'use the version of pgstow that made it, or a later one';
  if (typeof format === 'number' && format > 1) {
    throw new PgstowError('unsupported', `${store.url} is of format ${format}; this version of pgstow reads format 1`, {
      hint,
    });
  }
  if (encryption !== undefined && encryption !== 'none') {
    throw new PgstowError('unsupported', `${store.url} is encrypted; this version of pgstow cannot read that`, {
      hint,
    });
  }
}

async function alreadyThere(store: Store): Promise<PgstowError> {
  const { id, created } = await readFacts(store);
  return new PgstowError('conflict', `${store.url} is a repository already (${id}, made ${created})`, {
    hint: 'use it as it is, or name another folder',
  });
}

const factsSchema: z.ZodType<RepositoryFacts> = z.object({
  format: z.literal(1),
  id: z.uuid(),
  created: z.iso.datetime(),
  region: z.string().optional(),
  encryption: z.literal('none'),
});
