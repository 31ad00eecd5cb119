import { openSource } from '../copy/openCopy.ts';
import { PgstowError } from '../errors.ts';
import type { OnEvent } from '../events.ts';
import { withReading } from '../prune/withReading.ts';
import { recordRun } from '../repository/recordRun.ts';
import type { Repository } from '../repository/repository.ts';
import { requireKey } from '../repository/requireKey.ts';
import type { ListedSet } from '../repository/sets.ts';
import type { Environment } from '../spec/secret.ts';
import type { CopyAddress } from './copy.ts';
import { type MendingFindings, mendFindings } from './mendFindings.ts';
import { checkSets, type VerifyResult } from './verify.ts';
import type { Finding } from './verifyFinding.ts';
import { chooseSets } from './verifySets.ts';

/** What to repair, and out of what. Without plan and set: every set of the repository. */
export interface RepairRequest {
  /** A plan's id, or its name where only one has it; a deleted plan too, by its id. */
  readonly plan?: string | undefined;
  readonly set?: string | undefined;
  /** Another repository that has the sets: a copy of this one, or what this one has copies of. */
  readonly from: CopyAddress;
}

export interface RepairOptions {
  readonly signal?: AbortSignal;
  readonly onEvent?: OnEvent;
  /** Where secrets of the plan are looked up that open a copy which it names. Default: this process's own. */
  readonly env?: Environment | undefined;
}

export interface RepairResult extends Pick<VerifyResult, 'run' | 'intact' | 'sets' | 'blobs' | 'bytes' | 'archived'> {
  /** What was damaged and is whole again, by the keys of the objects. */
  readonly repaired: readonly string[];
  /** What is still damaged. */
  readonly findings: readonly Finding[];
  /** Why it is: a sentence each. */
  readonly reasons: readonly string[];
}

/** What is mended may show more that is damaged: a set that could not be read at all says only then which blobs it needs. */
const mostRounds = 4;

/**
 * Reads back what is stored of some sets, as `verify` does, and puts in the place of each damaged or missing object what another repository
 * has of the same set, proved on the way. Then reads again what was damaged. Writes nothing else, and nothing there.
 *
 * What stays damaged is no rejection: it is in the result, whose `intact` is false then, and the run is recorded as failed. Rejects
 * with `input` (unknown plan or set, no key, the other repository is this one), `store` or `interrupted`. What was repaired until then is whole.
 */
export async function repair(
  repository: Repository,
  request: RepairRequest,
  { signal = new AbortController().signal, onEvent, env = process.env }: RepairOptions = {},
): Promise<RepairResult> {
  requireKey(repository);
  const plan = request.plan && (await repository.plans.resolve(request.plan, { deleted: true })).id;
  const choice = { plan, set: request.set };
  const [first] = await chooseSets(repository, choice, signal); // a choice of nothing is no run
  const from = await openSource(repository, request.from, { plan: plan ?? first?.plan, env, signal });
  let result: RepairResult | undefined;
  try {
    const about = { kind: 'repair', plan: plan ?? (choice.set && first?.plan), set: choice.set, onEvent } as const;
    await recordRun(repository, about, (run, meter) =>
      withReading(repository, choice, { run, meter, signal }, async (reading) => {
        const chosen = await chooseSets(repository, choice, signal);
        const staying = chosen.filter((each) => !reading.isGoing(each));
        const found = await checkSets(repository, staying, { sample: 100, meter, signal: reading.signal });
        const { blobs, bytes, archived } = found;
        const setsThere = rememberedSets(from, reading.signal);
        const mended = await mendAll({ repository, from, setsThere, meter, signal: reading.signal }, found);
        result = { run, blobs, bytes, archived, ...mended };
        if (!result.intact) throw stillDamaged(result);
        return {};
      }),
    );
  } catch (thrown) {
    if (!result) throw thrown;
  }
  return result!;
}

function rememberedSets({ sets }: Repository, signal: AbortSignal): MendingFindings['setsThere'] {
  const listed = new Map<string, Promise<readonly ListedSet[]>>();
  return (plan) => {
    const known = listed.get(plan) ?? sets.list(plan, { signal, fromStore: true });
    listed.set(plan, known);
    return known;
  };
}

type Found = Omit<VerifyResult, 'run'>;

/** Mends what was found, and looks again at the sets that were damaged, until nothing is, or nothing more can be mended. */
async function mendAll(
  repairing: MendingFindings,
  found: Found,
): Promise<Pick<RepairResult, 'intact' | 'sets' | 'repaired' | 'findings' | 'reasons'>> {
  const { repository, meter, signal } = repairing;
  const tried = new Set<string>();
  let reasons: readonly string[] = [];
  let last = found;
  for (let round = 1; round <= mostRounds && !last.intact; round++) {
    const mended = await mendFindings(repairing, last.findings);
    reasons = mended.reasons;
    for (const key of mended.keys) tried.add(key);
    if (mended.keys.length === 0) break;
    const damaged = new Set(last.findings.flatMap(({ affects }) => affects.map(({ set }) => set)));
    const again = (await chooseSets(repository, {}, signal)).filter((each) => damaged.has(each.set));
    last = await checkSets(repository, again, { sample: 100, meter, signal });
  }
  const left = new Set(last.findings.map(({ key }) => key));
  const ill = new Set(last.findings.flatMap(({ affects }) => affects.map(({ set }) => set)));
  return {
    intact: last.intact,
    sets: found.sets.map((each) => ({ ...each, intact: !ill.has(each.set) })),
    repaired: [...tried].filter((key) => !left.has(key)),
    findings: last.findings,
    reasons: last.intact ? [] : reasons,
  };
}

function stillDamaged({ findings, repaired, reasons }: RepairResult): PgstowError {
  const what = `${findings.length} of ${findings.length + repaired.length} damaged objects could not be repaired`;
  return new PgstowError('verification', `${what}: ${[findings[0]?.message, ...reasons].join('; ')}`, {
    hint: 'try another repository that has the sets; a backup that reads all (pgstow backup PLAN --full) stores again what the database still holds',
  });
}
