import { z } from 'zod';
import type { LockMode, ObjectLock } from '../store/objectLocks.ts';
import type { Store, StoreOptions } from '../store/store.ts';
import type { SetName } from './contents.ts';
import { inParallel } from './inParallel.ts';
import { decodeRecord, encodeRecord } from './jsonRecord.ts';
import { allSetsPrefix, parseSetLockKey, planSetsPrefix, setLockKey, setLocksPrefix } from './keys.ts';
import { listParsed } from './listing.ts';
import type { Surroundings } from './surroundings.ts';
import { openVault, type Vault } from './vault.ts';

/** Until when a set can neither be deleted nor overwritten, with all that it needs. */
export interface SetLock extends SetName {
  readonly mode: LockMode;
  /** ISO 8601, by the store's clock. */
  readonly until: string;
}

/**
 * What runs have locked, so that the next one need not ask of each object. Written when all that a set needs is locked; a record
 * that is not there costs requests alone, and what is really locked the store itself says.
 */
export class SetLocks {
  readonly #store: Store;
  readonly #surroundings: Surroundings;
  readonly #vault: Vault;

  constructor(store: Store, surroundings: Surroundings, vault: Vault = openVault) {
    this.#store = store;
    this.#surroundings = surroundings;
    this.#vault = vault;
  }

  async note({ plan, set }: SetName, { mode, until }: ObjectLock): Promise<void> {
    const { now, user, host } = this.#surroundings;
    const key = setLockKey(plan, set, until);
    const record = {
      ...{ plan, set, mode, until: until.toISOString() },
      ...{ at: now().toISOString(), by: `${user}@${host}` },
    };
    await this.#store.replace(key, this.#vault.sealRecord(key, [encodeRecord(record)]));
  }

  /** The longest of each set, of a plan or of all, as the listing has them: nothing is read, so nothing is proved. */
  async listed(plan?: string, options?: StoreOptions): Promise<ReadonlyMap<string, Date>> {
    const prefix = plan === undefined ? allSetsPrefix : planSetsPrefix(plan);
    const found = new Map<string, Date>();
    for (const { plan, set, until } of await listParsed(this.#store, prefix, parseSetLockKey, options)) {
      const id = `${plan}/${set}`;
      if (until > (found.get(id) ?? new Date(0))) found.set(id, until);
    }
    return found;
  }

  /** The longest of a set, proved to be written by who has the key; undefined where there is none. */
  async of({ plan, set }: SetName, options?: StoreOptions): Promise<SetLock | undefined> {
    const found = await listParsed(this.#store, setLocksPrefix(plan, set), parseSetLockKey, options);
    const read = await inParallel(found, async ({ until }) => {
      const key = setLockKey(plan, set, until);
      try {
        const stored = await this.#store.get(key, undefined, options);
        return decodeRecord(await this.#vault.openRecord(key, stored), schema, key);
      } catch (thrown) {
        if ((thrown as { code?: unknown }).code !== 'damaged') throw thrown;
        return undefined; // then it is found out anew
      }
    });
    const whole = read.filter((each) => each !== undefined && each.plan === plan && each.set === set);
    return whole.toSorted((a, b) => (a!.until < b!.until ? 1 : -1))[0];
  }

  /** Forgets the shorter ones. */
  async forgetBefore({ plan, set, until }: SetLock, options?: StoreOptions): Promise<void> {
    const found = await listParsed(this.#store, setLocksPrefix(plan, set), parseSetLockKey, options);
    const shorter = found.filter((each) => each.until < new Date(until));
    for (const each of shorter) await this.#store.delete(setLockKey(plan, set, each.until), options);
  }
}

const schema: z.ZodType<SetLock> = z.object({
  plan: z.string(),
  set: z.string(),
  mode: z.enum(['GOVERNANCE', 'COMPLIANCE']),
  until: z.iso.datetime(),
});
