import { ArchiveGraph } from '../archive/archiveGraph.ts';
import { requireHeld } from '../archive/requireHeld.ts';
import { chooseEntries } from '../archive/select.ts';
import { parseArchive } from '../postgres/archive.ts';
import type { Repository } from '../repository/repository.ts';
import { intoOtherSchemas } from './rename/intoOtherSchemas.ts';
import type { RestoreRequest } from './request.ts';
import { SetContents } from './rows/setContents.ts';
import { setToRestore } from './setToRestore.ts';

/** What of which set is restored, and into which schemas. */
export type RestoreChoice = Pick<
  RestoreRequest,
  'plan' | 'set' | 'to' | 'schemas' | 'tables' | 'intoSchema' | 'mapSchemas'
>;

/**
 * Rejects with `input` or `unsupported` what a set does not hold, and schemas that cannot be restored into others as it is asked for: all that can be told of a restore
 * without its target.
 */
export async function checkChoice(repository: Repository, choice: RestoreChoice): Promise<void> {
  const set = await setToRestore(repository, choice);
  const graph = new ArchiveGraph(parseArchive(await repository.sets.readDefinitions(set)));
  await requireHeld(repository, set, graph, choice);
  const chosen = chooseEntries(graph, { ...choice, createDatabase: false });
  const contents = new SetContents(await repository.sets.readContents(set));
  await intoOtherSchemas({ graph, contents, chosen }, choice);
}
