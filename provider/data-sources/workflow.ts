import { resolve } from 'node:path';
import type { Plan, Repository } from '../engine.ts';
import type { DataSourceType } from '../resourceType.ts';
import type { Schema } from '../schema/attribute.ts';
import type { Session } from '../session.ts';
import type { ObjectValue, Value } from '../values/value.ts';

const kinds: readonly Value[] = ['github', 'kubernetes'];

const schema: Schema = {
  description:
    'What makes the backups of plans when they are due: the text of a GitHub workflow, or the CronJobs of Kubernetes. Secrets are referenced by the names that the plans give them.',
  attributes: {
    kind: {
      type: 'string',
      given: 'required',
      description: '`github` or `kubernetes`.',
      refuse: (value) => (kinds.includes(value) ? undefined : 'github or kubernetes'),
    },
    plans: {
      type: ['list', 'string'],
      given: 'optional',
      description: "Plans' ids, or their names where only one has it. Default: all that have a schedule.",
    },
    text: { type: 'string', given: 'computed', description: 'YAML.' },
    warnings: {
      type: ['list', 'string'],
      given: 'computed',
      description: 'Plans that could not be taken in, and what is to be seen to by hand.',
    },
  },
};

/** `data.pgstow_workflow`. */
export const workflowDataSource: DataSourceType = { name: 'pgstow_workflow', schema, read };

async function read(config: ObjectValue, session: Session): Promise<ObjectValue> {
  const { openerOf, renderGithub, renderKubernetes } = await session.engine();
  const repository = await session.repository();
  const { url } = repository.store;
  const request = {
    repository: /^[a-z0-9]+:\/\//.test(url) ? url : resolve(url),
    opener: await openerOf(repository),
    plans: (await plansOf(repository, config.plans as readonly string[] | null)).map(({ id, document }) => ({
      ...document,
      id,
    })),
  };
  const { text, warnings } = config.kind === 'github' ? renderGithub(request) : renderKubernetes(request);
  return { ...config, text, warnings };
}

async function plansOf({ plans }: Repository, asked: readonly string[] | null): Promise<Plan[]> {
  if (asked) return Promise.all(asked.map((plan) => plans.resolve(plan)));
  return (await plans.list()).filter(({ document }) => document.schedule ?? document.drill?.schedule);
}
