import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { backup } from '../../engine/backup/backup.ts';
import type { ConnectionTarget } from '../../engine/postgres/target.ts';
import { allBlobsPrefix } from '../../engine/repository/keys.ts';
import type { SetManifest } from '../../engine/repository/manifest.ts';
import { initRepository, type Repository } from '../../engine/repository/repository.ts';
import { parsePlan } from '../../engine/spec/parsePlans.ts';
import type { PlanInput } from '../../engine/spec/plan.ts';

/** The plan's id. */
export const plan = 'checked';

/** A repository in a folder with one plan, gone at the end of the block. */
export class PlannedRepository implements AsyncDisposable {
  readonly repository: Repository;

  private constructor(repository: Repository) {
    this.repository = repository;
  }

  static async of(
    { host, port, database, user, ssl }: ConnectionTarget,
    options: Omit<PlanInput, 'id' | 'source'> = {},
    source: Partial<PlanInput['source']> = {},
  ): Promise<PlannedRepository> {
    const folder = await mkdtemp(join(tmpdir(), 'pgstow-checked-'));
    const repository = await initRepository(folder, { encryption: 'none' });
    const document = {
      id: plan,
      source: { host, port, database, user, ssl: { mode: ssl.mode }, ...source },
      ...options,
    };
    await repository.plans.apply(parsePlan(document));
    return new PlannedRepository(repository);
  }

  async backup(): Promise<SetManifest> {
    return (await backup(this.repository, plan)).set;
  }

  /** How many blobs are stored. */
  async blobs(): Promise<number> {
    let count = 0;
    for await (const _ of this.repository.store.list(allBlobsPrefix)) count++;
    return count;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return rm(this.repository.store.url, { recursive: true });
  }
}
