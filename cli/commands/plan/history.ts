import { instant } from '../../../words/human.ts';
import type { Column } from '../../../words/table.ts';
import { PgstowCommand } from '../../pgstowCommand.ts';
import { changesBetween } from './changes.ts';

interface HistoryLine {
  readonly revision: number;
  readonly at: string;
  readonly by: string;
  readonly action: string;
  /** Fields that differ from the revision before. */
  readonly changes: readonly string[];
  readonly document: unknown;
}

export function historyCommand(): PgstowCommand {
  return new PgstowCommand('history')
    .summary("list a plan's revisions: who changed what, when")
    .description(
      "Lists a plan's revisions, the newest first: who changed which fields, and when. A deleted plan has its history too.",
    )
    .argument('<plan>', "a plan's id, or its name where only one plan has it")
    .examples('pgstow plan history orders-nightly', 'pgstow plan history orders-nightly --json')
    .does(async (invocation, idOrName: string) => {
      const { plans } = await invocation.repository({ withoutKms: true });
      const { id } = await plans.resolve(idOrName, { deleted: true });
      const history = await plans.history(id);
      const lines = history.map(({ revision, at, by, action, document }, index): HistoryLine => {
        const changes = changesBetween(history[index + 1]?.document, document);
        return { revision, at, by, action, changes, document };
      });
      invocation.output.printTable(lines, columns);
      invocation.output.document({ plan: id, revisions: lines });
    });
}

const columns: readonly Column<HistoryLine>[] = [
  { title: 'REVISION', value: ({ revision }) => String(revision), alignRight: true },
  { title: 'AT', value: ({ at }) => instant(at) },
  { title: 'BY', value: ({ by }) => by },
  { title: 'ACTION', value: ({ action }) => action },
  {
    title: 'CHANGED',
    value: ({ revision, changes }) => (revision === 1 ? 'created' : changes.join(', ')),
    shrinks: true,
  },
];
