import { randomInt } from 'node:crypto';
import { PgstowError } from '../errors.ts';
import type { OnEvent, ProgressMeter } from '../events.ts';
import { cannotTellOfHidden, findHiddenIfTold } from '../lock/findHidden.ts';
import type { HiddenObject } from '../lock/hiddenObjects.ts';
import { withReading } from '../prune/withReading.ts';
import { blobKey, contentsKey } from '../repository/keys.ts';
import { recordRun } from '../repository/recordRun.ts';
import type { Repository } from '../repository/repository.ts';
import { type BlobsChecked, checkAll, checkSome } from './verifyBlobs.ts';
import { StoredContents } from './verifyContents.ts';
import { EffectsByBlob } from './verifyEffects.ts';
import type { Finding } from './verifyFinding.ts';
import { withHidden } from './verifyHidden.ts';
import { checkLocks } from './verifyLocks.ts';
import { type ChosenSet, checkSet, chooseSets } from './verifySets.ts';

/** What to verify. Without plan and set: every set of the repository. */
export interface VerifyRequest {
  /** A plan's id, or its name where only one has it; a deleted plan too, by its id. */
  readonly plan?: string | undefined;
  readonly set?: string | undefined;
  /** How many percent of the blobs to read, chosen at random. Default: 100. */
  readonly sample?: number | undefined;
}

export interface VerifyOptions {
  readonly signal?: AbortSignal;
  readonly onEvent?: OnEvent;
}

export interface VerifyResult {
  /** The run's id. */
  readonly run: string;
  /** True when nothing that was read is damaged. */
  readonly intact: boolean;
  readonly sets: readonly VerifiedSet[];
  /** The share of the blobs that was read, in percent. Only at 100 are the rows counted and hashed again. */
  readonly sample: number;
  /** Blobs that were read, each once however many sets share it, and all that the sets consist of. */
  readonly blobs: number;
  readonly blobsInAll: number;
  /** Bytes of the blobs that were read, as they are stored. */
  readonly bytes: number;
  /** Blobs that lie in an archive: they are there, and were not read. */
  readonly archived: number;
  readonly findings: readonly Finding[];
}

export interface VerifiedSet {
  readonly plan: string;
  readonly set: string;
  readonly intact: boolean;
}

/**
 * Reads back what is stored of some sets and proves it: manifests, definitions, contents, blobs, and of all rows their
 * count and hash. Changes nothing.
 *
 * Damage is no rejection: every finding is in the result, whose `intact` is false then, and the run is recorded as failed.
 * Rejects with `input` (unknown plan or set; nothing to verify), `store` or `interrupted`.
 */
export async function verify(
  repository: Repository,
  { plan: planIdOrName, set, sample = 100 }: VerifyRequest = {},
  { signal = new AbortController().signal, onEvent }: VerifyOptions = {},
): Promise<VerifyResult> {
  if (!(sample > 0 && sample <= 100)) {
    throw new PgstowError('input', `a sample of ${sample} percent cannot be read`, {
      hint: 'give more than 0 and at most 100',
    });
  }
  const plan =
    planIdOrName === undefined ? undefined : (await repository.plans.resolve(planIdOrName, { deleted: true })).id;
  const { hidden, untold } = await findHiddenIfTold(repository, signal);
  const [first] = await choose(repository, { plan, set }, hidden, signal); // a choice of nothing is no run
  const about = { kind: 'verify', plan: plan ?? (set && first?.plan), set, onEvent } as const;
  let result: VerifyResult | undefined;
  try {
    await recordRun(repository, about, (run, meter) =>
      withReading(repository, { plan, set }, { run, meter, signal }, async (reading) => {
        if (untold) meter.warn(`${cannotTellOfHidden}: ${untold.message}`);
        const chosen = await choose(repository, { plan, set }, hidden, signal);
        const staying = chosen.filter((each) => !reading.isGoing(each));
        const about = { locked: { hidden, asked: { plan, set } }, sample, meter, signal: reading.signal };
        const checked = await checkSets(repository, staying, about);
        result = { run, ...checked };
        if (!result.intact) throw damageFound(result);
        return {};
      }),
    );
  } catch (thrown) {
    if (!result) throw thrown;
  }
  return result!;
}

/** Where somebody has hidden all sets there is none to choose, and much to tell. */
async function choose(
  repository: Repository,
  choice: Asked,
  hidden: readonly HiddenObject[],
  signal: AbortSignal,
): Promise<ChosenSet[]> {
  try {
    return await chooseSets(repository, choice, signal);
  } catch (thrown) {
    const isNone = thrown instanceof PgstowError && thrown.code === 'input';
    if (isNone && withHidden([], hidden, choice).length > 0) return [];
    throw thrown;
  }
}

interface Asked {
  readonly plan: string | undefined;
  readonly set: string | undefined;
}

interface CheckOptions {
  /** What somebody has hidden, and of what it is asked; absent where locks are not looked at. */
  readonly locked?: { readonly hidden: readonly HiddenObject[]; readonly asked: Asked };
  readonly sample: number;
  readonly meter: ProgressMeter;
  readonly signal: AbortSignal;
}

/** Reads what some sets consist of, and proves it. */
export async function checkSets(
  repository: Repository,
  chosen: readonly ChosenSet[],
  { locked, sample, meter, signal }: CheckOptions,
): Promise<Omit<VerifyResult, 'run'>> {
  meter.phase('verify');
  const manifests = chosen.flatMap((each) => (each.state === 'complete' ? each.manifest : []));
  const contents = new StoredContents();
  const found: Finding[] = [];
  const readable: ChosenSet[] = [];
  for (const each of chosen) {
    const { items, findings: some } = await checkSet(repository, each, manifests, signal);
    found.push(...some);
    if (!items) continue;
    contents.add(items);
    readable.push(each);
  }

  const ids = sample === 100 ? [...contents.blobs.keys()] : someOf([...contents.blobs.keys()], sample);
  meter.expect({ tables: 0, bytesTotal: ids.reduce((sum, id) => sum + contents.blobs.get(id)!, 0) });
  const read =
    sample === 100
      ? await checkAll(repository.blobs, contents, { meter, signal })
      : await checkSome(repository.blobs, contents, ids, { meter, signal });
  meter.flush();
  found.push(...(await blobFindings(repository, readable, read, signal)));
  const whole = readable.flatMap((each) => (each.state === 'complete' ? each.manifest : []));
  const sampled = { sample: sample === 100 ? undefined : new Set(ids), signal };
  const unlocked = locked ? await checkLocks(repository, whole, sampled) : [];
  const findings = locked ? withHidden([...found, ...unlocked], locked.hidden, locked.asked) : found;

  const damaged = new Set(findings.flatMap(({ affects }) => affects.map((effect) => effect.set)));
  return {
    intact: findings.length === 0,
    sets: chosen.map((each) => ({ plan: each.plan, set: each.set, intact: !damaged.has(each.set) })),
    sample,
    blobs: read.blobs,
    blobsInAll: contents.blobs.size,
    bytes: read.bytes,
    archived: read.archived.size,
    findings,
  };
}

/** Goes through the sets again, only when something was found, to name what it means for each. */
async function blobFindings(
  repository: Repository,
  sets: readonly ChosenSet[],
  { damaged, wrong }: BlobsChecked,
  signal: AbortSignal,
): Promise<Finding[]> {
  if (damaged.size + wrong.size === 0) return [];
  const effects = new EffectsByBlob(damaged, wrong);
  for (const each of sets) {
    if (each.state === 'complete')
      effects.add(each.manifest, await repository.sets.readContents(each.manifest, { signal }));
  }
  const blobs = [...damaged].map(([id, damage]) => ({ ...damage, key: blobKey(id), affects: effects.ofBlob(id) }));
  const rows = effects.ofRows.map(({ plan, set, message, effect }): Finding => {
    const key = contentsKey(plan, set);
    return { kind: 'inconsistent', key, message: `${key}: ${message}`, affects: [effect] };
  });
  return [...blobs, ...rows];
}

/** At least one, so that a sample of a small repository is no empty promise. */
function someOf(ids: readonly string[], percent: number): string[] {
  const left = [...ids];
  const count = Math.ceil((left.length * percent) / 100);
  return Array.from({ length: count }, () => {
    const at = randomInt(left.length);
    const taken = left[at]!;
    left[at] = left.at(-1)!; // splice would move all that follow
    left.pop();
    return taken;
  });
}

function damageFound({ findings, sets }: VerifyResult): PgstowError {
  const [first] = findings;
  const more = findings.length > 1 ? ` (and ${findings.length - 1} more)` : '';
  const count = sets.filter(({ intact }) => !intact).length;
  return new PgstowError('verification', `${count} of ${sets.length} sets are damaged: ${first?.message}${more}`, {
    hint: findings.some(({ kind }) => kind === 'deleted' || kind === 'overwritten')
      ? 'what is locked is brought back by pgstow undelete; see who has these credentials'
      : 'put back what another repository has of them: pgstow repair --from URL; a backup that reads all (pgstow backup PLAN --full) stores again what the database still holds; what the findings do not name can be restored',
  });
}
