import { createHash } from 'node:crypto';
import { zstdCompressSync } from 'node:zlib';
import { archivedBlob } from '../../../engine/coldStorage/archivedBlobs.ts';
import { carryOut as archive, requireClasses } from '../../../engine/coldStorage/carryOut.ts';
import { askToThaw, usualThaw } from '../../../engine/coldStorage/thaw.ts';
import { copyOnce } from '../../../engine/copy/copySet.ts';
import { KnownNames } from '../../../engine/copy/knownNames.ts';
import { PgstowError } from '../../../engine/errors.ts';
import { ProgressMeter } from '../../../engine/events.ts';
import { contentOf } from '../../../engine/pipe/contentHash.ts';
import { carryOut } from '../../../engine/prune/carryOut.ts';
import { decideSets } from '../../../engine/prune/decideSets.ts';
import { pin } from '../../../engine/prune/pinning.ts';
import { withSetInTheMaking } from '../../../engine/prune/setInTheMaking.ts';
import { withReading } from '../../../engine/prune/withReading.ts';
import type { BlobStore, NewBlob } from '../../../engine/repository/blobs.ts';
import type { ContentItem, SetName } from '../../../engine/repository/contents.ts';
import type { EncodedContents } from '../../../engine/repository/contentsFile.ts';
import { newTimeId } from '../../../engine/repository/ids.ts';
import type { SetManifest } from '../../../engine/repository/manifest.ts';
import { initRepositoryIn, type Repository } from '../../../engine/repository/repository.ts';
import { parsePlan } from '../../../engine/spec/parsePlans.ts';
import { testSurroundings } from '../../repository/folderRepository.ts';
import { sampleManifest } from '../../repository/sampleManifest.ts';
import { MemoryStore } from '../../store/memory.ts';
import type { Judge } from './judge.ts';

const { signal } = new AbortController();

/** Which blobs of an older set a backup may refer to. */
export type Reliance = (blobs: BlobStore, name: string) => boolean;

const asBackupsDo: Reliance = (blobs, name) => blobs.mayRelyOn(name);

/** Makes a set of contents, each a letter: the storage's half of a backup. */
export async function backUp(
  repository: Repository,
  plan: string,
  letters: string,
  mayRelyOn: Reliance = asBackupsDo,
): Promise<void> {
  const run = newTimeId(repository.surroundings);
  const meter = new ProgressMeter();
  await withSetInTheMaking(repository, plan, { run, meter, signal }, async (making) => {
    const pieces: string[] = [];
    const known = await unchanged(repository, plan, (name) => mayRelyOn(making.blobs, name));
    for (const letter of letters) {
      const reused = known.get(letter);
      if (reused) {
        pieces.push(reused); // as an incremental set does it: neither read nor stored
        continue;
      }
      const blob = blobOf(letter);
      await making.blobs.put(blob);
      pieces.push(making.blobs.nameOf(blob.id));
      if (making.signal.aborted) throw making.signal.reason;
    }
    const definitions = Buffer.from('definitions');
    const contents = contentsOf(pieces);
    await making.commit(manifestOf(repository, plan, making.set, definitions, contents), definitions, contents);
  });
}

/** Where sets are copied from: another repository, in which nothing changes. */
const copied = Promise.withResolvers<Repository>();
let isAsked = false;

async function sourceOfCopies(): Promise<Repository> {
  if (!isAsked) {
    isAsked = true;
    const surroundings = testSurroundings('2026-02-01T00:00:00Z');
    const source = await initRepositoryIn(new MemoryStore(), surroundings);
    await source.plans.apply(parsePlan({ id: 'c', source: { host: 'h', database: 'd', user: 'u' } }));
    for (const [at, letters] of ['ab', 'bc', 'cde'].entries()) {
      surroundings.goTo(`2026-02-0${at + 1}T00:00:00Z`);
      await backUp(source, 'c', letters);
    }
    copied.resolve(source);
  }
  return copied.promise;
}

/** Copies one of some sets of another repository here. */
export async function copyHere(destination: Repository, which: number): Promise<void> {
  const source = await sourceOfCopies();
  const sets = await source.sets.list('c');
  const listed = sets[which % sets.length]!;
  if (listed.state !== 'complete') throw listed.error;
  const plan = (await source.plans.find('c'))!;
  const route = { source, destination, plan, known: new KnownNames(source, destination) };
  const record = { making: async () => {}, made: () => {}, copied: () => {} };
  const run = newTimeId(destination.surroundings);
  const copied = { manifest: listed.manifest, committedAt: new Date(listed.manifest.finishedAt), sourcePins: [] };
  await copyOnce(route, copied, { run, record, meter: new ProgressMeter(), signal });
}

/** Of the newest set of a plan: the names by which its contents are stored, as far as they are there and may be relied on. */
async function unchanged(
  repository: Repository,
  plan: string,
  mayRelyOn: (name: string) => boolean,
): Promise<Map<string, string>> {
  const [newest] = await repository.sets.list(plan, { limit: 1 });
  if (newest?.state !== 'complete') return new Map();
  const known = new Map<string, string>();
  for (const item of await contentsUnlessGone(repository, newest.manifest)) {
    if (!('pieces' in item)) continue;
    for (const { blob } of item.pieces) {
      const letter = letterOf(blob);
      if (!letter || !mayRelyOn(blob)) continue;
      const state = await repository.blobs.look(blob);
      if (state && !state.archived) known.set(letter, blob);
    }
  }
  return known;
}

/** A set can be removed while it is looked at; then nothing of it is reused. */
async function contentsUnlessGone({ sets }: Repository, manifest: SetManifest): Promise<readonly ContentItem[]> {
  return sets.readContents(manifest).catch((thrown) => {
    if (thrown instanceof PgstowError && thrown.code === 'damaged') return [];
    throw thrown;
  });
}

function letterOf(name: string): string | undefined {
  return [...blobs].find(([, { id }]) => id === contentOf(name))?.[0];
}

/** Prunes; which of the sets that may go shall go is chosen by bits. */
export async function pruneSome(repository: Repository, bits: number): Promise<void> {
  const sets = (await decideSets(repository, undefined, signal)).filter(
    ({ reasons }) => !reasons.some((reason) => reason.startsWith('pinned')),
  );
  await pruneThese(
    repository,
    sets.filter((_, index) => (bits >> index) & 1),
  );
}

export async function pruneThese(repository: Repository, sets: readonly SetName[]): Promise<void> {
  const run = newTimeId(repository.surroundings);
  await carryOut({ repository, run, meter: new ProgressMeter(), signal }, sets);
}

export async function pinOne(repository: Repository, set: string, judge: Judge): Promise<void> {
  judge.acknowledged(await pin(repository, set, 'a reason'));
}

/** Archives what old sets alone need. */
export async function archiveOld(repository: Repository): Promise<void> {
  const run = newTimeId(repository.surroundings);
  await archive({ repository, classes: requireClasses(repository), run, meter: new ProgressMeter(), signal });
}

/** Reads all blobs of a set, or asks that they be thawed; `isHeard` says whether its lease has not expired meanwhile. */
export async function readAll(repository: Repository, set: string, isHeard: (run: string) => boolean): Promise<void> {
  const run = newTimeId(repository.surroundings);
  const manifest = await repository.sets.get(set);
  let begun = false;
  try {
    await withReading(repository, manifest, { run, meter: new ProgressMeter(), signal }, async (reading) => {
      await reading.require(manifest);
      begun = true;
      const items = await repository.sets.readContents(manifest);
      const names = items.flatMap((item) => ('pieces' in item ? item.pieces.map(({ blob }) => blob) : []));
      await requireReadable(repository, names);
      for (const name of names) await repository.blobs.get(name);
    });
  } catch (thrown) {
    if (!begun || !(thrown instanceof PgstowError) || thrown.code !== 'damaged') throw thrown;
    if (isHeard(run)) throw new Error(`what was being read was deleted: ${thrown.message}`); // else it was held to be dead
  }
}

/** As restores do it before they begin. */
async function requireReadable(repository: Repository, names: readonly string[]): Promise<void> {
  const states = await Promise.all(names.map(async (name) => archivedBlob(name, await repository.blobs.look(name))));
  const archived = states.flat().filter(({ state }) => state !== 'thawed');
  if (archived.length === 0) return;
  await askToThaw(repository, archived, usualThaw, { meter: new ProgressMeter(), signal });
  throw new PgstowError('archived', `${archived.length} blobs are archived`);
}

const blobs = new Map<string, NewBlob>();

export function blobOf(letter: string): NewBlob {
  const known = blobs.get(letter);
  if (known) return known;
  const body = zstdCompressSync(letter);
  const made = { id: createHash('sha256').update(letter).digest('hex'), body: [body], storedBytes: body.length };
  blobs.set(letter, made);
  return made;
}

export function contentsOf(names: readonly string[]): EncodedContents {
  const items = names.map((blob) => ({
    kind: 'largeObjects',
    part: 'data',
    oids: [],
    rows: 0,
    hash: '0'.repeat(16),
    bytes: 1,
    pieces: [{ blob, offset: 0, length: 1 }],
  }));
  const body = zstdCompressSync(items.map((item) => `${JSON.stringify(item)}\n`).join(''));
  return { body: [body], bytes: body.length, sha256: sha256(body), items: items.length };
}

export function manifestOf(
  { id, surroundings }: Repository,
  plan: string,
  set: string,
  definitions: Buffer,
  { body: _, ...contents }: EncodedContents,
): SetManifest {
  const at = surroundings.now().toISOString();
  const times = { startedAt: at, snapshotAt: at, finishedAt: at };
  const summary = { ...sampleManifest.definitions, bytes: definitions.length, sha256: sha256(definitions) };
  return { ...sampleManifest, ...times, set, plan, repository: id, definitions: summary, contents };
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
