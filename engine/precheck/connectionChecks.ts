import type pg from 'pg';
import type { DatabaseFacts } from '../postgres/catalog/database.ts';
import { embeddedMajor } from '../postgres/definitions/embeddedPgDump.ts';
import { choosePgDump } from '../postgres/definitions/nativePgDump.ts';
import { detectPooling } from '../postgres/pooler.ts';
import { oldServer, transactionPooler } from '../postgres/refusals.ts';
import { fixReadSettings, readSettings } from '../postgres/session.ts';
import type { ConnectionTarget } from '../postgres/target.ts';
import type { PlanObjects } from '../spec/plan.ts';
import { type Check, checkEach, fail, failed, type Outcome, pass, unless, warn } from './report.ts';
import { type TlsFacts, tlsOf } from './testConnection.ts';

export interface Connected {
  readonly client: pg.Client;
  readonly target: ConnectionTarget;
  readonly facts: DatabaseFacts;
  readonly objects: PlanObjects;
  readonly signal: AbortSignal;
}

/** What is between us and the database: TLS, a pooler, versions, settings. */
export function connectionChecks({ client, target, facts, objects, signal }: Connected): Promise<Check[]> {
  return checkEach({
    tls: () => tlsCheck(target, tlsOf(client)),
    'server version': () => unless(oldServer(facts), `PostgreSQL ${facts.serverVersion}`),
    pg_dump: () => pgDumpCheck(facts, objects),
    pooler: () => poolerCheck(client, target, signal),
    settings: () => settingsCheck(client, target, facts),
    clock: () => clockCheck(client),
  });
}

export function tlsCheck({ host, ssl, writtenAs }: ConnectionTarget, tls: TlsFacts | null): Outcome {
  if (host.startsWith('/')) return pass('a unix socket, which does not leave this machine');
  if (!tls) {
    return warn(
      `the connection to ${host} is not encrypted (${writtenAs === 'url' ? 'sslmode' : 'ssl.mode'} ${ssl.mode})`,
      writtenAs === 'url'
        ? 'switch ssl on in the server and name it with ?sslmode=verify-full or at least require'
        : 'switch ssl on in the server and use ssl: { mode: verify-full } or at least require',
    );
  }
  const verified = {
    disable: false,
    prefer: false,
    require: !!ssl.rootCertificate,
    'verify-ca': true,
    'verify-full': true,
  };
  const proof = verified[ssl.mode] ? 'verified' : `not verified (ssl.mode ${ssl.mode}; verify-full would)`;
  return pass(`${tls.version}, ${tls.cipher}; the server's certificate is ${proof}`);
}

async function pgDumpCheck({ versionNumber }: DatabaseFacts, objects: PlanObjects): Promise<Outcome> {
  const serverMajor = Math.floor(versionNumber / 10_000);
  if (serverMajor <= embeddedMajor) return pass(`the embedded pg_dump ${embeddedMajor} reads the definitions`);
  const needsFilter = objects.exclude.length > 0 || objects.include.some((pattern) => pattern !== '*.*');
  try {
    const { path, version } = await choosePgDump({ serverMajor, named: undefined, needsFilter });
    return pass(`${path} (${version}) reads the definitions`);
  } catch (thrown) {
    return failed(thrown);
  }
}

export async function poolerCheck(client: pg.Client, target: ConnectionTarget, signal: AbortSignal): Promise<Outcome> {
  const pooling = await detectPooling(client, target, signal);
  const refusal = transactionPooler(pooling, target);
  if (refusal) return failed(refusal);
  if (pooling === 'none') return pass('no pooler in between');
  return warn(
    'a connection pooler in session mode is in between: it takes part in every byte, and may cut long connections off',
    ownAddress(target),
  );
}

function ownAddress({ writtenAs }: ConnectionTarget): string {
  return `${writtenAs === 'url' ? 'name' : 'give the plan'} the server's own address and port`;
}

/** Whether what we set stays set: time-outs that an administrator has given the role, and what a proxy swallows. */
export async function settingsCheck(
  client: pg.Client,
  target: ConnectionTarget,
  { versionNumber }: DatabaseFacts,
): Promise<Outcome> {
  await fixReadSettings(client, versionNumber);
  const wanted = Object.entries(readSettings(versionNumber));
  const { rows } = await client.query(
    `SELECT name, pg_catalog.current_setting(name) AS value FROM pg_catalog.unnest($1::text[]) name`,
    [wanted.map(([name]) => name)],
  );
  const wrong = wanted.filter(([, value], i) => normal(rows[i].value) !== normal(value)).map(([name]) => name);
  if (wrong.length === 0) return pass('time-outs are off for our sessions, and text has its fixed form');
  return fail(
    `settings do not stay as they were set: ${wrong.join(', ')}`,
    `something between here and the server changes them: ${ownAddress(target)}`,
  );
}

function normal(value: string): string {
  return value === '""' ? '' : value.toLowerCase();
}

const clockTolerance = 60;

async function clockCheck(client: pg.Client): Promise<Outcome> {
  const before = Date.now();
  const { rows } = await client.query('SELECT pg_catalog.clock_timestamp() AS now');
  const here = (before + Date.now()) / 2;
  const difference = Math.round((rows[0].now.getTime() - here) / 1000);
  const says = `the server's clock is ${Math.abs(difference)} s ${difference < 0 ? 'behind' : 'ahead of'} ours`;
  if (Math.abs(difference) <= clockTolerance) return pass(difference === 0 ? "the server's clock is ours" : says);
  return warn(
    `${says}: "restore to" an instant means the server's time`,
    'let both machines follow a time server (NTP)',
  );
}
