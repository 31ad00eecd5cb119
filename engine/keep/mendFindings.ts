import { mendBlobs } from '../copy/mendBlobs.ts';
import { mendDefinitions, mendManifest, type SetHere } from '../copy/mendSet.ts';
import { areSame, namesBySide, sameSetAmong } from '../copy/pairOfSets.ts';
import { PgstowError } from '../errors.ts';
import type { ProgressMeter } from '../events.ts';
import { notedLock } from '../lock/notedLock.ts';
import { requireLockState } from '../lock/requireLockState.ts';
import type { SetName } from '../repository/contents.ts';
import { contentsKey, definitionsKey, manifestKey, parseBlobKey } from '../repository/keys.ts';
import type { Repository } from '../repository/repository.ts';
import type { ListedSet } from '../repository/sets.ts';
import type { Finding } from './verifyFinding.ts';

export interface MendingFindings {
  /** What is damaged. */
  readonly repository: Repository;
  /** What has the same sets. */
  readonly from: Repository;
  /** The sets of a plan there, as they were when it was first asked. */
  readonly setsThere: (plan: string) => Promise<readonly ListedSet[]>;
  readonly meter: ProgressMeter;
  readonly signal: AbortSignal;
}

export interface MendedFindings {
  /** The keys of what was put back. */
  readonly keys: readonly string[];
  /** Why other findings are as they were, a sentence each. */
  readonly reasons: readonly string[];
}

/**
 * Puts back what findings say is damaged, out of another repository: first what sets consist of themselves, then their blobs. Rejects with `store`
 * where what was locked would not be locked again.
 */
export async function mendFindings(mending: MendingFindings, findings: readonly Finding[]): Promise<MendedFindings> {
  const keys: string[] = [];
  const reasons: string[] = [];
  const mendable = findings.filter(({ kind }) => !['inconsistent', 'unsupported'].includes(kind));
  const concerned = mendable.flatMap(({ affects }) => affects);
  await requireLockState(mending.repository, concerned, mending.signal);
  for (const finding of mendable.filter(({ key }) => !parseBlobKey(key))) {
    const why = await reasonOf(mending, finding.affects[0]!, () => mendPart(mending, finding));
    if (why === undefined) keys.push(finding.key);
    else reasons.push(why);
  }
  const blobs = await mendDamagedBlobs(mending, mendable);
  const others = findings.filter((each) => !mendable.includes(each)).map(({ key }) => `${key} is no damage of storage`);
  return { keys: [...keys, ...blobs.keys], reasons: [...reasons, ...blobs.reasons, ...others] };
}

/** Why it could not be done; other failures than damage are thrown. */
async function reasonOf(
  { from }: MendingFindings,
  name: SetName,
  mend: () => Promise<void>,
): Promise<string | undefined> {
  try {
    await mend();
    return undefined;
  } catch (thrown) {
    if (
      thrown instanceof PgstowError &&
      ['damaged', 'archived', 'conflict', 'input', 'lost', 'unsupported'].includes(thrown.code)
    ) {
      return sentenceOf(thrown, name, from);
    }
    throw thrown;
  }
}

/** Nobody but the user has what is archived there thawed: that takes hours, and costs. */
function sentenceOf({ code, message }: PgstowError, { set }: SetName, { store }: Repository): string {
  if (code !== 'archived') return message;
  return `${message}; make it readable there, and repair again: pgstow thaw ${set} --repository '${store.url}'`;
}

async function mendPart(all: MendingFindings, { key, kind, affects }: Finding) {
  const { repository, from, meter, signal } = all;
  const name = affects[0]!;
  const there = await requireSame(all, name);
  const found = await repository.sets.find(name, { signal });
  const manifest = found?.state === 'complete' ? found.manifest : undefined;
  if (manifest && !areSame(manifest, there)) throw isAnother(name, from);
  const lock = await notedLock(repository, [name], signal);
  const mending = { from, there, to: repository, lock, meter, signal };
  if (manifest && key === definitionsKey(name.plan, name.set)) return mendDefinitions(mending, manifest);
  if (![manifestKey(name.plan, name.set), contentsKey(name.plan, name.set)].includes(key)) throw notKnown(key);
  const isLost = kind === 'missing' && key === manifestKey(name.plan, name.set);
  const here: SetHere = { plan: name.plan, set: name.set, manifest, isLost };
  return mendManifest(mending, here);
}

async function mendDamagedBlobs(mending: MendingFindings, findings: readonly Finding[]): Promise<MendedFindings> {
  const { repository, from, meter, signal } = mending;
  const damaged = new Map(
    findings.flatMap((each) => {
      const name = parseBlobKey(each.key);
      return name === undefined ? [] : [[name, each] as const];
    }),
  );
  const reasons: string[] = [];
  const names = new Map<string, string>();
  const sets = new Map(
    [...damaged.values()].flatMap(({ affects }) => affects.map((each) => [each.set, each] as const)),
  );
  for (const name of sets.values()) {
    if ([...damaged.keys()].every((blob) => names.has(blob))) break;
    const why = await reasonOf(mending, name, async () => {
      for (const [here, there] of await namesOf(mending, name)) if (damaged.has(here)) names.set(here, there);
    });
    if (why !== undefined) reasons.push(why);
  }
  const lockOf = (blob: string) => notedLock(repository, damaged.get(blob)!.affects, signal);
  const failed = await mendBlobs({ from: from.blobs, to: repository.blobs, lockOf, meter, signal }, names);
  for (const [blob, error] of failed) {
    reasons.push(`${from.store.url}: ${sentenceOf(error, damaged.get(blob)!.affects[0]!, from)}`);
  }
  const mended = [...names.keys()].filter((blob) => !failed.has(blob));
  return { keys: mended.map((blob) => damaged.get(blob)!.key), reasons };
}

async function namesOf(mending: MendingFindings, name: SetName): Promise<ReadonlyMap<string, string>> {
  const { repository, from, signal } = mending;
  const there = await requireSame(mending, name);
  const here = await repository.sets.get(name.set, { signal });
  if (!areSame(here, there)) throw isAnother(name, from);
  const [ours, theirs] = [
    await repository.sets.readContents(here, { signal }),
    await from.sets.readContents(there, { signal }),
  ];
  return namesBySide(ours, theirs);
}

async function requireSame({ from, setsThere }: MendingFindings, name: SetName) {
  const there = sameSetAmong(await setsThere(name.plan), name);
  if (there) return there;
  throw new PgstowError('input', `${from.store.url} has no set ${name.set} of plan ${name.plan} that can be read`);
}

function isAnother({ set }: SetName, { store }: Repository): PgstowError {
  return new PgstowError('conflict', `set ${set} of ${store.url} is another one of the same id`);
}

function notKnown(key: string): PgstowError {
  return new PgstowError('input', `${key} is nothing that another repository has`);
}
