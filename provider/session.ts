import type { OpenOptions, Plan, Repository } from '../engine/index.ts';
import { type Engine, loadEngine } from './engine.ts';
import { refusal } from './refusal.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The address of the provider's repository, as its configuration has it. */
export type Address =
  | { readonly state: 'known'; readonly url: string }
  /** It comes from something that is not applied yet. */
  | { readonly state: 'unknown' }
  | { readonly state: 'missing' };

/** What one provider process works with: the repository, opened when a call first needs it. */
export class Session {
  readonly env: Environment;
  readonly #now: () => number;
  readonly #stopped = new AbortController();
  #address: Address = { state: 'missing' };
  #opened: Promise<Repository> | undefined;
  #lookup: { readonly asked: number; readonly plans: Promise<PlanLookup> } | undefined;

  constructor(env: Environment, now: () => number = () => performance.now()) {
    this.env = env;
    this.#now = now;
  }

  /** Fires when Terraform is interrupted: what takes long is to be given up. */
  get stopped(): AbortSignal {
    return this.#stopped.signal;
  }

  configure(address: Address): void {
    this.#address = address;
    this.#opened = undefined;
    this.#lookup = undefined;
  }

  stop(): void {
    this.#stopped.abort();
  }

  engine(): Promise<Engine> {
    return loadEngine();
  }

  /**
   * The repository of the provider as far as it opens without a key, which is enough for plans. Rejects with what is missing. A
   * failure is not kept: it may be there the next time.
   */
  async repository(): Promise<Repository> {
    const url = urlOf(this.#address);
    this.#opened ??= this.open(url, {});
    try {
      return await this.#opened;
    } catch (thrown) {
      this.#opened = undefined;
      throw thrown;
    }
  }

  /** The same, opened with the key of the environment where one is given: for what reads or makes sets. */
  async unlockedRepository(): Promise<Repository> {
    const { store, locked } = await this.repository();
    return this.hasKey || !locked ? this.open(store.url) : this.repository();
  }

  get hasKey(): boolean {
    return Object.values(this.unlocking()).some((each) => each !== undefined);
  }

  /** The repository where it can be had already: not while its address is unknown, or before it is made. */
  async repositoryIfThere(): Promise<Repository | undefined> {
    if (this.#address.state !== 'known') return undefined;
    return this.repository().catch(() => undefined);
  }

  async open(url: string, unlocking: OpenOptions = this.unlocking()): Promise<Repository> {
    return (await this.engine()).openRepository(url, unlocking);
  }

  /** The key or passphrase in the environment: what holds a key is in no configuration. */
  unlocking(): OpenOptions {
    const { PGSTOW_KEY, PGSTOW_PASSPHRASE, PGSTOW_KMS_KEY } = this.env;
    return {
      key: PGSTOW_KEY || undefined,
      passphrase: PGSTOW_PASSPHRASE || undefined,
      kmsKey: PGSTOW_KMS_KEY || undefined,
    };
  }

  /**
   * A plan as it is, or was when the first of those that were asked for in one go was: refreshing many of them lists the repository
   * once, however long that takes. What this process has written is never missed.
   */
  async plan(id: string): Promise<Plan | undefined> {
    const now = this.#now();
    const isGoing = this.#lookup && now - this.#lookup.asked <= pauseMs;
    const plans = isGoing ? this.#lookup!.plans : this.#lookUp();
    this.#lookup = { asked: now, plans };
    return (await plans)(id);
  }

  /** To be called when this process has changed a plan. */
  forgetPlans(): void {
    this.#lookup = undefined;
  }

  async #lookUp(): Promise<PlanLookup> {
    try {
      return await (await this.repository()).plans.lookup();
    } catch (thrown) {
      this.forgetPlans();
      throw thrown;
    }
  }
}

/** Who asks again after a longer one is doing something else. */
const pauseMs = 5000;

type PlanLookup = (id: string) => Promise<Plan | undefined>;

function urlOf(address: Address): string {
  switch (address.state) {
    case 'known':
      return address.url;
    case 'unknown':
      throw refusal('The repository is not known yet', {
        detail:
          'The provider\'s "repository" comes from something that has not been applied. Apply that first (terraform apply -target=...), or give the address itself.',
      });
    case 'missing':
      throw refusal('No repository is given', {
        detail:
          'Give it in the provider\'s configuration, such as repository = "s3://backups/prod?region=eu-central-1", or in the environment variable PGSTOW_REPOSITORY.',
      });
    default:
      return address satisfies never;
  }
}
