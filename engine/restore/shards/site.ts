import type pg from 'pg';
import type { SetManifest } from '../../repository/manifest.ts';
import type { Repository } from '../../repository/repository.ts';
import type { RestoreEnds, SharedRestoreName } from '../../repository/restoreEnds.ts';
import type { Shard } from '../../shard/shard.ts';
import type { RestoreOptions } from '../restore.ts';
import type { Wanted } from '../target/readTarget.ts';
import type { Asked } from './asked.ts';

/** Where a shard works, whatever its part is. */
export interface Site {
  readonly repository: Repository;
  readonly set: SetManifest;
  readonly wanted: Wanted;
  readonly shard: Shard;
  readonly asked: Asked;
  readonly ends: RestoreEnds;
  readonly name: SharedRestoreName;
  /** The target's version number. */
  readonly version: number;
  /** Who leads has the lock of that in the first one. */
  readonly clients: readonly pg.Client[];
  readonly tooLate: () => void;
  readonly signal: AbortSignal;
  readonly options: RestoreOptions;
}
