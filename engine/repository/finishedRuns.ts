import type { StoredObject } from '../store/store.ts';
import type { RunRecord } from './runRecord.ts';

/**
 * Whoever looks again and again would read the same records again and again. At a kilobyte or two each, these take some megabytes, and
 * are what a look at five hundred plans needs: where there are more, each look reads all of them.
 */
const most = 10_000;

/**
 * Records of runs that are over, as they were read. Such a record hardly ever changes: it is read again when a listing shows
 * another size or time of it.
 */
export class FinishedRuns {
  readonly #known = new Map<string, { readonly object: StoredObject; readonly record: RunRecord }>();

  get(object: StoredObject): RunRecord | undefined {
    const known = this.#known.get(object.key);
    const same = known?.object.size === object.size && known.object.modified.getTime() === object.modified.getTime();
    return same ? known?.record : undefined;
  }

  keep(object: StoredObject, record: RunRecord): void {
    if (record.state === 'running') return;
    if (this.#known.size >= most) this.#known.clear();
    this.#known.set(object.key, { object, record });
  }
}
