import { createHash } from 'node:crypto';
import type pg from 'pg';
import { PgstowError } from '../../errors.ts';
import type { ProgressMeter } from '../../events.ts';
import type { SetManifest } from '../../repository/manifest.ts';
import type { Repository } from '../../repository/repository.ts';
import type { RestoreEnd, RestoreEnds, SharedRestoreName } from '../../repository/restoreEnds.ts';
import type { Shard } from '../../shard/shard.ts';
import { openTarget } from '../openTarget.ts';
import type { RestoreOptions } from '../restore.ts';
import { lockClasses } from '../target/advisoryLocks.ts';
import { isUnfinished, withMaintenanceConnection } from '../target/createDatabase.ts';
import { identityOfConnected, readIdentity } from '../target/createdDatabase.ts';
import type { Wanted } from '../target/readTarget.ts';
import type { Asked } from './asked.ts';
import { numberOf } from './locks.ts';

interface Naming {
  readonly plan: string;
  readonly group: string;
  readonly asked: Asked;
}

/** By what a restore is known to those who come when it is over: who does what, in which database. */
export async function nameOfRestore(client: pg.Client, naming: Naming): Promise<SharedRestoreName> {
  return nameIn(await identityOfConnected(client), naming);
}

function nameIn(database: string, { plan, group, asked }: Naming): SharedRestoreName {
  const entries = Object.entries(asked).sort(([a], [b]) => (a < b ? -1 : 1));
  const restore = createHash('sha256')
    .update(JSON.stringify([group, database, entries]))
    .digest('hex')
    .slice(0, 32);
  return { plan, restore };
}

interface Opening {
  readonly asked: Asked;
  readonly ends: RestoreEnds;
  readonly shard: Shard;
  readonly run: string;
  readonly meter: ProgressMeter;
  readonly signal: AbortSignal;
  readonly options: RestoreOptions;
}

/** Creates the target database where that is asked for, one shard after the other; a restore that is over has created it too. */
export async function openSharedTarget(
  repository: Repository,
  set: SetManifest,
  wanted: Wanted,
  { asked, ends, shard, run, meter, signal, options }: Opening,
): Promise<{ readonly kind: 'open'; readonly version: number } | { readonly kind: 'late'; readonly end: RestoreEnd }> {
  const { onPreview = () => {} } = options;
  const execution = {
    run,
    meter,
    signal,
    onPreview: (...[preview]: Parameters<typeof onPreview>) => onPreview(preview, set),
  };
  const { target, createDatabase } = wanted.request;
  const open = async () => ({ kind: 'open', version: await openTarget(repository, set, wanted, execution) }) as const;
  if (!createDatabase) return open();
  return withMaintenanceConnection(target, { signal, purpose: 'create database' }, async (client) => {
    await client.query(`SELECT pg_catalog.pg_advisory_lock(${lockClasses.creation}, ${numberOf(target.database)})`);
    // an end is stored before the commit that takes the mark away: where that is still there, the end is to be taken back
    const findEnd = async () => {
      if (await isUnfinished(client, target.database)) return undefined;
      const database = await readIdentity(client, target.database);
      return database && ends.find(nameIn(database, { plan: set.plan, group: shard.group, asked }));
    };
    try {
      const end = await findEnd();
      return end ? { kind: 'late', end } : await open();
    } catch (thrown) {
      const end = thrown instanceof PgstowError && thrown.code === 'conflict' ? await findEnd() : undefined;
      if (!end) throw thrown;
      return { kind: 'late', end }; // it has ended in this moment
    }
  });
}
