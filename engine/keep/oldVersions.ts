import { messageOf } from '../errors.ts';
import type { Repository } from '../repository/repository.ts';
import type { ListedObject } from './planObjects.ts';

/** What a bucket keeps besides what is to be seen; `found` is absent where it keeps no versions, or does not tell. */
export interface OldVersions {
  readonly found?: readonly ListedObject[] | undefined;
  readonly warning?: string | undefined;
}

/** Lists the versions of a bucket that keeps them, a thousand a request. */
export async function oldVersions({ store }: Repository, signal: AbortSignal | undefined): Promise<OldVersions> {
  const { locks } = store;
  try {
    if (!locks || !(await locks.bucket({ signal })).versioned) return {};
    const found: ListedObject[] = [];
    for await (const { versions, hidden } of locks.versions('', { signal }))
      found.push(...versions.slice(hidden ? 0 : 1));
    return { found };
  } catch (thrown) {
    if (signal?.aborted) throw thrown;
    return { warning: `old versions, if the bucket keeps any, are not counted: ${messageOf(thrown)}` };
  }
}
