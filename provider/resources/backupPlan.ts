import type { Plan, Repository } from '../engine.ts';
import { isPgstowError, type Refusal, refusal } from '../refusal.ts';
import type { Applied, Change, Kept, Prospect, ResourceType, Update } from '../resourceType.ts';
import type { Schema } from '../schema/attribute.ts';
import type { Diagnostic } from '../schema/diagnostic.ts';
import type { Session } from '../session.ts';
import { fillUnknown } from '../values/fillUnknown.ts';
import { hasUnknown, isObject, isUnknown, type ObjectValue, unknown } from '../values/value.ts';
import { deleteSets } from './deleteSets.ts';
import { firstBackup } from './firstBackup.ts';
import { planAttributes } from './planAttributes.ts';
import { checkPassword, keptPassword, passwordProblems, refusePassword, sealedMark } from './planPassword.ts';
import { documentProblems, planOf } from './planProblems.ts';
import { documentOf, idOf, stateOf } from './planState.ts';
import { requirePrecheck } from './requirePrecheck.ts';
import { deadlineOf, timeoutsAttribute } from './timeouts.ts';

const schema: Schema = {
  description:
    'A backup plan: what is backed up, and how. Terraform keeps the plan; `pgstow backup` or a workflow runs it. All of it is changed in place, only another `id` is another plan. Destroying it keeps its sets, but for `delete_sets_on_destroy`: they can still be listed and restored, no retention removes any of them, and `pgstow prune --remove SET` does.',
  attributes: {
    ...planAttributes,
    precheck: {
      type: 'bool',
      given: 'optional',
      description:
        'When true, creating or changing the plan is refused, with the report, while the precheck does not pass; before anything is written. Default: false.',
    },
    initial_backup: {
      type: 'bool',
      given: 'optional',
      description:
        'When true, the first backup is made as soon as the plan is created. If it fails, that is a warning and stands in `initial_backup_status`; the plan is there. Default: false.',
    },
    initial_backup_status: {
      type: 'string',
      given: 'computed',
      fixed: true,
      atFirst: ({ initial_backup = null }) => (initial_backup === true || isUnknown(initial_backup) ? unknown : null),
      description: '`succeeded`, or `failed: ...` with the reason. Null where none was asked for.',
    },
    timeouts: timeoutsAttribute('The first backup'),
    delete_sets_on_destroy: {
      type: 'bool',
      given: 'optional',
      description:
        'When true, destroying or replacing the plan removes all its sets first, and what no other set needs. Must have been applied before. A pinned set keeps the plan from being destroyed. Default: false.',
    },
    revision: {
      type: 'number',
      given: 'computed',
      description:
        'Counts the changes of the plan. A change that was planned upon another revision than the present one is refused: somebody else has changed the plan.',
    },
  },
};

/** `pgstow_backup_plan`. */
export const backupPlanResource: ResourceType = {
  name: 'pgstow_backup_plan',
  schema,
  identity: 'id',
  validate,
  review,
  create,
  read,
  update,
  delete: destroy,
  import: importPlan,
};

async function validate(config: ObjectValue, session: Session): Promise<readonly Diagnostic[]> {
  return [...passwordProblems(config), ...(await documentProblems(config, session))];
}

/** What the repository does not take, where it is there already. */
async function review({ config }: Prospect, session: Session): Promise<readonly Diagnostic[]> {
  const repository = await session.repositoryIfThere();
  if (!repository) return [];
  const problem = checkPassword(repository, config);
  if (problem) return [problem];
  const { parsePlan, problemsOfPlan } = await session.engine();
  const document = documentOf(config, undefined);
  if (hasUnknownField(config) || problemsOfPlan(document).length > 0) return [];
  repository.plans.check(parsePlan(document));
  return [];
}

/** The password is none of them: it is often known only when it is applied. */
function hasUnknownField({ source = null, ...others }: ObjectValue): boolean {
  return hasUnknown(others) || hasUnknown(isObject(source) ? { ...source, password_wo: null } : source);
}

async function create({ config, planned }: Change, session: Session): Promise<Applied> {
  const repository = await repositoryFor(config, session);
  refusePassword(repository, config);
  const document = await planOf(documentOf(planned, config), session);
  const found = planned.precheck === true ? await requirePrecheck(document, session) : [];
  const { plan } = await repository.plans.apply(document, { basedOn: 0 }).catch((thrown) => {
    throw isPgstowError(thrown) && thrown.code === 'conflict' ? thereAlready(document.id!, thrown) : thrown;
  });
  session.forgetPlans();
  const first =
    planned.initial_backup === true ? await firstBackup(plan, session, deadlineOf(config, session.stopped)) : undefined;
  const made = { ...(await stateOf(plan, session)), initial_backup_status: first?.status ?? null };
  return {
    state: fillUnknown(planned, made),
    private: privateOf(plan),
    warnings: [...found, ...(first?.warnings ?? [])],
  };
}

/** Where there is a key, a password is sealed only after that has shown that the repository is the one it was made for. */
function repositoryFor({ source = null }: ObjectValue, session: Session): Promise<Repository> {
  const hasPassword = isObject(source) && source.password_wo !== null;
  return hasPassword && session.hasKey ? session.unlockedRepository() : session.repository();
}

function thereAlready(id: string, { message }: Error): Refusal {
  return refusal('The plan is there already', {
    detail: `${message}.\n\nTo manage it here import it: terraform import pgstow_backup_plan.NAME ${id}. Or give another id.`,
    path: ['id'],
  });
}

async function read({ state: before, private: kept }: Kept, session: Session): Promise<Kept | null> {
  const plan = await session.plan(idOf(before));
  if (!plan || plan.deleted) return null;
  return { state: await stateOf(plan, session, { before, sealed: kept.sealed }), private: privateOf(plan) };
}

async function update({ config, planned, prior }: Update, session: Session): Promise<Applied> {
  const repository = await repositoryFor(config, session);
  refusePassword(repository, config);
  const current = await repository.plans.find(idOf(prior));
  refuseOtherPause(current, planned, prior);
  const stored = keptPassword(current, { config, planned, prior });
  const document = await planOf(documentOf(planned, config, stored), session);
  const checked = await planOf(documentOf(planned, config), session); // with the password in the clear: there may be no key
  const found = planned.precheck === true ? await requirePrecheck(checked, session) : [];
  const { plan } = await repository.plans.apply(document, { basedOn: prior.revision as number });
  session.forgetPlans();
  return { state: fillUnknown(planned, await stateOf(plan, session)), private: privateOf(plan), warnings: found };
}

/** Who paused a plan since it was read had a reason: a change that nobody was shown does not start it again. */
function refuseOtherPause(current: Plan | undefined, planned: ObjectValue, prior: ObjectValue): void {
  if (!current || current.deleted || current.paused === prior.paused || current.paused === planned.paused) return;
  const { id, by, at, revision } = current;
  throw refusal('Somebody else has changed it', {
    detail: `plan ${id} was ${current.paused ? 'paused' : 'started'} by ${by} at ${at} (revision ${revision}); this change is based on revision ${prior.revision}, and would ${current.paused ? 'start' : 'pause'} it again.\n\nPlan again: where paused is not given it stays as it is by then.`,
    path: ['paused'],
  });
}

async function destroy({ state }: Kept, session: Session): Promise<readonly Diagnostic[]> {
  const { plans } = await session.repository();
  const plan = await plans.find(idOf(state));
  if (!plan || plan.deleted) return [];
  const basedOn = state.revision as number;
  await plans.requireBase(plan.id, basedOn);
  const left = state.delete_sets_on_destroy === true ? await deleteSets(plan, session) : [];
  await plans.delete(plan.id, { basedOn });
  session.forgetPlans();
  return left;
}

async function importPlan(id: string, session: Session): Promise<Kept> {
  const plan = await (await session.repository()).plans.resolve(id);
  return { state: await stateOf(plan, session), private: privateOf(plan) };
}

function privateOf(plan: Plan): Kept['private'] {
  const sealed = sealedMark(plan);
  return sealed === undefined ? {} : { sealed };
}
