import { z } from 'zod';
import type { Store, StoreOptions } from '../store/store.ts';
import type { SetName } from './contents.ts';
import { newTimeId } from './ids.ts';
import { inParallel } from './inParallel.ts';
import { decodeRecord, encodeRecord } from './jsonRecord.ts';
import { allPinsPrefix, allSetsPrefix, parsePinKey, pinKey, planSetsPrefix } from './keys.ts';
import { listParsed } from './listing.ts';
import type { SetObjects } from './sets.ts';
import type { Surroundings } from './surroundings.ts';
import { openVault, type Vault } from './vault.ts';

/** Keeps a set from being removed. */
export interface Pin extends SetName {
  readonly pin: string;
  readonly reason: string;
  /** ISO 8601. */
  readonly at: string;
  /** `user@host`. */
  readonly by: string;
  /** Of a pin that follows one of the set that this one is a copy of: the id of that repository. */
  readonly copyOf?: string | undefined;
  /** True for a legal hold, which `release` alone takes away. */
  readonly hold?: true | undefined;
}

/** The pins of a repository, as they are stored. */
export class Pins {
  readonly #store: Store;
  readonly #surroundings: Surroundings;
  readonly #vault: Vault;

  constructor(store: Store, surroundings: Surroundings, vault: Vault = openVault) {
    this.#store = store;
    this.#surroundings = surroundings;
    this.#vault = vault;
  }

  async add({ plan, set }: SetName, reason: string, { hold }: Pick<Pin, 'hold'> = {}): Promise<Pin> {
    const { now, user, host } = this.#surroundings;
    const pin = newTimeId(this.#surroundings);
    const record: Pin = {
      pin,
      plan,
      set,
      reason,
      at: now().toISOString(),
      by: `${user}@${host}`,
      ...(hold && { hold }),
    };
    return (await this.put(record)) ? record : this.add({ plan, set }, reason, { hold });
  }

  /** Writes a pin as it is given; false when one of its id is there. */
  async put(pin: Pin): Promise<boolean> {
    const key = pinKey(pin.plan, pin.set, pin.pin);
    return this.#store.create(key, this.#vault.sealRecord(key, [encodeRecord(pin)]));
  }

  async remove({ plan, set, pin }: Pick<Pin, 'plan' | 'set' | 'pin'>): Promise<void> {
    await this.#store.delete(pinKey(plan, set, pin));
  }

  /** The pins of a plan's sets, or of all. */
  async list(plan?: string, options?: StoreOptions): Promise<Pin[]> {
    const prefix = plan === undefined ? allSetsPrefix : planSetsPrefix(plan);
    return this.#read(await listParsed(this.#store, prefix, parsePinKey, options), options);
  }

  /** Those among what was just listed of some sets. */
  async among(sets: readonly Pick<SetObjects, 'parts'>[], options?: StoreOptions): Promise<Pin[]> {
    const keys = sets.flatMap(({ parts }) => [...parts.values()].map(({ key }) => key));
    return this.#read(
      keys.flatMap((key) => parsePinKey(key) ?? []),
      options,
    );
  }

  async of({ plan, set }: SetName, options?: StoreOptions): Promise<Pin[]> {
    return this.#read(await listParsed(this.#store, allPinsPrefix(plan, set), parsePinKey, options), options);
  }

  /** One that cannot be read is a pin all the same: all that is lost is what it says. */
  async #read(found: readonly Pick<Pin, 'plan' | 'set' | 'pin'>[], options?: StoreOptions): Promise<Pin[]> {
    return inParallel(found, async ({ plan, set, pin }) => {
      const key = pinKey(plan, set, pin);
      try {
        const stored = await this.#store.get(key, undefined, options);
        return decodeRecord(await this.#vault.openRecord(key, stored), schema, key);
      } catch (thrown) {
        if ((thrown as { code?: unknown }).code !== 'damaged') throw thrown;
        return { pin, plan, set, reason: 'its record cannot be read', at: '', by: '' };
      }
    });
  }
}

const schema: z.ZodType<Pin> = z.object({
  pin: z.string(),
  plan: z.string(),
  set: z.string(),
  reason: z.string(),
  at: z.string(),
  by: z.string(),
  copyOf: z.string().optional(),
  hold: z.literal(true).optional(),
});
