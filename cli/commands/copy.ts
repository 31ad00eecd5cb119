import type { CopyAddress, CopyRequest } from '../../engine/index.ts';
import { copyUnlockingOf } from '../../values/unlocking.ts';
import { copySummary } from '../../words/copyText.ts';
import type { Invocation } from '../invocation.ts';
import { isSetId } from '../options/setChoice.ts';
import { readUnlocking } from '../options/unlocking.ts';
import { PgstowCommand } from '../pgstowCommand.ts';

export function copyCommand(): PgstowCommand {
  return new PgstowCommand('copy')
    .summary('copy sets to further repositories')
    .description(
      'Copies one set, or all that is missing of a plan, to the repositories that the plan names, or to one with --to. A copy is a ' +
        'repository of its own (pgstow init), with a key of its own, that restores alone; a set has the same id in it. What is there already does not ' +
        'travel, and what does is compared with its hash. A repository that the plan names is opened as the plan says; another one ' +
        'by --to-key-file, PGSTOW_COPY_KEY, PGSTOW_COPY_PASSPHRASE or PGSTOW_COPY_KMS_KEY.',
    )
    .argument('<plan|set>', "a plan's id or name: all its sets that are missing; or a set's id")
    .option('--to <url>', 'the repository to copy to; default: those that the plan names')
    .option('--to-key-file <path>', 'a file with the key that opens it')
    .examples(
      'pgstow copy orders-nightly',
      "pgstow copy 20261122T213000Z-k3v9qa --to 's3://acme-copies/orders?region=eu-west-1'",
      'pgstow copy orders-nightly --to ./copies --to-key-file copies.key --json',
    )
    .does(async (invocation, planOrSet: string, options: CopyOptions) => {
      const { copy } = await invocation.engine();
      const to = await addressOf(invocation, options);
      const request: CopyRequest = { ...(isSetId(planOrSet) ? { set: planOrSet } : { plan: planOrSet }), to };
      const repository = await invocation.repository();
      const result = await invocation.run(`copy ${planOrSet}`, (operation) => copy(repository, request, operation));
      invocation.output.say(copySummary(result.plan, result.copies));
      invocation.output.document(result);
    });
}

interface CopyOptions {
  readonly to?: string;
  readonly toKeyFile?: string;
}

async function addressOf(invocation: Invocation, { to, toKeyFile }: CopyOptions): Promise<CopyAddress | undefined> {
  if (to === undefined) return undefined;
  if (toKeyFile === undefined) return { repository: to, ...copyUnlockingOf(process.env) };
  const { key } = await readUnlocking(await invocation.engine(), toKeyFile, '--to-key-file');
  return { repository: to, key };
}
