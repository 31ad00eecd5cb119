import { PgstowError } from '../../errors.ts';
import { ProgressMeter } from '../../events.ts';
import { withReading } from '../../prune/withReading.ts';
import { newTimeId } from '../../repository/ids.ts';
import type { SetManifest } from '../../repository/manifest.ts';
import type { Repository } from '../../repository/repository.ts';
import { type RestoreEnd, RestoreEnds } from '../../repository/restoreEnds.ts';
import type { Shard } from '../../shard/shard.ts';
import { none, settingsOfSource } from '../build/expressionSettings.ts';
import { checkNames } from '../checkNames.ts';
import type { RestoreInput, RestoreRequest } from '../request.ts';
import type { RestoreOptions, RestoreResult } from '../restore.ts';
import { restoreError } from '../restoreError.ts';
import { setToRestore } from '../setToRestore.ts';
import { readWanted } from '../target/readTarget.ts';
import { withSessions } from '../target/sessions.ts';
import { completeRestoreRequest } from '../task/resumedRequest.ts';
import { setOfSameUnfinished } from '../task/sameUnfinished.ts';
import { taskIdentity } from '../task/taskIdentity.ts';
import { askedOf } from './asked.ts';
import { toldFailure } from './failure.ts';
import { follow } from './follow.ts';
import { hearOfDeath } from './hearOfDeath.ts';
import { lead } from './lead.ts';
import { findPlace, type Place, placeOfSuccessor } from './place.ts';
import { nameOfRestore, openSharedTarget } from './sharedTarget.ts';
import type { Site } from './site.ts';

/** What has become of a restore that several machines share, for one of them. */
export type ShardResult =
  /** This one led. */
  | ({ readonly part: 'leader' } & Omit<RestoreResult, 'preview' | 'run'> & { readonly run: string })
  /** This one has worked under the run of the leader. */
  | { readonly part: 'follower'; readonly set: SetManifest; readonly run: string }
  /** All was done before this one came. */
  | { readonly part: 'late'; readonly set: SetManifest; readonly run: string };

/**
 * Takes part in a restore that several machines share: each of them calls this with the same words. One leads; the others load,
 * prove and build what they claim, and take the place of whoever dies. Resolves when the restore has succeeded, be it long ago.
 *
 * Rejects as {@link restore} does, with `input` where it is asked for something else than the others, and with the error that another one
 * has met.
 */
export async function restoreShard(
  repository: Repository,
  input: RestoreInput,
  shard: Shard,
  options: RestoreOptions = {},
): Promise<ShardResult> {
  const { signal = new AbortController().signal } = options;
  const request: RestoreRequest = { ...(await completeRestoreRequest(repository, input)), goOn: true };
  if (request.resume !== undefined || request.dryRun) throw notShared();
  checkNames(request);
  const begun = await setOfSameUnfinished(repository, request, signal);
  let set = await setToRestore(repository, { ...request, set: request.set ?? begun });
  for (;;) {
    const outcome = await takePart(repository, set, request, shard, { ...options, signal });
    if ('part' in outcome) return outcome;
    set = await repository.sets.get(outcome.set);
  }
}

type OtherSet = Extract<Place, { kind: 'otherSet' }>;

async function takePart(
  repository: Repository,
  set: SetManifest,
  request: RestoreRequest,
  shard: Shard,
  options: RestoreOptions & { readonly signal: AbortSignal },
): Promise<ShardResult | OtherSet> {
  const id = newTimeId(repository.surroundings); // of no run: who leads has one
  const meter = new ProgressMeter(options.onEvent);
  return withReading(repository, set, { run: id, meter, signal: options.signal }, async ({ require, signal }) => {
    await require(set);
    const wanted = await readWanted(repository, set, request, taskIdentity(id, set.set, request));
    const asked = askedOf(request, set.plan, request.target.user, shard);
    const ends = new RestoreEnds(repository.store);
    const open = await openSharedTarget(repository, set, wanted, {
      asked,
      ends,
      shard,
      meter,
      signal,
      options,
      run: id,
    });
    if (open.kind === 'late') return late(repository, open.end);
    const settings = request.createDatabase ? settingsOfSource(wanted.graph.entries) : none;
    const { version } = open;
    return withSessions(
      request.target,
      { count: Math.max(1, request.jobs), version, settings, signal },
      async (clients, tooLate) => {
        await hearOfDeath(clients);
        const name = await nameOfRestore(clients[0]!, { plan: set.plan, group: shard.group, asked });
        const site = { repository, set, wanted, shard, asked, ends, name, version, clients, tooLate, signal, options };
        return workAsPlaced(site, await findPlace(candidateOf(site)));
      },
    );
  }).catch((thrown) => {
    throw restoreError(thrown, set, { signal: options.signal, goOn: true, resumableAs: undefined });
  });
}

async function workAsPlaced(site: Site, place: Place): Promise<ShardResult | OtherSet> {
  switch (place.kind) {
    case 'lead':
    case 'takeOver':
      return lead(site, place);
    case 'follow': {
      const end = await follow(site, place);
      if (end.kind === 'ended') return { part: 'follower', set: site.set, run: end.run };
      const successor = { ...site, clients: [end.client, ...site.clients.filter((client) => client !== end.client)] };
      return workAsPlaced(successor, await placeOfSuccessor(candidateOf(successor)));
    }
    case 'late':
      return late(site.repository, place.end);
    case 'otherSet':
      return place;
    default:
      return place satisfies never;
  }
}

function candidateOf(site: Site) {
  const { identity } = site.wanted;
  return { ...site, setId: site.set.set, fingerprint: identity.fingerprint };
}

async function late(repository: Repository, { run, set, error }: RestoreEnd): Promise<ShardResult> {
  if (error) throw toldFailure(error);
  return { part: 'late', set: await repository.sets.get(set), run };
}

function notShared(): PgstowError {
  return new PgstowError('input', 'several machines share neither a dry run nor a restore that is resumed by name', {
    hint: 'leave --dry-run out, or --shard; shards go on by themselves with what is left of the same restore',
  });
}
