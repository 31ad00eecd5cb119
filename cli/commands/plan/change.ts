import type { Plan, Repository } from '../../../engine/index.ts';
import { counted } from '../../../words/human.ts';
import { PgstowCommand } from '../../pgstowCommand.ts';

export function pauseCommand(): PgstowCommand {
  return changeCommand('pause', 'let no run of a plan start until it is started again', {
    description: 'Pauses a plan: no run of it starts until it is started again. Its sets stay, and can be restored.',
    change: ({ plans }, id) => plans.pause(id),
    done: async (plan) => `${plan.id} is paused; start it again: pgstow plan start ${plan.id}`,
  });
}

export function startCommand(): PgstowCommand {
  return changeCommand('start', 'let runs of a paused plan start again', {
    description: 'Ends the pause of a plan. A plan that is not paused is left as it is.',
    change: ({ plans }, id) => plans.start(id),
    done: async (plan) => `${plan.id} is not paused`,
  });
}

export function deleteCommand(): PgstowCommand {
  return changeCommand('delete', 'take a plan off the list; its sets stay', {
    description: 'Takes a plan off the list. Its sets and its history stay, its sets can still be restored.',
    change: ({ plans }, id) => plans.delete(id),
    done: async (plan, { locked, sets }) => {
      if (locked) return `${plan.id} is deleted; its sets stay: pgstow sets ${plan.id}`;
      const left = (await sets.list(plan.id)).length;
      return `${plan.id} is deleted; ${left === 0 ? 'it had no set' : `${counted(left, 'set')} stay: pgstow sets ${plan.id}`}`;
    },
  });
}

interface Change {
  readonly description: string;
  readonly change: (repository: Repository, id: string) => Promise<Plan>;
  readonly done: (plan: Plan, repository: Repository) => Promise<string>;
}

function changeCommand(verb: string, summary: string, { description, change, done }: Change): PgstowCommand {
  return new PgstowCommand(verb)
    .summary(summary)
    .description(description)
    .argument('<plan>', "a plan's id, or its name where only one plan has it")
    .examples(`pgstow plan ${verb} orders-nightly`, `pgstow plan ${verb} "Orders, every night"`)
    .does(async (invocation, idOrName: string) => {
      const repository = await invocation.repository({ withoutKms: true });
      const plan = await change(repository, (await repository.plans.resolve(idOrName)).id);
      const { id, name, revision, paused, deleted } = plan;
      invocation.output.say(await done(plan, repository));
      invocation.output.document({ plan: { id, name, revision, paused, deleted } });
    });
}
