import { isDeepStrictEqual } from 'node:util';
import type {
  ConnectionTarget,
  Preview,
  Repository,
  RestoreInput,
  RestoreResult,
  SetManifest,
} from '../../engine/index.ts';
import { unlockingOf } from '../../values/unlocking.ts';
import { describeFailure } from '../../words/failure.ts';
import { previewText } from '../../words/previewText.ts';
import { previewFailure, restoreSummary, shardSummary } from '../../words/restoreText.ts';
import { wayOf } from '../bastion.ts';
import { type Engine, type Job, maskSecretsOfPlans, openWithKey, orAborted } from '../job.ts';
import type { RestoreInputs } from '../loadInputs.ts';
import type { Done } from '../report.ts';
import { sayChecks } from '../sayChecks.ts';

/** A set, or some of its tables, into a database; or what that would do. */
export async function restore(inputs: RestoreInputs, job: Job): Promise<Done> {
  const { engine, log, signal } = job;
  const target = await engine.parseTargetUrl(inputs.target, job.env); // what is wrong with it is said first
  if (inputs.precheck) return precheckOf(inputs, target, job);
  const repository = await openWithKey(job);
  const plan = inputs.plan ?? (await engine.findRestoreTask(repository, inputs.resume!)).plan;
  await maskSecretsOfPlans(job, repository, [plan]);
  const way = await wayOf(inputs, plan, repository, job);
  const request = requestOf(inputs, { plan, target: { ...target, ...way } }, engine);
  if (inputs.shard !== undefined) return restoreShard(repository, { request, ...inputs }, job);
  const { command, dryRun, proof } = inputs;
  let previewed: { readonly preview: Preview; readonly set: SetManifest } | undefined;
  let inPart: RestoreResult | undefined;
  const onPreview = (preview: Preview, set: SetManifest, run?: string) => {
    previewed = { preview, set };
    log.say(previewText({ ...preview, warnings: [] }, set, { target: request.target, dryRun }));
    if (run && preview.problems.length === 0) log.say(`run ${run}: pgstow run show ${run} --follow shows it elsewhere`);
    // a restore that goes on gives its warnings itself
    if (dryRun || preview.problems.length > 0) for (const warning of preview.warnings) log.warn(warning);
  };
  const onLoss = (result: RestoreResult) => {
    inPart = result;
  };
  const startedAt = Date.now();
  try {
    const result = await log.watch(`restore ${plan}`, (onEvent) =>
      engine.restore(repository, request, { signal, onEvent, onPreview, onLoss }),
    );
    const error = previewFailure(result.preview);
    if (!error) log.say(restoreSummary(inputs, result, Date.now() - startedAt));
    return { command, dryRun, proof, ...result, error };
  } catch (thrown) {
    if (!previewed) throw thrown;
    const error = previewFailure(previewed.preview) ?? (await describeFailure(thrown));
    if (inPart) log.say(restoreSummary(inputs, inPart, Date.now() - startedAt));
    return { command, dryRun, proof, ...(inPart ?? { ...previewed, proved: 0, provedRows: 0, lost: [] }), error };
  }
}

/** Takes part in a restore that several jobs share. */
async function restoreShard(
  repository: Repository,
  {
    shard,
    shardGroup: group,
    request,
  }: Pick<RestoreInputs, 'shard' | 'shardGroup'> & { readonly request: RestoreInput },
  { engine, env, log, signal }: Job,
): Promise<Done> {
  const own = engine.resolveShard({ shard: shard!, group }, env);
  const onPreview = (preview: Preview, set: SetManifest) =>
    log.say(previewText({ ...preview, warnings: [] }, set, { target: request.target, dryRun: false }));
  const result = await log.watch(`restore ${request.plan}`, (onEvent) =>
    engine.restoreShard(repository, request, own, { signal, onEvent, onPreview }),
  );
  log.say(shardSummary(result, own));
  return { command: 'restore-shard', shard: own, result };
}

/** An attempt that was cut off, by whomever, is gone on with by the next one: a step is run again with the inputs that it had. */
function requestOf(
  inputs: RestoreInputs,
  { plan, target }: Pick<RestoreInput, 'plan' | 'target'>,
  { restoreDefaults }: Engine,
): RestoreInput {
  const { set, at: to, resume, name, jobs, proof, dryRun, skipDamaged, thaw } = inputs;
  const carriedOut = { plan, set, to, target, name, jobs, proof, dryRun, skipDamaged, thaw };
  return resume === undefined
    ? { ...carriedOut, ...termsOf(inputs), goOn: true }
    : { ...carriedOut, ...givenOf(inputs, restoreDefaults), resume };
}

type Terms = Pick<
  RestoreInputs,
  | 'tables'
  | 'schemas'
  | 'conflict'
  | 'renameFormat'
  | 'keepForeignKeys'
  | 'intoSchema'
  | 'mapSchemas'
  | 'owner'
  | 'acl'
  | 'mapRoles'
  | 'createDatabase'
>;

/** What tells a restore from another one. */
function termsOf(inputs: RestoreInputs): Terms {
  const { tables, schemas, owner, acl, mapRoles, createDatabase } = inputs;
  const { conflict, renameFormat, keepForeignKeys, intoSchema, mapSchemas } = inputs;
  const names = { conflict, renameFormat, keepForeignKeys, intoSchema, mapSchemas };
  return { tables, schemas, owner, acl, mapRoles, createDatabase, ...names };
}

/** Of a restore that is resumed the terms are known; a runner hands over the defaults of inputs that a step does not give. */
function givenOf(inputs: RestoreInputs, defaults: Engine['restoreDefaults']): Partial<Terms> {
  const given = Object.entries(termsOf(inputs)).filter(
    ([name, value]) => !isDeepStrictEqual(value, defaults[name as keyof Terms]),
  );
  return Object.fromEntries(given);
}

/** The same report as of the command precheck. */
async function precheckOf(inputs: RestoreInputs, target: ConnectionTarget, job: Job): Promise<Done> {
  const { engine, address, env, log, signal } = job;
  const { repository, keyFailure } = await orAborted(engine.openToCheck(address, unlockingOf(env)), signal);
  const plan = inputs.plan!; // it is needed where nothing is resumed
  await maskSecretsOfPlans(job, repository, [plan]);
  const way = await wayOf(inputs, plan, repository, job);
  const request = requestOf(inputs, { plan, target: { ...target, ...way } }, engine);
  const report = await log.watch(`precheck ${plan}`, () =>
    engine.precheckRestore(repository, request, {
      signal,
      keyFailure,
      onChecks: (checks) => sayChecks(log, checks),
    }),
  );
  return { command: 'precheck', reports: [report] };
}
