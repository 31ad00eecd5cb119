import { z } from 'zod';
import type { SetName } from '../repository/contents.ts';
import { decodeRecord } from '../repository/jsonRecord.ts';
import { leaseKey, leasePrefix, parseLeaseKey } from '../repository/keys.ts';
import type { ProcessIdentity } from '../repository/processIdentity.ts';
import type { Repository } from '../repository/repository.ts';

/** Who holds a lease, and for what. Only its holder rewrites a generation; a new holder makes the next one. */
export interface LeaseRecord {
  readonly lease: string;
  /** Counted from 1; whoever creates a generation has the lease, and no number is used again. */
  readonly generation: number;
  readonly run: string;
  /** The set that the holder may commit. */
  readonly set?: SetName | undefined;
  /** The set on which the holder may store the report of a drill. */
  readonly reportsOn?: SetName | undefined;
  /** The sets that the holder reads: all where neither plan nor set is said. */
  readonly reads?: readonly Partial<SetName>[] | undefined;
  readonly holder: LeaseHolder;
  /** Who else may read for the set. */
  readonly shards?: LeaseShards | undefined;
  /** ISO 8601. */
  readonly since: string;
  /** The prunes and archivings whose blobs the holder does not rely on. */
  readonly knows: readonly string[];
  /** ISO 8601; absent while it is held, or was never given back. What becomes of the set is decided then. */
  readonly ended?: string | undefined;
}

/** The machines that share the holder's work, and what they must have in common with it. */
export interface LeaseShards {
  readonly group: string;
  /** How many they are, and which the holder is, counted from 1. */
  readonly total: number;
  readonly shard: number;
  /** The version of pgstow. */
  readonly tool: string;
  readonly planRevision: number;
}

export interface LeaseHolder {
  readonly user: string;
  readonly host: string;
  readonly pid: number;
  readonly process?: ProcessIdentity | undefined;
}

/** A generation of a lease, as it is listed. */
export interface Generation {
  readonly lease: string;
  readonly generation: number;
  readonly key: string;
  /** The last heartbeat, by the store's clock. */
  readonly modified: Date;
}

/** One name for the backups of a plan: they do not overlap. */
export const backupLease = (plan: string) => `backup.${plan}`;
/** Every backup's lease begins so. */
export const backupLeases = 'leases/backup.';
/** One name for the drills of a plan: they do not overlap either. */
export const drillLease = (plan: string) => `drill.${plan}`;
/** A name for each reader: nobody contends for it. */
export const readLease = (run: string) => `read.${run}`;
export const readLeases = 'leases/read.';
export const pruneLease = 'prune';
export const archiveLease = 'archive';
/** Legal holds are placed and taken away by one at a time. */
export const holdLease = 'hold';

/** The generations of a lease, the oldest first. The newest never goes. */
export function generationsOf(repository: Pick<Repository, 'store'>, lease: string): Promise<Generation[]> {
  return listGenerations(repository, leasePrefix(lease));
}

export async function listGenerations({ store }: Pick<Repository, 'store'>, prefix: string): Promise<Generation[]> {
  const found: Generation[] = [];
  for await (const { key, modified } of store.list(prefix)) {
    const name = parseLeaseKey(key);
    if (name) found.push({ ...name, key, modified });
  }
  return found;
}

/** Undefined when it is gone: older generations are deleted by later holders. */
export async function readGeneration(
  { store }: Pick<Repository, 'store'>,
  { lease, generation }: Pick<Generation, 'lease' | 'generation'>,
): Promise<LeaseRecord | undefined> {
  const key = leaseKey(lease, generation);
  try {
    return decodeRecord(await store.get(key), schema, key);
  } catch (thrown) {
    if ((await store.size(key)) === undefined) return undefined;
    throw thrown;
  }
}

export const leaseHolderSchema: z.ZodType<LeaseHolder> = z.object({
  user: z.string(),
  host: z.string(),
  pid: z.int(),
  process: z.object({ pid: z.int(), boot: z.string(), namespace: z.string(), started: z.string() }).optional(),
});

const setName = { plan: z.string(), set: z.string() };
const schema: z.ZodType<LeaseRecord> = z.object({
  lease: z.string(),
  generation: z.int().min(1),
  run: z.string(),
  set: z.object(setName).optional(),
  reportsOn: z.object(setName).optional(),
  reads: z.array(z.object({ plan: z.string().optional(), set: z.string().optional() })).optional(),
  holder: leaseHolderSchema,
  shards: z
    .object({ group: z.string(), total: z.int(), shard: z.int(), tool: z.string(), planRevision: z.int() })
    .optional(),
  since: z.iso.datetime(),
  knows: z.array(z.string()),
  ended: z.iso.datetime().optional(),
});
