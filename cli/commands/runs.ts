import type { ListedRun, RunKind } from '../../engine/index.ts';
import { duration, instant } from '../../words/human.ts';
import type { Column } from '../../words/table.ts';
import { optionOf } from '../options/oneOf.ts';
import { PgstowCommand } from '../pgstowCommand.ts';

export function runsCommand(): PgstowCommand {
  return new PgstowCommand('runs')
    .summary('list backups, restores, drills, verifications, exports and prunes')
    .description(
      'Lists the runs of a plan, or all, the newest first: what is going on, what was done, what failed and why.',
    )
    .argument('[plan]', "a plan's id, or its name where only one plan has it; a deleted plan's id too")
    .addOption(optionOf('--kind <kind>', 'only those', kinds))
    .examples('pgstow runs', 'pgstow runs orders-nightly', 'pgstow runs --kind restore', 'pgstow runs --json')
    .does(async (invocation, idOrName: string | undefined, { kind }: { kind?: RunKind }) => {
      const { plans, runs } = await invocation.repository({ withoutKms: true });
      const plan = idOrName === undefined ? undefined : (await plans.resolve(idOrName, { deleted: true })).id;
      const all = await runs.list(plan);
      const listed = kind ? all.filter((run) => run.state !== 'damaged' && run.kind === kind) : all;
      if (listed.length > 0) invocation.output.printTable(listed, columns);
      else invocation.output.print(kind ? `no ${kind} yet` : 'no run yet');
      invocation.output.document({ runs: listed });
    });
}

/** As the engine has them; named here so that help does without it. */
const isKind = {
  backup: true,
  restore: true,
  drill: true,
  verify: true,
  export: true,
  prune: true,
  copy: true,
  repair: true,
  archive: true,
  thaw: true,
} satisfies Record<RunKind, true>;
const kinds = Object.keys(isKind) as RunKind[];

const columns: readonly Column<ListedRun>[] = [
  { title: 'RUN', value: ({ run }) => run },
  { title: 'PLAN', value: ({ plan }) => plan ?? '-' },
  { title: 'KIND', value: (run) => (run.state === 'damaged' ? '' : run.kind) },
  { title: 'STARTED', value: (run) => (run.state === 'damaged' ? '' : instant(run.startedAt)) },
  { title: 'TOOK', value: tookOf, alignRight: true },
  { title: 'STATE', value: ({ state }) => state },
  { title: 'REMARK', value: remarkOf, shrinks: true },
];

function tookOf(run: ListedRun): string {
  if (run.state === 'damaged') return '';
  return duration(Date.parse(run.finishedAt ?? run.updatedAt) - Date.parse(run.startedAt));
}

function remarkOf(run: ListedRun): string {
  if (run.state === 'damaged') return run.error.message;
  const about = [run.name, run.error?.message ?? run.reason ?? (run.set && `set ${run.set}`)];
  return about.filter(Boolean).join(': ');
}
