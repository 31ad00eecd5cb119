import type { Report } from '../report.ts';
import { archive } from './archive.ts';
import { backups } from './backups.ts';
import { copies } from './copies.ts';
import { cost } from './cost.ts';
import { drills } from './drills.ts';
import { health } from './health.ts';
import { hold, release } from './hold.ts';
import { keyRotate } from './keyRotate.ts';
import { lapses } from './lapses.ts';
import type { Markdown } from './markdown.ts';
import { matrix } from './matrix.ts';
import { planApply } from './planApply.ts';
import { precheck } from './precheck.ts';
import { prune } from './prune.ts';
import { repair } from './repair.ts';
import { restore, restoreShard } from './restore.ts';
import type { TableSize } from './sizes.ts';
import { thaw } from './thaw.ts';
import { undelete } from './undelete.ts';
import { verify } from './verify.ts';

/** What a part of a summary is made from, besides what was done. */
export interface Shape {
  /** Rows that a table has at most. */
  readonly most: number;
  /** What is in the sets that were made, by their ids. */
  readonly tables: ReadonlyMap<string, readonly TableSize[]>;
  /** Milliseconds that the step took. */
  readonly took: number;
}

/** What was done, in blocks. */
export function bodyOf(done: NonNullable<Report['done']>, shape: Shape): readonly (Markdown | undefined)[] {
  switch (done.command) {
    case 'run-due':
      return [...backups(done, shape), ...drills(done, shape), lapses(done, shape)];
    case 'backup':
      return backups(done, shape);
    case 'drill':
      return drills(done, shape);
    case 'precheck':
      return precheck(done, shape);
    case 'restore':
      return restore(done, shape);
    case 'restore-shard':
      return restoreShard(done);
    case 'verify':
      return verify(done, shape);
    case 'prune':
      return prune(done, shape);
    case 'copy':
      return copies(done, shape);
    case 'repair':
      return repair(done, shape);
    case 'archive':
      return archive(done);
    case 'thaw':
      return thaw(done);
    case 'hold':
      return hold(done);
    case 'release':
      return release(done, shape);
    case 'undelete':
      return undelete(done, shape);
    case 'key-rotate':
      return keyRotate(done, shape);
    case 'cost':
      return cost(done, shape);
    case 'health':
      return health(done, shape);
    case 'plan-apply':
      return planApply(done, shape);
    case 'matrix':
      return matrix(done, shape);
    default:
      return done satisfies never;
  }
}
