import type pg from 'pg';
import type { DatabaseFacts } from '../postgres/catalog/database.ts';
import { oldServer } from '../postgres/refusals.ts';
import { recognizeService } from '../postgres/services/recognizeService.ts';
import type { RestoreRequest } from '../restore/request.ts';
import { olderServer } from '../restore/target/olderServer.ts';
import { readOnlyProblems, readReadOnly } from '../restore/target/readOnly.ts';
import type { Wanted } from '../restore/target/readTarget.ts';
import { poolerCheck, settingsCheck, tlsCheck } from './connectionChecks.ts';
import { type Check, checkEach, fail, failed, type Outcome, pass, warn } from './report.ts';
import { roomForConnections } from './roomForConnections.ts';
import { tlsOf } from './testConnection.ts';

interface Target {
  readonly client: pg.Client;
  readonly request: RestoreRequest;
  readonly facts: DatabaseFacts;
  /** Undefined where the set cannot be read. */
  readonly wanted: Wanted | undefined;
  readonly signal: AbortSignal;
}

/** What a restore needs of the server, whatever is restored. */
export function targetChecks({ client, request, facts, wanted, signal }: Target): Promise<Check[]> {
  const { target } = request;
  return checkEach({
    tls: () => tlsCheck(target, tlsOf(client)),
    'server version': () => versionCheck(facts, wanted),
    service: () => serviceCheck(client, target.user),
    pooler: () => poolerCheck(client, { ...target, database: client.database ?? target.database }, signal),
    settings: () => settingsCheck(client, target, facts),
    writes: () => writesCheck(client),
    connections: () => connectionsCheck(client, request),
  });
}

function versionCheck(facts: DatabaseFacts, wanted: Wanted | undefined): Outcome {
  const old = oldServer(facts);
  if (old) return failed(old);
  const version = `PostgreSQL ${facts.serverVersion}`;
  if (!wanted) return pass(version);
  const [older] = olderServer(wanted.inSet.major, facts);
  if (older === undefined) return pass(`${version}, the set is of ${wanted.inSet.major}`);
  return warn(older, `restore into a server of version ${wanted.inSet.major} or newer, if there is one`);
}

async function serviceCheck(client: pg.Client, user: string): Promise<Outcome> {
  const service = await recognizeService(client);
  if (!service) return pass('no managed service that is known by what it shows');
  const { roles } = service.administrators;
  const powers = service.administers
    ? `${user} is one of its administrators`
    : `${user} is none of its administrators (${roles.join(', ')})`;
  const { schemas } = service.own;
  const kept = schemas.length > 0 ? `; schemas of its own: ${schemas.join(', ')}` : '';
  return pass(`${service.name}: there is no superuser, and ${powers}${kept}`);
}

async function writesCheck(client: pg.Client): Promise<Outcome> {
  const [problem] = readOnlyProblems(await readReadOnly(client));
  return problem ? fail(problem.message, problem.hint) : pass('the target takes writes');
}

function connectionsCheck(client: pg.Client, { jobs, target }: RestoreRequest): Promise<Outcome> {
  return roomForConnections(client, {
    what: 'a restore',
    needed: jobs,
    role: target.user,
    database: target.database,
    lower: 'lower --jobs',
    lowerTo: (free) => `--jobs ${Math.max(1, free)}`,
  });
}
