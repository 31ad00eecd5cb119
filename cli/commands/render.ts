import { writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Plan, Repository } from '../../engine/index.ts';
import { InputError } from '../../values/inputError.ts';
import type { Invocation } from '../invocation.ts';
import { argumentOf } from '../options/oneOf.ts';
import { PgstowCommand } from '../pgstowCommand.ts';

const kinds = ['github', 'kubernetes'] as const;

export function renderCommand(): PgstowCommand {
  return new PgstowCommand('render')
    .summary('write the workflow or the manifest that runs plans')
    .description(
      'Writes a GitHub workflow, or the CronJobs of Kubernetes, which make the backups and drills of plans when they are due, each in the ' +
        "time zone of its plan. Secrets are referenced by the plans' own names for them. Without plans those that have a schedule.",
    )
    .addArgument(argumentOf('<kind>', 'what is to be written', kinds))
    .argument('[plan...]', "plans' ids, or their names; default: all")
    .option('-o, --output <file>', 'where to; default: standard output')
    .examples(
      'pgstow render github --output .github/workflows/backups.yml',
      'pgstow render kubernetes orders-nightly | kubectl apply -f -',
    )
    .does(async (invocation, kind: (typeof kinds)[number], asked: string[], { output }: { output?: string }) => {
      const { openerOf, renderGithub, renderKubernetes } = await invocation.engine();
      const repository = await invocation.repository({ withoutKms: true });
      const request = {
        repository: addressOf(invocation),
        opener: await openerOf(repository),
        plans: (await plansOf(repository, asked)).map(({ id, document }) => ({ ...document, id })),
      };
      const { text, warnings } = kind === 'github' ? renderGithub(request) : renderKubernetes(request);
      for (const warning of warnings) invocation.output.warn(warning);
      if (output === undefined) invocation.output.print(text.trimEnd());
      else await write(output, text);
      invocation.output.document({ kind, warnings, ...(output === undefined ? { text } : { file: resolve(output) }) });
    });
}

async function plansOf({ plans }: Repository, asked: readonly string[]): Promise<Plan[]> {
  if (asked.length > 0) return Promise.all(asked.map((plan) => plans.resolve(plan)));
  return (await plans.list()).filter(({ document }) => document.schedule ?? document.drill?.schedule);
}

/** Another machine has another working directory. */
function addressOf(invocation: Invocation): string {
  const address = invocation.address();
  return /^[a-z0-9]+:\/\//.test(address) ? address : resolve(address);
}

async function write(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text);
  } catch (thrown) {
    const { code, message } = thrown as NodeJS.ErrnoException;
    const hint = code === 'ENOENT' ? `make its folder first: mkdir -p ${dirname(file)}` : 'may you write there?';
    throw new InputError(`${file} cannot be written: ${message}`, hint);
  }
}
