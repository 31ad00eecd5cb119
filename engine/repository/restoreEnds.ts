import { z } from 'zod';
import type { Store } from '../store/store.ts';
import { decodeRecord, encodeRecord } from './jsonRecord.ts';
import { allRestoresPrefix, parseRestoreEndKey, restoreEndKey, restorePrefix } from './keys.ts';
import { listParsed } from './listing.ts';
import type { RunError } from './runRecord.ts';

/** How a restore ends that several machines share. */
export interface RestoreEnd {
  readonly run: string;
  readonly set: string;
  /** What it rejects with all the same, for rows are lost; absent where nothing is. */
  readonly error?: RunError | undefined;
}

/** A restore that several machines share: `restore` is a digest of who does what to which database. */
export interface SharedRestoreName {
  readonly plan: string;
  readonly restore: string;
}

/** So long a shard may come after the others and still be told that all is done. */
const keptMs = 7 * 24 * 3_600_000;

/**
 * How restores end that several machines share, for those machines that come later. It is stored right before the commit in the target
 * that ends the restore, so it counts where the notes in the target are gone; who finds the notes there still takes it back.
 */
export class RestoreEnds {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Rejects with `store` when the repository cannot be written. */
  async add({ plan, restore }: SharedRestoreName, end: RestoreEnd): Promise<void> {
    await this.#store.create(restoreEndKey(plan, restore, end.run, 'ended'), encodeRecord(end));
  }

  /** Whatever the run says, or will say when it wakes up: it has not ended the restore. */
  async takeBack({ plan, restore }: SharedRestoreName, run: string): Promise<void> {
    await this.#store.create(restoreEndKey(plan, restore, run, 'void'), encodeRecord({ run }));
  }

  /** The end that is not taken back, if there is one. */
  async find({ plan, restore }: SharedRestoreName): Promise<RestoreEnd | undefined> {
    const found = await listParsed(this.#store, restorePrefix(plan, restore), parseRestoreEndKey);
    const isVoid = (run: string) => found.some((each) => each.run === run && each.part === 'void');
    const ended = found.find(({ run, part }) => part === 'ended' && !isVoid(run));
    if (!ended) return undefined;
    const key = restoreEndKey(plan, restore, ended.run, 'ended');
    return decodeRecord(await this.#store.get(key), schema, key);
  }

  /** Forgets what is older than anybody who could ask for it. */
  async forgetOld(): Promise<void> {
    const now = await this.#store.clock();
    for await (const { key, modified } of this.#store.list(allRestoresPrefix)) {
      if (now.getTime() - modified.getTime() > keptMs) await this.#store.delete(key);
    }
  }
}

const schema: z.ZodType<RestoreEnd> = z.object({
  run: z.string(),
  set: z.string(),
  error: z.object({ code: z.string(), message: z.string(), hint: z.string().optional() }).optional(),
});
