import { stringify } from 'yaml';
import type { Command } from '../../action/command.ts';
import { commands } from '../../action/command.ts';
import { type Input, inputs } from '../../action/inputs.ts';
import { outputs } from '../../action/outputs.ts';

/** `action.yml`: https://docs.github.com/en/actions/reference/workflows-and-actions/metadata-syntax */
export function actionYml(): string {
  const action = {
    name: 'pgstow',
    description:
      'Backs up PostgreSQL databases into a bucket, and restores them with a proof of content. Needs nothing on the runner.',
    author: 'pgstow',
    branding: { icon: 'database', color: 'blue' },
    inputs: Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, inputOf(input)])),
    outputs: Object.fromEntries(Object.entries(outputs).map(([name, { description }]) => [name, { description }])),
    runs: { using: 'node24', main: 'action/dist/main.js' },
  };
  return `# Made by npm run docs from action/inputs.ts and action/outputs.ts.\n${stringify(action, { lineWidth: 0 })}`;
}

function inputOf({ description, commands: taken, neededBy, default: otherwise }: Input): object {
  return {
    description: `${description}${ofWhich(taken)}`,
    required: neededBy?.length === commands.length,
    ...(otherwise !== undefined && { default: otherwise }),
  };
}

function ofWhich(taken: readonly Command[]): string {
  return taken.length === commands.length ? '' : ` (${taken.join(', ')})`;
}
