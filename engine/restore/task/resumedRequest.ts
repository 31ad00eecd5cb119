import { isDeepStrictEqual } from 'node:util';
import { PgstowError } from '../../errors.ts';
import type { Repository } from '../../repository/repository.ts';
import type { RestoreTerms } from '../../repository/runRecord.ts';
import type { Run } from '../../repository/runs.ts';
import { type RestoreInput, type RestoreRequest, restoreDefaults } from '../request.ts';

/** A restore that can be gone on with: its record says what it is of. */
export type RestoreTaskRun = Run & Required<Pick<Run, 'plan' | 'set' | 'restore'>>;

/** What a restore is asked to do, with what an unfinished one was asked where it goes on with that. */
export async function completeRestoreRequest(repository: Repository, input: RestoreInput): Promise<RestoreRequest> {
  if (input.resume === undefined) return { ...restoreDefaults, ...input };
  const task = await findRestoreTask(repository, input.resume);
  const asked = { set: task.set, ...task.restore };
  await refuseOthers(repository, task, asked, input);
  const request = {
    ...restoreDefaults,
    ...(task.name !== undefined && { name: task.name }),
    ...given(input),
    ...asked,
  };
  return hasOnlyThawed(task) ? { ...request, resume: undefined, goOn: true } : request;
}

/** It may have changed nothing in the target yet: then it begins now, with the set that it has thawed. */
function hasOnlyThawed({ error, progress }: RestoreTaskRun): boolean {
  return error?.code === 'archived' || progress?.phase === 'thaw';
}

/**
 * The unfinished restore of that id or name, the newest of the name. Rejects with `input` when there is none, or it has done all
 * it was to do.
 */
export async function findRestoreTask({ runs }: Repository, idOrName: string): Promise<RestoreTaskRun> {
  const listed = await runs.list();
  const restores = listed.flatMap((run) => (run.state !== 'damaged' && run.kind === 'restore' ? [run] : []));
  const found = restores.find(({ run }) => run === idOrName) ?? restores.find(({ name }) => name === idOrName);
  const { plan, set, restore } = found ?? {};
  if (!found || !plan || !set || !restore) {
    throw new PgstowError('input', `there is no restore ${JSON.stringify(idOrName)} to resume in this repository`, {
      hint: 'pgstow runs --kind restore lists them by their ids and names',
    });
  }
  if (found.state === 'succeeded') {
    throw new PgstowError('input', `restore ${found.run} has succeeded: there is nothing left to do`, {
      hint: 'leave --resume out to restore once more',
    });
  }
  return { ...found, plan, set, restore };
}

/** What tells a restore from another one, as the command line calls it. */
export const words: Readonly<Record<keyof RestoreTerms | 'set', string>> = {
  set: '--set',
  schemas: '--schema',
  tables: '--table',
  conflict: '--conflict',
  renameFormat: '--rename-format',
  keepForeignKeys: '--keep-foreign-keys',
  intoSchema: '--into-schema',
  mapSchemas: '--map-schema',
  owner: '--no-owner',
  acl: '--no-acl',
  mapRoles: '--map-role',
  createDatabase: '--create-database',
};

async function refuseOthers(
  { plans }: Repository,
  task: RestoreTaskRun,
  asked: Partial<RestoreRequest>,
  input: RestoreInput,
): Promise<void> {
  const plan = await plans.resolve(input.plan, { deleted: true });
  if (plan.id !== task.plan) throw isOther(task, 'the plan', plan.id, task.plan);
  if (input.to !== undefined) throw isOther(task, '--to', input.to.toISOString(), `set ${task.set}`);
  for (const key of Object.keys(words) as (keyof typeof words)[]) {
    if (input[key] === undefined || isDeepStrictEqual(input[key], asked[key])) continue;
    throw isOther(task, words[key], textOf(input[key]), textOf(asked[key]));
  }
}

function isOther({ run }: RestoreTaskRun, what: string, now: string, then: string): PgstowError {
  return new PgstowError(
    'input',
    `restore ${run} cannot be resumed with another value: ${what} is ${now}, and was ${then}`,
    {
      hint: 'leave it out, for it is taken from the restore that is resumed; or leave --resume out, and begin another one',
    },
  );
}

export function textOf(value: unknown): string {
  if (value === undefined) return 'not given';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** What is there and not undefined. */
function given(input: RestoreInput): RestoreInput {
  return Object.fromEntries(
    Object.entries(input).filter(([, value]) => value !== undefined),
  ) as unknown as RestoreInput;
}

/** What goes into the record of a restore. */
export function termsOf(request: RestoreRequest): RestoreTerms {
  const { schemas, tables, conflict, renameFormat, keepForeignKeys, intoSchema } = request;
  const { mapSchemas, owner, acl, mapRoles, createDatabase } = request;
  return {
    ...{ schemas, tables, conflict, renameFormat, keepForeignKeys },
    ...(intoSchema !== undefined && { intoSchema }),
    ...{ mapSchemas, owner, acl, mapRoles, createDatabase },
  };
}
