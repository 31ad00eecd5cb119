import { copyUnlockingOf } from '../../values/unlocking.ts';
import { repairFailure, repairReasons, repairSummary } from '../../words/repairText.ts';
import { findingTexts } from '../../words/verifyText.ts';
import type { Invocation } from '../invocation.ts';
import { isSetId } from '../options/setChoice.ts';
import { readUnlocking } from '../options/unlocking.ts';
import { PgstowCommand } from '../pgstowCommand.ts';

export function repairCommand(): PgstowCommand {
  return new PgstowCommand('repair')
    .summary('put back what is damaged, out of another repository')
    .description(
      'Reads what is stored of one set, of all sets of a plan, or of everything, as verify does, and puts in the place of each damaged or ' +
        'missing object what another repository has of the same set: a copy of this one, or the one that this is a copy of. What comes is proved ' +
        'on the way, and read again afterwards. Nothing is written in the other repository. It is opened as the plan says that has copies in ' +
        'it, or else by --from-key-file, PGSTOW_COPY_KEY, PGSTOW_COPY_PASSPHRASE or PGSTOW_COPY_KMS_KEY.',
    )
    .argument('[plan|set]', "a plan's id or name, or a set's id; default: everything")
    .requiredOption('--from <url>', 'the repository that has the sets as well')
    .option('--from-key-file <path>', 'a file with the key that opens it')
    .examples(
      "pgstow repair --from 's3://acme-copies/orders?region=eu-west-1'",
      'pgstow repair orders-nightly --repository ./copies --key-file copies.key --from ./backups --from-key-file backups.key',
      'pgstow repair 20261122T213000Z-k3v9qa --from ./copies --json',
    )
    .does(async (invocation, planOrSet: string | undefined, options: RepairFlags) => {
      const { repair } = await invocation.engine();
      const repository = await invocation.repository();
      const request = { ...chosenBy(planOrSet), from: await sourceOf(invocation, options) };
      const result = await invocation.run(`repair ${planOrSet ?? 'everything'}`, (operation) =>
        repair(repository, request, operation),
      );
      const { output } = invocation;
      output.document(result);
      if (result.intact) {
        output.say(repairSummary(result));
        return 0;
      }
      for (const text of [...findingTexts(result), ...repairReasons(result)]) output.print(text);
      output.failure(repairFailure(result));
      return 4;
    });
}

interface RepairFlags {
  readonly from: string;
  readonly fromKeyFile?: string;
}

function chosenBy(planOrSet: string | undefined): { plan?: string; set?: string } {
  if (planOrSet === undefined) return {};
  return isSetId(planOrSet) ? { set: planOrSet } : { plan: planOrSet };
}

async function sourceOf(invocation: Invocation, { from, fromKeyFile }: RepairFlags) {
  if (fromKeyFile === undefined) return { repository: from, ...copyUnlockingOf(process.env) };
  const { key } = await readUnlocking(await invocation.engine(), fromKeyFile, '--from-key-file');
  return { repository: from, key };
}
