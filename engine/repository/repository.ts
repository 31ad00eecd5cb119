import { randomBytes, randomUUID } from 'node:crypto';
import { type Aws, realAws } from '../aws/aws.ts';
import { PgstowError } from '../errors.ts';
import { readBlob } from '../pipe/blobReader.ts';
import { deriveKeys, masterKeySize } from '../seal/keys.ts';
import { type AccessKey, openStore } from '../store/openStore.ts';
import type { Store } from '../store/store.ts';
import { ArchivingRecords } from './archivingRecords.ts';
import { type BlobCheck, BlobStore } from './blobs.ts';
import { Drills } from './drills.ts';
import { cannotBeOpened, type Encryption, type RepositoryFacts, readFacts } from './facts.ts';
import { explainHidden, refuseHidden } from './hiddenRepository.ts';
import { encodeRecord } from './jsonRecord.ts';
import { KeyFolder, type KeysStored, type Opened } from './keyFolder.ts';
import { KeyRing } from './keyRing.ts';
import { KeySlots } from './keySlots.ts';
import { keySlotKey, repositoryKey } from './keys.ts';
import { addSlot } from './makeSlot.ts';
import { Pins } from './pins.ts';
import type { Place } from './place.ts';
import { PlanSecrets } from './planSecrets.ts';
import { Plans } from './plans.ts';
import { PruneRecords } from './pruneRecords.ts';
import { Runs } from './runs.ts';
import { cachePart, etagProof, type SetCache, sealProof, withSetCache } from './setCache.ts';
import { SetLocks } from './setLocks.ts';
import { Sets } from './sets.ts';
import { ShardRecords } from './shardRecords.ts';
import { openBlobKeys, sealBlobKeys, sharingId } from './sharedBlobKeys.ts';
import type { SlotOpener } from './slotWrapping.ts';
import { realSurroundings, type Surroundings } from './surroundings.ts';
import { openerOf, requireOpener, type Unlocking } from './unlocking.ts';
import { lockedVault, openVault, sealedVault, type Vault } from './vault.ts';

export interface Repository {
  readonly store: Store;
  readonly id: string;
  readonly facts: RepositoryFacts;
  /** True for an encrypted one that was opened without its key: nothing of a set can be read. */
  readonly locked: boolean;
  readonly plans: Plans;
  readonly secrets: PlanSecrets;
  readonly sets: Sets;
  readonly blobs: BlobStore;
  readonly runs: Runs;
  readonly pins: Pins;
  readonly locks: SetLocks;
  readonly drills: Drills;
  readonly prunes: PruneRecords;
  readonly archivings: ArchivingRecords;
  readonly shards: ShardRecords;
  readonly keySlots: KeySlots;
  /** Who works with it, and when. */
  readonly surroundings: Surroundings;
}

export interface InitOptions {
  readonly region?: string | undefined;
  /**
   * What will open it: a key as {@link generateKey} makes them, a passphrase, or a key of AWS KMS. `none` is said
   * explicitly, for nothing that is stored can be encrypted later.
   */
  readonly encryption: 'none' | Unlocking;
  /**
   * An encrypted repository, opened, whose blobs this one shall name and open with the keys that it has now: so a service copies them from one
   * to the other as they are stored. What is sealed here is sealed with keys of its own.
   */
  readonly blobKeysFrom?: Repository | undefined;
  /** How AWS KMS is asked; with this process's environment and credentials unless said. */
  readonly aws?: Aws | undefined;
}

export interface OpenOptions extends Unlocking {
  /** An access key for its bucket. Default: the SDK's usual chain of credentials. */
  readonly credentials?: AccessKey | undefined;
  /** Leaves it locked rather than ask AWS KMS when nothing is given: for who works with plans and runs alone. */
  readonly withoutKms?: boolean | undefined;
  /** How AWS KMS is asked; with this process's environment and credentials unless said. */
  readonly aws?: Aws | undefined;
  /** Keeps what never changes of the sets of a bucket between runs. Nothing of a folder, which is at hand. */
  readonly cache?: SetCache | undefined;
  readonly surroundings?: Surroundings;
}

/** Makes a repository at an address; its folder is made when it is not there. Never touches one that is there already. */
export async function initRepository(
  url: string,
  { region, encryption, blobKeysFrom, aws = realAws(process.env) }: InitOptions,
  surroundings: Surroundings = realSurroundings(),
): Promise<Repository> {
  if (encryption !== 'none') requireOpener(encryption);
  else if (blobKeysFrom) throw nothingToShare();
  const store = await openStore(url, { make: true });
  if ((await store.size(repositoryKey)) !== undefined) throw await alreadyThere(store);
  await refuseHidden(store);
  const created = surroundings.now().toISOString();
  const about = { format: 1, id: randomUUID(), created, ...(region && { region }) } as const;
  const place = { store, surroundings, aws };
  if (encryption !== 'none') return initEncrypted(place, about, encryption, blobKeysFrom);
  return initPlain(place, { ...about, encryption });
}

async function initPlain(place: Place, facts: RepositoryFacts): Promise<Repository> {
  if (await place.store.create(repositoryKey, encodeRecord(facts))) return assemble(place, facts);
  throw await alreadyThere(place.store);
}

/**
 * Opens the repository at an address: with what is given, or by AWS KMS when nothing is and it has a slot for that. Else
 * it is locked: plans and runs can be worked with, and whatever needs a set rejects with `input`.
 *
 * Who gives nothing takes whatever repository is there, an unencrypted one too. Who names the key of KMS takes only one
 * that was made with it.
 *
 * Rejects with `input` when there is none or the key is wrong, `privilege` or `connection` when AWS KMS does not decrypt,
 * `unsupported` when it is of a later format.
 */
export async function openRepository(
  url: string,
  {
    surroundings = realSurroundings(),
    aws = realAws(process.env),
    credentials,
    withoutKms,
    cache,
    ...unlocking
  }: OpenOptions = {},
): Promise<Repository> {
  const given = openerOf(unlocking); // what is wrong with it is said before anything is asked of the store
  return openIn({ store: await openStore(url, { credentials }), surroundings, aws, cache }, given, withoutKms);
}

/** The same in a store that is open, and without asking AWS KMS unless its key is named. */
export async function openRepositoryIn(
  store: Store,
  surroundings: Surroundings,
  unlocking: Unlocking = {},
): Promise<Repository> {
  return openIn({ store, surroundings, aws: realAws(process.env) }, openerOf(unlocking), true);
}

/** Makes a repository in a store that is open. */
export async function initRepositoryIn(
  store: Store,
  surroundings: Surroundings,
  encryption: InitOptions['encryption'] = 'none',
  blobKeysFrom?: Repository,
): Promise<Repository> {
  const about = { format: 1, id: randomUUID(), created: surroundings.now().toISOString() } as const;
  const place = { store, surroundings, aws: realAws(process.env) };
  if (encryption !== 'none') return initEncrypted(place, about, encryption, blobKeysFrom);
  return initPlain(place, { ...about, encryption });
}

async function openIn(
  place: Place,
  given: SlotOpener | undefined,
  withoutKms: boolean | undefined,
): Promise<Repository> {
  const { store } = place;
  const facts = await readFacts(store);
  const { encryption } = facts;
  if (encryption === 'none') {
    if (given) throw notEncrypted(store);
    return assemble(place, facts);
  }
  if (!given && withoutKms) return assemble(place, facts);
  const folder = keyFolderOf(place, { ...facts, encryption })!;
  const stored = await folder.read();
  const hasKms = stored.current.some(({ wrapped }) => wrapped.kind === 'kms');
  const opener = given ?? (hasKms ? ({ kind: 'kms', key: undefined } as const) : undefined);
  if (!opener) return assemble(place, facts);
  const opened = folder.open(opener, stored).catch(async (thrown) => {
    throw await explainHidden(store, thrown);
  });
  return assemble(place, facts, ringOf(folder, await opened, stored, encryption));
}

/** With the keys of blobs that it shares with another repository. */
function ringOf(
  folder: KeyFolder,
  opened: Opened,
  stored: Pick<KeysStored, 'newest'>,
  { blobKeys }: Encryption,
): KeyRing {
  try {
    const shared = blobKeys && openBlobKeys(blobKeys, deriveKeys(opened.masters[0]!, folder.repository));
    return new KeyRing(folder, opened, stored, shared);
  } catch (thrown) {
    throw cannotBeOpened(thrown);
  }
}

/** Undefined where nothing is encrypted. */
function keyFolderOf(place: Place, { id, created, encryption }: RepositoryFacts): KeyFolder | undefined {
  return encryption === 'none' ? undefined : new KeyFolder(place, id, { created, publicKey: encryption.publicKey });
}

/** The slot first: dying in between must not leave a repository that nobody can open. */
async function initEncrypted(
  place: Place,
  about: Omit<RepositoryFacts, 'encryption'>,
  unlocking: Unlocking,
  from: Repository | undefined,
): Promise<Repository> {
  const { store } = place;
  const masters = [randomBytes(masterKeySize)];
  const id = from ? sharingId(about.id) : about.id;
  const keys = deriveKeys(masters[0]!, id);
  const blobKeys = from && sealBlobKeys(await from.keySlots.blobKeys(), from.id, keys);
  const publicKey = keys.publicKey.toString('base64');
  const encryption: Encryption = { cipher: 'AES-256-GCM', publicKey, ...(blobKeys && { blobKeys }) };
  const facts: RepositoryFacts = { ...about, id, format: blobKeys ? 2 : 1, encryption };
  const folder = keyFolderOf(place, facts)!;
  const opener = requireOpener(unlocking);
  const { slot } = await addSlot(folder, { generation: 1, masters }, opener);
  if (await store.create(repositoryKey, encodeRecord(facts))) {
    const opened = { slot, opener, masters, prover: masters[0] };
    return assemble(place, facts, ringOf(folder, opened, { newest: 1 }, encryption));
  }
  await store.delete(keySlotKey({ slot }));
  throw await alreadyThere(store);
}

function nothingToShare(): PgstowError {
  return new PgstowError('input', 'keys of blobs are to be shared, and nothing is to be encrypted', {
    hint: 'leave one of the two out: between repositories without encryption a service copies blobs as they are',
  });
}

/** Whoever can write to the store could put an open repository in an encrypted one's place, to read what comes next. */
function notEncrypted({ url }: Store): PgstowError {
  return new PgstowError('input', `a key is given, and ${url} is not encrypted`, {
    hint: 'take the key away if that is known; else somebody has replaced the repository',
  });
}

function assemble(place: Place, facts: RepositoryFacts, ring?: KeyRing): Repository {
  const { store, surroundings } = place;
  const vault = vaultOf(store, facts, ring);
  const keySlots = new KeySlots(store.url, keyFolderOf(place, facts), ring);
  const isEncrypted = facts.encryption !== 'none';
  const secrets = new PlanSecrets(store.url, isEncrypted ? () => keySlots.publicKey() : undefined, ring);
  const check: BlobCheck = async (id, frame) => {
    await readBlob(frame, id, vault.newHash);
  };
  return {
    store,
    id: facts.id,
    facts,
    locked: isEncrypted && !ring,
    plans: new Plans(store, surroundings, { region: facts.region, secrets }),
    secrets,
    sets: new Sets(setStore(place, facts, ring && vault), vault),
    blobs: new BlobStore(store, check, vault),
    runs: new Runs(store, surroundings),
    pins: new Pins(store, surroundings, vault),
    locks: new SetLocks(store, surroundings, vault),
    drills: new Drills(store, vault),
    prunes: new PruneRecords(store, vault),
    archivings: new ArchivingRecords(store, vault),
    shards: new ShardRecords(store, vault),
    keySlots,
    surroundings,
  };
}

/** Nobody but who reads sets sees the cache: leases, pins, plans and runs are what they are at this moment. */
function setStore({ store, cache }: Place, { id, encryption }: RepositoryFacts, sealed: Vault | undefined): Store {
  if (!cache || (encryption !== 'none' && !sealed)) return store;
  return withSetCache(store, cache, cachePart(cache, id), sealed ? sealProof(sealed) : etagProof);
}

function vaultOf({ url }: Store, { encryption }: RepositoryFacts, ring: KeyRing | undefined): Vault {
  if (encryption === 'none') return openVault;
  return ring ? sealedVault(ring) : lockedVault(url);
}

async function alreadyThere(store: Store): Promise<PgstowError> {
  const { id, created } = await readFacts(store);
  return new PgstowError('conflict', `${store.url} is a repository already (${id}, made ${created})`, {
    hint: 'use it as it is, or name another folder or prefix',
  });
}
