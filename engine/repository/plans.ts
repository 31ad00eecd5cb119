import { isDeepStrictEqual } from 'node:util';
import { PgstowError } from '../errors.ts';
import { crossBorder } from '../spec/crossBorder.ts';
import { didYouMean } from '../spec/nearMatches.ts';
import { isPlanId, type PlanDocument } from '../spec/plan.ts';
import type { Store } from '../store/store.ts';
import { checkAddressesOfCopies } from './checkAddress.ts';
import { checkArchive } from './checkArchive.ts';
import { newPlanId } from './ids.ts';
import { inParallel } from './inParallel.ts';
import { encodeRecord } from './jsonRecord.ts';
import { allPlansPrefix, parsePlanRevisionKey, planPrefix, planRevisionKey } from './keys.ts';
import { listParsed } from './listing.ts';
import { decodePlanRevision, type PlanAction, type PlanRevision, type StoredPlanDocument } from './planRevision.ts';
import { PlanSecrets } from './planSecrets.ts';
import type { Surroundings } from './surroundings.ts';

/** A plan as its last revision has it. */
export interface Plan extends PlanRevision {
  readonly id: string;
  /** The document's name, or else the id. */
  readonly name: string;
  readonly paused: boolean;
  readonly deleted: boolean;
}

export interface AppliedPlan {
  readonly outcome: 'created' | 'changed' | 'unchanged';
  readonly plan: Plan;
}

/** What the repository of the plans says about them. */
export interface PlanRules {
  /** Its label, where it has one. */
  readonly region: string | undefined;
  readonly secrets: PlanSecrets;
}

export interface ChangeOptions {
  /**
   * The revision that the change is based on, 0 where there is to be no such plan: if the plan is another one by now, but for
   * being paused, the change rejects with `conflict`. Default: whatever there is.
   */
  readonly basedOn?: number | undefined;
}

/** Told of what is damaged, where the rest is to be seen all the same. */
export type OnDamaged = (error: PgstowError, plan: string) => void;

/** Undefined for what is damaged, of which somebody is told. */
export async function unlessDamaged<T>(
  plan: string,
  reading: Promise<T>,
  onDamaged: OnDamaged | undefined,
): Promise<T | undefined> {
  try {
    return await reading;
  } catch (thrown) {
    if (!onDamaged || !(thrown instanceof PgstowError) || thrown.code !== 'damaged') throw thrown;
    onDamaged(thrown, plan);
    return undefined;
  }
}

/** So often a change is tried again when others change the same plan at the same moment. */
const attempts = 10;

/** The plans of a repository. Every change is a new revision under the next number; none is ever rewritten. */
export class Plans {
  readonly #store: Store;
  readonly #surroundings: Surroundings;
  readonly #known = new Map<string, Plan>();
  readonly #rules: PlanRules;

  /** Without rules it is a repository that is not encrypted and has no region. */
  constructor(store: Store, surroundings: Surroundings, rules?: PlanRules) {
    this.#store = store;
    this.#surroundings = surroundings;
    this.#rules = rules ?? { region: undefined, secrets: new PlanSecrets(store.url) };
  }

  /**
   * Rejects with `input` what this repository does not take: a password it cannot keep, a border crossed unasked, a storage class that it
   * does not have, an address of copies that is none, or holds credentials.
   */
  check(document: PlanDocument): void {
    checkAddressesOfCopies(document);
    checkArchive(document, this.#store);
    crossBorder(document, this.#rules.region);
    this.#rules.secrets.check(document);
  }

  /**
   * Makes a plan be what the document says: a new revision, or none when it is so already. A document without `paused`
   * leaves the plan paused or not as it is; a password in it is sealed. Rejects with `conflict` when somebody else changed
   * the document meanwhile, and as {@link check} does.
   */
  async apply(document: PlanDocument, { basedOn }: ChangeOptions = {}): Promise<AppliedPlan> {
    this.check(document);
    const id = document.id ?? (await this.#freeId(document.name ?? document.source.database));
    const before = await this.find(id);
    await this.#requireBase(before, basedOn);
    const sealed = await this.#rules.secrets.sealIn({ ...document, id }, before?.document);
    let current = before;
    for (let attempt = 1; attempt <= attempts; attempt++) {
      const wanted = withPause(sealed, current);
      if (current && !current.deleted && isDeepStrictEqual(current.document, wanted)) {
        return { outcome: before && !before.deleted ? 'unchanged' : 'created', plan: current };
      }
      if (!sameButPause(current, before)) throw changedMeanwhile(current);
      const made = await this.#append(current, 'apply', wanted);
      if (made) return { outcome: before && !before.deleted ? 'changed' : 'created', plan: made };
      current = await this.find(id);
    }
    throw tooBusy(id);
  }

  /**
   * Makes a plan be what it is for the sets that are copied here from another repository. One that somebody has changed here since
   * is theirs, and stays. Rejects with `conflict` where a plan of this id is here that has nothing to do with that repository.
   */
  async follow(
    document: StoredPlanDocument,
    repository: string,
  ): Promise<{ readonly plan: Plan; readonly isTheirs: boolean }> {
    this.check(document);
    for (let attempt = 1; attempt <= attempts; attempt++) {
      const current = await this.find(document.id);
      if (current && current.copyOf !== repository) {
        const isOurs = (await this.history(current.id)).some(({ copyOf }) => copyOf === repository);
        if (!isOurs) throw ofAnother(current, this.#store.url);
        return { plan: current, isTheirs: true };
      }
      if (current && isDeepStrictEqual(current.document, document)) return { plan: current, isTheirs: false };
      const made = await this.#append(current, 'apply', document, repository);
      if (made) return { plan: made, isTheirs: false };
    }
    throw tooBusy(document.id);
  }

  /** Until it is started again, no run of the plan starts. */
  async pause(id: string): Promise<Plan> {
    return this.#change(id, 'pause', (document) => ({ ...document, paused: true }));
  }

  async start(id: string): Promise<Plan> {
    return this.#change(id, 'start', (document) => ({ ...document, paused: false }));
  }

  /** Takes the plan off the list. Its revisions stay, and so do its sets. */
  async delete(id: string, { basedOn }: ChangeOptions = {}): Promise<Plan> {
    await this.#requireBase(await this.find(id), basedOn);
    return this.#change(id, 'delete', (document) => document);
  }

  /** Rejects with `conflict` when a plan is another one than at a revision, but for being paused. */
  async requireBase(id: string, basedOn: number): Promise<void> {
    await this.#requireBase(await this.find(id), basedOn);
  }

  /** All plans that are not deleted, by id. Rejects with `damaged` where the record of one is, unless somebody wants to be told of that. */
  async list({ onDamaged }: { readonly onDamaged?: OnDamaged | undefined } = {}): Promise<Plan[]> {
    // a store lists "a-b/" before "a/"
    return (await this.#all(onDamaged)).filter(({ deleted }) => !deleted).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  }

  /** The plan with this id, a deleted one too; undefined when there never was one. */
  async find(id: string): Promise<Plan | undefined> {
    if (!isPlanId(id)) return undefined;
    const last = (await this.#revisionsOf(id)).at(-1);
    return last === undefined ? undefined : this.#read(id, last);
  }

  /**
   * The plan that a user means: by its id, or by its name where only one has it. A deleted one only when `deleted` is
   * true, and then only by its id.
   */
  async resolve(idOrName: string, { deleted = false } = {}): Promise<Plan> {
    const byId = await this.find(idOrName);
    if (byId && (deleted || !byId.deleted)) return byId;
    const plans = await this.list();
    const named = plans.filter(({ name }) => name === idOrName);
    if (named.length === 1) return named[0]!;
    if (named.length > 1) throw ambiguous(idOrName, named);
    throw byId ? isDeleted(byId) : unknown(idOrName, plans);
  }

  /** What there is at this moment, listed once: plans are then read one by one, as they are asked for. */
  async lookup(): Promise<(id: string) => Promise<Plan | undefined>> {
    const last = await this.#lastRevisions();
    return async (id) => {
      const revision = last.get(id);
      return revision === undefined ? undefined : this.#read(id, revision);
    };
  }

  /** What {@link apply} would make of a document, without writing anything; a password in it is not sealed. */
  async propose(document: PlanDocument): Promise<Plan> {
    this.check(document);
    const { now, user, host } = this.#surroundings;
    const id = document.id ?? (await this.#freeId(document.name ?? document.source.database));
    const before = await this.find(id);
    const revision = (before?.revision ?? 0) + 1;
    const wanted = withPause({ ...document, id }, before);
    return planOf({
      plan: id,
      revision,
      at: now().toISOString(),
      by: `${user}@${host}`,
      action: 'apply',
      document: wanted,
    });
  }

  /** Every revision of a plan, the newest first. */
  async history(id: string): Promise<PlanRevision[]> {
    const revisions = isPlanId(id) ? await this.#revisionsOf(id) : [];
    if (revisions.length === 0) throw unknown(id, await this.list());
    return inParallel(revisions.toReversed(), (revision) => this.#read(id, revision));
  }

  async #change(
    id: string,
    action: PlanAction,
    edit: (document: StoredPlanDocument) => StoredPlanDocument,
  ): Promise<Plan> {
    for (let attempt = 1; attempt <= attempts; attempt++) {
      const current = await this.find(id);
      if (!current) throw unknown(id, await this.list());
      if (current.deleted) {
        if (action === 'delete') return current;
        throw isDeleted(current);
      }
      const document = edit(current.document);
      if (action !== 'delete' && isDeepStrictEqual(document, current.document)) return current;
      const made = await this.#append(current, action, document);
      if (made) return made;
    }
    throw tooBusy(id);
  }

  async #requireBase(current: Plan | undefined, basedOn: number | undefined): Promise<void> {
    const there = current && !current.deleted ? current : undefined;
    if (basedOn === undefined || basedOn === (there?.revision ?? 0)) return;
    if (!there) throw goneMeanwhile(current, basedOn);
    if (basedOn === 0) throw thereAlready(there);
    if (!sameButPause(there, await this.#read(there.id, basedOn))) throw notBasedOn(there, basedOn);
  }

  /** The next revision; undefined when another one has taken its number. */
  async #append(
    current: Plan | undefined,
    action: PlanAction,
    document: StoredPlanDocument,
    copyOf?: string,
  ): Promise<Plan | undefined> {
    const { now, user, host } = this.#surroundings;
    const revision: PlanRevision = {
      plan: document.id,
      revision: (current?.revision ?? 0) + 1,
      at: now().toISOString(),
      by: `${user}@${host}`,
      action,
      ...(copyOf && { copyOf }),
      document,
    };
    const key = planRevisionKey(revision.plan, revision.revision);
    return (await this.#store.create(key, encodeRecord(revision))) ? planOf(revision) : undefined;
  }

  async #freeId(words: string): Promise<string> {
    const id = newPlanId(words, this.#surroundings.random);
    return (await this.#revisionsOf(id)).length === 0 ? id : this.#freeId(words);
  }

  async #all(onDamaged?: OnDamaged): Promise<Plan[]> {
    const found = await inParallel([...(await this.#lastRevisions())], ([plan, revision]) =>
      unlessDamaged(plan, this.#read(plan, revision), onDamaged),
    );
    return found.filter((plan) => plan !== undefined);
  }

  async #lastRevisions(): Promise<Map<string, number>> {
    const found = await listParsed(this.#store, allPlansPrefix, parsePlanRevisionKey);
    return new Map(found.map(({ plan, revision }) => [plan, revision])); // ascending: the last one stays
  }

  async #revisionsOf(id: string): Promise<number[]> {
    const found = await listParsed(this.#store, planPrefix(id), parsePlanRevisionKey);
    return found.map(({ revision }) => revision);
  }

  /** A revision is write-once: who looks again and again reads it once. */
  async #read(id: string, revision: number): Promise<Plan> {
    const key = planRevisionKey(id, revision);
    const known = this.#known.get(key);
    if (known) return known;
    const plan = planOf(decodePlanRevision(await this.#store.get(key), id, revision));
    this.#known.set(key, plan);
    return plan;
  }
}

function planOf(revision: PlanRevision): Plan {
  const { document, action, plan } = revision;
  const name = document.name ?? plan;
  return { ...revision, id: plan, name, paused: document.paused === true, deleted: action === 'delete' };
}

function withPause(document: StoredPlanDocument, current: Plan | undefined): StoredPlanDocument {
  const paused = document.paused ?? (current?.deleted ? undefined : current?.document.paused);
  return paused === undefined ? document : { ...document, paused };
}

/** Whether two states of a plan differ at most in being paused: then a change of the one can be made to the other. */
function sameButPause(a: Plan | undefined, b: Plan | undefined): boolean {
  const relevant = (plan: Plan | undefined) => plan && !plan.deleted && { ...plan.document, paused: undefined };
  return isDeepStrictEqual(relevant(a), relevant(b));
}

function changedMeanwhile(current: Plan | undefined): PgstowError {
  const { plan, by, revision } = current!;
  return new PgstowError('conflict', `plan ${plan} was changed at the same moment by ${by} (revision ${revision})`, {
    hint: `look at pgstow plan show ${plan}, and apply again if yours is still what you want`,
  });
}

function notBasedOn({ id, revision, by, at }: Plan, basedOn: number): PgstowError {
  return new PgstowError(
    'conflict',
    `plan ${id} was changed by ${by} at ${at} (revision ${revision}); this change is based on revision ${basedOn}`,
    { hint: `look at what has changed (pgstow plan history ${id}), and make the change again upon that` },
  );
}

function thereAlready({ id, revision, by, at }: Plan): PgstowError {
  return new PgstowError('conflict', `plan ${id} is there already: revision ${revision} by ${by} at ${at}`, {
    hint: 'give another id, or change the plan that there is',
  });
}

function ofAnother({ id, by, at, copyOf }: Plan, url: string): PgstowError {
  const what = copyOf ? `follows the repository ${copyOf}` : `is there already, by ${by} at ${at}`;
  return new PgstowError(
    'conflict',
    `plan ${id} ${what} in ${url}: sets of another repository are not put among its own`,
    {
      hint: 'copy to a repository, or a prefix, of its own; or give one of the two plans another id',
    },
  );
}

function goneMeanwhile(current: Plan | undefined, basedOn: number): PgstowError {
  const what = current ? `was deleted by ${current.by} at ${current.at}` : 'is gone';
  return new PgstowError('conflict', `the plan ${what}; this change is based on its revision ${basedOn}`, {
    hint: 'make it anew if it is still wanted',
  });
}

function tooBusy(id: string): PgstowError {
  return new PgstowError(
    'conflict',
    `plan ${id} was changed by others ${attempts} times while it was to be changed here`,
    {
      hint: `look at pgstow plan history ${id} for who does it`,
      retryable: true,
    },
  );
}

function unknown(idOrName: string, plans: readonly Plan[]): PgstowError {
  const known = plans.flatMap(({ id, name }) => [id, name]);
  const otherwise =
    known.length > 0 ? 'pgstow plan list shows those that there are' : 'apply one: pgstow plan apply -f plans.yaml';
  return new PgstowError('input', `there is no plan ${JSON.stringify(idOrName)} in this repository`, {
    hint: didYouMean(idOrName, new Set(known), otherwise),
  });
}

function ambiguous(name: string, plans: readonly Plan[]): PgstowError {
  const ids = plans.map(({ id }) => id).join(', ');
  return new PgstowError('input', `${plans.length} plans have the name ${JSON.stringify(name)}: ${ids}`, {
    hint: 'use the id',
  });
}

function isDeleted({ id, at, by }: Plan): PgstowError {
  return new PgstowError('input', `plan ${id} was deleted ${at} by ${by}`, {
    hint: 'its sets are still there (pgstow sets); apply it again to go on with it',
  });
}
