import type { ListedSet, Pin } from '../../engine/index.ts';
import { count, duration, instant, size } from '../../words/human.ts';
import type { Column } from '../../words/table.ts';
import { PgstowCommand } from '../pgstowCommand.ts';

export function setsCommand(): PgstowCommand {
  return new PgstowCommand('sets')
    .summary('list sets')
    .description(
      'Lists the sets of a plan, or all, the newest first. SIZE is that of the rows as text, STORED what the set takes in ' +
        'the repository, NEW what it added to it.',
    )
    .argument('[plan]', "a plan's id, or its name where only one plan has it; a deleted plan's id too")
    .examples('pgstow sets', 'pgstow sets orders-nightly', 'pgstow sets orders-nightly --json')
    .does(async (invocation, idOrName?: string) => {
      const { plans, sets, pins, locks } = await invocation.repository();
      const plan = idOrName === undefined ? undefined : (await plans.resolve(idOrName, { deleted: true })).id;
      const pinsOf = Map.groupBy(await pins.list(plan), ({ set }) => set);
      const lockedUntil = await locks.listed(plan);
      const listed = (await sets.list(plan)).map((each): ShownSet => {
        const until = lockedUntil.get(`${each.plan}/${each.set}`)?.toISOString();
        return { ...each, pins: pinsOf.get(each.set) ?? [], ...(until && { lockedUntil: until }) };
      });
      const { output } = invocation;
      if (listed.length > 0) output.printTable(listed, columnsOf(listed));
      else output.print(`no set yet; make one: pgstow backup ${plan ?? 'PLAN'}`);
      for (const each of listed) {
        if (each.state === 'damaged') output.warn(each.error.message);
      }
      output.document({ sets: listed });
    });
}

type ShownSet = ListedSet & { readonly pins: readonly Pin[]; readonly lockedUntil?: string };

const columns: readonly Column<ShownSet>[] = [
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
  { title: 'PINNED', value: ({ pins }) => pins.map(pinOf).join('; '), shrinks: true },
];

/** With locks where there are some. */
function columnsOf(listed: readonly ShownSet[]): readonly Column<ShownSet>[] {
  if (listed.every(({ lockedUntil }) => lockedUntil === undefined)) return columns;
  const locked: Column<ShownSet> = {
    title: 'LOCKED UNTIL',
    value: ({ lockedUntil }) => (lockedUntil ? instant(lockedUntil) : ''),
  };
  return [...columns.slice(0, -1), locked, ...columns.slice(-1)];
}

function pinOf({ reason, hold }: Pin): string {
  return hold ? `legal hold: ${reason}` : reason;
}

type Totals = Extract<ListedSet, { state: 'complete' }>['manifest']['totals'];

function figure(title: string, value: (totals: Totals) => string): Column<ShownSet> {
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
