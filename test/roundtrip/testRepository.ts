import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { backup } from '../../engine/backup/backup.ts';
import type { ConnectionTarget } from '../../engine/postgres/target.ts';
import type { SetManifest } from '../../engine/repository/manifest.ts';
import { type InitOptions, initRepository, type Repository } from '../../engine/repository/repository.ts';
import { type RestoreRequest, restoreDefaults } from '../../engine/restore/request.ts';
import { type RestoreOptions, type RestoreResult, restore } from '../../engine/restore/restore.ts';
import { parsePlans } from '../../engine/spec/parsePlans.ts';
import type { PlanInput } from '../../engine/spec/plan.ts';
import type { TestDatabase } from '../servers.ts';

/** The one plan of a test's repository. */
export const plan = 'roundtrip';

/** A repository in a folder, gone at the end of the block, with the two things that these tests do with one. */
export class TestRepository implements AsyncDisposable {
  readonly repository: Repository;
  readonly folder: string;

  private constructor(repository: Repository, folder: string) {
    this.repository = repository;
    this.folder = folder;
  }

  static async open(
    encryption: InitOptions['encryption'] = 'none',
    blobKeysFrom?: Repository,
  ): Promise<TestRepository> {
    const folder = await mkdtemp(join(tmpdir(), 'pgstow-roundtrip-'));
    return new TestRepository(await initRepository(folder, { encryption, blobKeysFrom }), folder);
  }

  /** A new set of the database; the plan becomes what the options say. */
  async backup({ target }: TestDatabase, options: Omit<PlanInput, 'source'> = {}): Promise<SetManifest> {
    const { host, port, database, user } = target;
    const document = { id: plan, source: { host, port, database, user }, concurrency: 2, ...options };
    for (const parsed of parsePlans(JSON.stringify([document]), 'plan.json')) {
      await this.repository.plans.apply(parsed);
    }
    return (await backup(this.repository, plan)).set;
  }

  /** The newest set, all of it, strictly, unless the request says otherwise. */
  restore(
    target: ConnectionTarget,
    request: Partial<RestoreRequest> = {},
    options: RestoreOptions = {},
  ): Promise<RestoreResult> {
    return restore(this.repository, { ...wholeSet, ...request, target }, options);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return rm(this.folder, { recursive: true });
  }
}

/** A restore of everything, strictly. */
export const wholeSet: Omit<RestoreRequest, 'target'> = { ...restoreDefaults, plan, conflict: 'fail', jobs: 2 };
