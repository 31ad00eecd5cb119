import { createDecipheriv, createPrivateKey, createPublicKey, diffieHellman, hkdfSync } from 'node:crypto';
import { KeyFolder } from '../../engine/repository/keyFolder.ts';
import { initRepositoryIn, openRepositoryIn, type Repository } from '../../engine/repository/repository.ts';
import { realSurroundings } from '../../engine/repository/surroundings.ts';
import { generateKey, type Unlocking } from '../../engine/repository/unlocking.ts';
import { parseKey } from '../../engine/seal/keyText.ts';
import { parsePlan } from '../../engine/spec/parsePlans.ts';
import type { Store } from '../../engine/store/store.ts';
import { MemoryStore } from '../store/memory.ts';

/** A repository in memory, with what opens it. */
export class KeysScene {
  readonly store: Store;
  readonly keys = { first: generateKey(), second: generateKey() };

  constructor(store: Store = new MemoryStore()) {
    this.store = store;
  }

  /** With a slot for each of the two keys, as two machines have them. */
  static async make(store?: Store): Promise<KeysScene> {
    const scene = new KeysScene(store);
    const made = await initRepositoryIn(scene.store, realSurroundings(), { key: scene.keys.first });
    await made.keySlots.add({ key: scene.keys.second }, 'the second');
    return scene;
  }

  open(unlocking: Unlocking, store = this.store): Promise<Repository> {
    return openRepositoryIn(store, realSurroundings(), unlocking);
  }

  first = (store = this.store) => this.open({ key: this.keys.first }, store);
  second = (store = this.store) => this.open({ key: this.keys.second }, store);

  async slotOf(which: 'first' | 'second'): Promise<string> {
    return (await this[which]()).keySlots.opened!;
  }

  /** Every object, by its key. */
  async objects(prefix = ''): Promise<Map<string, Buffer>> {
    const found = new Map<string, Buffer>();
    for await (const { key } of this.store.list(prefix)) found.set(key, await this.store.get(key));
    return found;
  }
}

/** The objects under `keys/`, and the master keys that a key opens. */
export async function everythingOf({ id, facts, store }: Repository, key: string) {
  if (facts.encryption === 'none') throw new Error('it is not encrypted');
  const place = { store, surroundings: realSurroundings(), aws: undefined as never };
  const folder = new KeyFolder(place, id, { created: facts.created, publicKey: facts.encryption.publicKey });
  const { masters } = await folder.open({ kind: 'key', key: parseKey(key) }, await folder.read());
  return { folder, masters };
}

export async function putBlob({ blobs }: Repository, text: string): Promise<{ id: string; outcome: string }> {
  const hash = blobs.newHash();
  hash.update(Buffer.from(text));
  const id = hash.digest('hex');
  const outcome = await blobs.put({ id, body: [Buffer.from(text)], storedBytes: text.length });
  return { id, outcome };
}

export async function textOf({ blobs }: Repository, id: string): Promise<string> {
  return (await blobs.get(id)).toString();
}

export function planWith(password: string, id = 'orders') {
  return parsePlan({ id, source: { host: 'h', database: 'd', user: 'u', password: { value: password } } });
}

/**
 * What whoever has kept some 32 bytes can open of an object, with nothing but the published rules: all of it, or anything in base64 in it; as a seal
 * of each purpose or one to an X25519 key, about whatever it may be about, with or without a stamp before it.
 */
export function opensRaw(secrets: readonly Uint8Array[], repository: string, key: string, stored: Buffer): boolean {
  const keys = secrets.flatMap((secret) => [secret, ...derivedFrom(secret, repository), ...derivedFrom(secret, '')]);
  const texts = (key.endsWith('.json') && stored.toString('latin1').match(/[A-Za-z0-9+/]{40,}=*/g)) || [];
  const abouts = aboutsOf(key);
  return [stored, ...texts.map((text) => Buffer.from(text, 'base64'))].some((bytes) =>
    [bytes, bytes.subarray(16)].some((sealed) => keys.some((each) => opensBy(each, sealed, abouts))),
  );
}

const purposes = [
  'blob names',
  'blobs',
  'records',
  'secrets',
  'master keys',
  'key slots',
  'key slot',
  'key slot recipient',
  'key slot voucher',
];

function derivedFrom(secret: Uint8Array, salt: string): Buffer[] {
  return purposes.map((purpose) => Buffer.from(hkdfSync('sha256', secret, salt, `pgstow 1 ${purpose}`, 32)));
}

function aboutsOf(key: string): string[] {
  const name = key.slice(key.lastIndexOf('/') + 1);
  if (key.startsWith('blobs/')) return [`blob ${name}`];
  const ofPlan = 'plan orders source.password ["h",5432,"u"]';
  const masters = [1, 2, 3].map((nth) => `pgstow 1 master key ${nth}`);
  return [key, `pgstow 1 key slot ${name.replace(/\.json$/, '')}`, ofPlan, ...masters];
}

function opensBy(key: Uint8Array, sealed: Buffer, abouts: readonly string[]): boolean {
  const shared = sealed.length > 60 ? sharedKey(key, sealed.subarray(0, 32)) : undefined;
  return abouts.some((about) => opens(key, sealed, about) || (shared && opens(shared, sealed.subarray(32), about)));
}

function opens(key: Uint8Array, sealed: Buffer, about: string): boolean {
  if (sealed.length < 28) return false;
  const opening = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12));
  opening.setAAD(Buffer.from(about)).setAuthTag(sealed.subarray(-16));
  opening.update(sealed.subarray(12, -16));
  try {
    opening.final();
    return true;
  } catch {
    return false;
  }
}

function sharedKey(seed: Uint8Array, once: Buffer): Buffer | undefined {
  try {
    const der = Buffer.concat([Buffer.from('302e020100300506032b656e04220420', 'hex'), seed]);
    const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
    const spki = Buffer.concat([Buffer.from('302a300506032b656e032100', 'hex'), once]);
    const publicKey = createPublicKey({ key: spki, format: 'der', type: 'spki' });
    const ours = Buffer.from(privateKey.export({ format: 'jwk' }).x!, 'base64url');
    const shared = diffieHellman({ privateKey, publicKey });
    return Buffer.from(hkdfSync('sha256', shared, Buffer.concat([once, ours]), 'pgstow 1 sealed secret', 32));
  } catch {
    return undefined; // it is no public key
  }
}
