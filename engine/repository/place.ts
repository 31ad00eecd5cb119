import type { Aws } from '../aws/aws.ts';
import type { Store } from '../store/store.ts';
import type { SetCache } from './setCache.ts';
import type { Surroundings } from './surroundings.ts';

/** Where a repository is kept, who works with it, and how AWS is asked, should a slot need it. */
export interface Place {
  readonly store: Store;
  readonly surroundings: Surroundings;
  readonly aws: Aws;
  readonly cache?: SetCache | undefined;
}
