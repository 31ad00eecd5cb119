import type { DescribedSet, ListedSet } from '../../engine/index.ts';
import { count, duration, instant, size } from '../../words/human.ts';
import { pinText } from '../../words/pinText.ts';
import type { Column } from '../../words/table.ts';
import { PgstowCommand } from '../pgstowCommand.ts';

export function setsCommand(): PgstowCommand {
  return new PgstowCommand('sets')
    .summary('list sets')
    .description(
      'Lists the sets of a plan, or all, the newest first. SIZE is that of the rows as text, STORED what the set takes in ' +
        'the repository, NEW what it added to it. ARCHIVED is shown where some sets have to be thawed before they can be restored, ' +
        'LOCKED UNTIL where some cannot be deleted until then; PINNED says legal holds, too.',
    )
    .argument('[plan]', "a plan's id, or its name where only one plan has it; a deleted plan's id too")
    .examples('pgstow sets', 'pgstow sets orders-nightly', 'pgstow sets orders-nightly --json')
    .does(async (invocation, idOrName?: string) => {
      const repository = await invocation.repository();
      const plan =
        idOrName === undefined ? undefined : (await repository.plans.resolve(idOrName, { deleted: true })).id;
      const { listSets } = await invocation.engine();
      const listed = await listSets(repository, { plan });
      const { output } = invocation;
      if (listed.length > 0) output.printTable(listed, columnsOf(listed));
      else output.print(`no set yet; make one: pgstow backup ${plan ?? 'PLAN'}`);
      for (const each of listed) {
        if (each.state === 'damaged') output.warn(each.error.message);
      }
      output.document({ sets: listed });
    });
}

const columns: readonly Column<DescribedSet>[] = [
  { title: 'SET', value: ({ set }) => set },
  { title: 'PLAN', value: ({ plan }) => plan },
  { title: 'STATE OF', value: (listed) => (listed.state === 'complete' ? instant(listed.manifest.snapshotAt) : '') },
  figure('TABLES', ({ tables }) => count(tables)),
  figure('ROWS', ({ rows }) => count(rows)),
  figure('SIZE', ({ bytes }) => size(bytes)),
  figure('STORED', ({ storedBytes }) => size(storedBytes)),
  figure('NEW', ({ newBytes }) => size(newBytes)),
  { title: 'TOOK', value: tookOf, alignRight: true },
  { title: 'STATUS', value: statusOf },
  { title: 'PINNED', value: ({ pins }) => pins.map(pinText).join('; '), shrinks: true },
];

/** With archives and locks where there are some. */
function columnsOf(listed: readonly DescribedSet[]): readonly Column<DescribedSet>[] {
  const some = [
    ...(listed.some(({ archivedIn }) => archivedIn) ? [archived] : []),
    ...(listed.some(({ lockedUntil }) => lockedUntil) ? [locked] : []),
  ];
  return [...columns.slice(0, -1), ...some, ...columns.slice(-1)];
}

const archived: Column<DescribedSet> = {
  title: 'ARCHIVED',
  value: ({ archivedIn = [] }) => archivedIn.join(', '),
};

const locked: Column<DescribedSet> = {
  title: 'LOCKED UNTIL',
  value: ({ lockedUntil }) => (lockedUntil ? instant(lockedUntil) : ''),
};

type Totals = Extract<ListedSet, { state: 'complete' }>['manifest']['totals'];

function figure(title: string, value: (totals: Totals) => string): Column<DescribedSet> {
  return {
    title,
    value: (listed) => (listed.state === 'complete' ? value(listed.manifest.totals) : ''),
    alignRight: true,
  };
}

function tookOf(listed: ListedSet): string {
  if (listed.state !== 'complete') return '';
  return duration(Date.parse(listed.manifest.finishedAt) - Date.parse(listed.manifest.startedAt));
}

function statusOf(listed: ListedSet): string {
  if (listed.state !== 'complete') return 'damaged';
  return listed.manifest.warnings.length > 0 ? 'complete, with warnings' : 'complete';
}
