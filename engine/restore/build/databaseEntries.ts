import type pg from 'pg';
import type { EntryRules } from '../../archive/entrySql.ts';
import { mapRole } from '../../archive/roles.ts';
import { isBlank, join, nameOf, tokenize } from '../../archive/sqlTokens.ts';
import type { ArchiveEntry } from '../../postgres/archive.ts';
import { quoteIdent } from '../../postgres/identifier.ts';
import { forbiddenStatements } from '../preview/doneWithout.ts';
import { withoutStatements } from '../target/settings.ts';
import type { TargetCatalog } from '../target/targetCatalog.ts';
import { runEntry } from './definitions.ts';

/**
 * Gives the created database the owner, privileges, comment and settings that the source has. Done last: settings such as
 * `default_transaction_read_only` would hinder whatever connects after them.
 */
export async function finishDatabase(
  client: pg.Client,
  entries: readonly ArchiveEntry[],
  rules: EntryRules,
  target: TargetCatalog,
): Promise<void> {
  const database = target.facts.name;
  for (const entry of entries) {
    if (entry.desc === 'DATABASE') await giveToOwner(client, entry, rules, database);
    else await runEntry(client, permitted(entry, target), rules, (sql) => withDatabaseName(sql, database));
  }
}

async function giveToOwner(client: pg.Client, { owner }: ArchiveEntry, rules: EntryRules, database: string) {
  if (!rules.owner || !owner) return;
  await client.query(`ALTER DATABASE ${quoteIdent(database)} OWNER TO ${quoteIdent(mapRole(owner, rules))}`);
}

/** What the role may not set is left out, as was said in the preview. */
function permitted(entry: ArchiveEntry, target: TargetCatalog): ArchiveEntry {
  const forbidden = forbiddenStatements(entry, target);
  return forbidden.size === 0 ? entry : { ...entry, defn: withoutStatements(entry.defn ?? '', forbidden) };
}

/** `ALTER DATABASE x`, `COMMENT ON DATABASE x`, `GRANT … ON DATABASE x`, `ALTER ROLE r IN DATABASE x`. */
const introduces: ReadonlySet<string> = new Set(['alter', 'on', 'in']);

/** These entries name no database but their own. */
function withDatabaseName(sql: string, database: string): string {
  const tokens = tokenize(sql);
  const significant = tokens.flatMap((token, at) => (isBlank(token) ? [] : [at]));
  for (const [i, at] of significant.entries()) {
    const [before, next] = [significant[i - 1], significant[i + 1]];
    if (tokens[at]!.kind !== 'word' || nameOf(tokens[at]) !== 'database' || next === undefined) continue;
    if (!introduces.has(nameOf(tokens[before ?? -1]) ?? '')) continue; // a role or a setting may be called so too
    if (nameOf(tokens[next]) !== undefined) tokens[next] = { kind: 'quoted', text: quoteIdent(database) };
  }
  return join(tokens);
}
