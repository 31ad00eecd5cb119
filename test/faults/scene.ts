import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  initRepository,
  type PlanDocument,
  parsePlans,
  type Repository,
  type RestoreRequest,
  restoreDefaults,
} from '../../engine/index.ts';
import type { ConnectionTarget } from '../../engine/postgres/target.ts';

export interface Scene {
  readonly repository: Repository;
  readonly folder: string;
}

/** Runs `use` with a new repository in a folder that is removed afterwards. */
export async function withRepositoryFolder<T>(use: (scene: Scene) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'pgstow-faults-'));
  try {
    return await use({ repository: await initRepository(folder, { encryption: 'none' }), folder });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export interface PlanOptions {
  readonly concurrency?: number;
  readonly rateLimit?: string;
  /** The environment's variable that holds the password. */
  readonly passwordIn?: string;
  readonly include?: readonly string[];
  readonly auditPercent?: number;
}

/** A plan of everything in a database. */
export function planOf(
  id: string,
  target: ConnectionTarget,
  { concurrency = 2, rateLimit, passwordIn, include, auditPercent }: PlanOptions = {},
): PlanDocument {
  const { host, port, database, user } = target;
  const source = { host, port, database, user, ...(passwordIn && { password: { env: passwordIn } }) };
  const audit = auditPercent !== undefined && { auditPercent };
  const more = { ...(rateLimit && { rateLimit }), ...(include && { objects: { include } }), ...audit };
  return parsePlans(JSON.stringify([{ id, source, concurrency, ...more }]), 'plan')[0]!;
}

/** Everything of the newest set, into an empty database. */
export function restoreRequest(
  plan: string,
  target: ConnectionTarget,
  more: Partial<RestoreRequest> = {},
): RestoreRequest {
  return { ...restoreDefaults, plan, target, conflict: 'fail', jobs: 2, ...more };
}
