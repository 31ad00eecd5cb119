import { withConnection } from '../postgres/connect.ts';
import { refusePooler } from '../postgres/refusals.ts';
import type { ConnectionTarget } from '../postgres/target.ts';
import type { SetManifest } from '../repository/manifest.ts';
import type { Repository } from '../repository/repository.ts';
import type { Execution } from './execution.ts';
import { foresee } from './preview/foresee.ts';
import { refuseProblems } from './preview/preview.ts';
import { refuseDamaged } from './preview/refuseDamaged.ts';
import { createDatabase } from './target/createDatabase.ts';
import { previewNewDatabase, type Wanted } from './target/readTarget.ts';
import { refuseArchived } from './thawFirst.ts';

/** Creates the target database where that is asked for, and tells the version of its server. */
export async function openTarget(
  repository: Repository,
  set: SetManifest,
  wanted: Wanted,
  execution: Execution,
): Promise<number> {
  if (wanted.request.createDatabase) await openDatabase(repository, set, wanted, execution);
  return readVersion(wanted.request.target, execution.signal);
}

/** Creates the target database, unless an unfinished run of the same restore has done so. */
async function openDatabase(
  repository: Repository,
  set: SetManifest,
  wanted: Wanted,
  { signal, onPreview }: Execution,
): Promise<void> {
  const previewed = await previewNewDatabase(wanted, signal);
  if (!previewed) return;
  const { preview: foreseen, stored } = await foresee(repository, set, previewed, signal);
  const isArchived = stored.archived.some(({ state }) => state !== 'thawed');
  if (foreseen.problems.length > 0 || isArchived) onPreview(foreseen, set);
  refuseProblems(foreseen); // before there is a database that nobody can use
  refuseDamaged(stored, wanted.request);
  refuseArchived(stored, set);
  await createDatabase(wanted.request.target, set.source, { identity: wanted.identity, signal });
}

function readVersion(target: ConnectionTarget, signal: AbortSignal): Promise<number> {
  return withConnection(target, { signal }, async (client) => {
    await refusePooler(client, target, signal);
    const { rows } = await client.query("SELECT pg_catalog.current_setting('server_version_num')::int AS version");
    return rows[0].version;
  });
}
