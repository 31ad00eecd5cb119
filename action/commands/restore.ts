import type { Preview, RestoreInput, SetManifest } from '../../engine/index.ts';
import { describeFailure } from '../../words/failure.ts';
import { previewText } from '../../words/previewText.ts';
import { previewFailure, restoreSummary } from '../../words/restoreText.ts';
import { type Job, openWithKey } from '../job.ts';
import type { RestoreInputs } from '../loadInputs.ts';
import type { Done } from '../report.ts';

/** A set, or some of its tables, into a database; or what that would do. */
export async function restore(inputs: RestoreInputs, job: Job): Promise<Done> {
  const { engine, log, signal } = job;
  const request = await requestOf(inputs, job);
  const repository = await openWithKey(job);
  const { command, dryRun, proof } = inputs;
  let previewed: { readonly preview: Preview; readonly set: SetManifest } | undefined;
  const onPreview = (preview: Preview, set: SetManifest) => {
    previewed = { preview, set };
    log.say(previewText({ ...preview, warnings: [] }, set, { target: request.target, dryRun }));
    // a restore that goes on gives its warnings itself
    if (dryRun || preview.problems.length > 0) for (const warning of preview.warnings) log.warn(warning);
  };
  try {
    const startedAt = Date.now();
    const result = await log.watch(`restore ${inputs.plan}`, (onEvent) =>
      engine.restore(repository, request, { signal, onEvent, onPreview }),
    );
    const error = previewFailure(result.preview);
    if (!error) log.say(restoreSummary(inputs, result, Date.now() - startedAt));
    return { command, dryRun, proof, ...result, error };
  } catch (thrown) {
    if (!previewed) throw thrown;
    const error = previewFailure(previewed.preview) ?? (await describeFailure(thrown));
    return { command, dryRun, proof, ...previewed, proved: 0, provedRows: 0, error };
  }
}

async function requestOf(inputs: RestoreInputs, { engine, env }: Job): Promise<RestoreInput> {
  const { plan, set, at, tables, schemas, owner, acl, mapRoles, createDatabase, jobs, proof, dryRun } = inputs;
  const { conflict, renameFormat, keepForeignKeys, intoSchema, mapSchemas } = inputs;
  const target = await engine.parseTargetUrl(inputs.target, env);
  const names = { conflict, renameFormat, keepForeignKeys, intoSchema, mapSchemas };
  const choices = { tables, schemas, owner, acl, mapRoles, createDatabase, jobs, proof, dryRun };
  return { plan, set, to: at, target, ...names, ...choices };
}
