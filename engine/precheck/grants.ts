import { readDatabaseFacts } from '../postgres/catalog/database.ts';
import { withConnection } from '../postgres/connect.ts';
import type { Plan } from '../repository/plans.ts';
import type { Repository } from '../repository/repository.ts';
import type { PasswordOptions } from '../spec/password.ts';
import { resolveSource } from '../spec/source.ts';
import { backupGrants } from './backupGrants.ts';
import { restoreGrants } from './restoreGrants.ts';
import { readSource, type Source } from './source.ts';

export type GrantsPurpose = 'backup' | 'restore';

export interface GrantsOptions {
  readonly signal?: AbortSignal;
}

/**
 * The SQL, with comments, that gives the role of a plan what it needs for a backup or for a restore, and no more. Some of
 * it needs a superuser, or the owner of what it grants. It is run in the plan's database for a backup, and for a restore
 * in the database that is restored into.
 *
 * Connects as the plan's role, which may read the catalogs whatever else it lacks. Rejects with `input` (unknown plan,
 * missing secret), `connection` or `interrupted`.
 */
export async function grants(
  repository: Repository,
  planIdOrName: string,
  purpose: GrantsPurpose,
  { signal }: GrantsOptions = {},
): Promise<string> {
  const plan = await repository.plans.resolve(planIdOrName);
  const open = repository.secrets.opener(plan.document);
  const source = await lookAt(plan, { open, signal }, purpose === 'backup' ? backupGrants : restoreGrants);
  return `${source.join('\n')}\n`;
}

async function lookAt(
  plan: Plan,
  { open, signal }: PasswordOptions,
  write: (source: Source) => Promise<string[]>,
): Promise<string[]> {
  const target = await resolveSource(plan.document.source, { open, signal });
  return withConnection(target, { signal, purpose: 'grants' }, async (client) => {
    const facts = await readDatabaseFacts(client);
    return write(await readSource(plan, client, { target, facts }));
  });
}
