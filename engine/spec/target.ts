import { PgstowError } from '../errors.ts';
import type { ConnectionTarget, SslMode, SslSettings } from '../postgres/target.ts';
import { parameters } from './libpq/parameters.ts';
import { passwordFromFile } from './libpq/passwordFile.ts';
import { completeSettings, type Setting, type Settings } from './libpq/settings.ts';
import { withUsualCertificates } from './libpq/usualCertificates.ts';
import { didYouMean } from './nearMatches.ts';
import { type Environment, resolveReference } from './secret.ts';

const example = 'postgresql://user@host:5432/database?sslmode=verify-full';
const encoding = 'in user name, password and database write : as %3A, / as %2F, @ as %40, ? as %3F, # as %23, % as %25';
const modes: readonly SslMode[] = ['disable', 'prefer', 'require', 'verify-ca', 'verify-full'];
const known = Object.keys(parameters).filter((name) => parameters[name]!.here === 'taken');

/**
 * Reads a connection URI in libpq's form (https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS). What it
 * does not say comes from where libpq takes it: the service that is named, PGHOST and its like, and the password file. So
 * `postgresql://` alone is the database of the environment. Certificate files are read. Nothing else is assumed: what is restored into is
 * named by somebody.
 *
 * No message repeats any part of the URI but its parameters' names and `sslmode`: wherever a character is not percent-encoded as it
 * should be, the password may be what looks like a port.
 */
export async function parseTargetUrl(url: string, env: Environment = process.env): Promise<ConnectionTarget> {
  const { authority, path, query } = split(url);
  const given = { ...authorityFields(authority), dbname: decode(path), ...queryFields(query) };
  const settings = await completeSettings(ofUrl(given), env);
  const { host, user, dbname, port, password } = settings;
  if (!host)
    throw wrong('names no host', 'write a host name, ?host=/folder for the unix socket in a folder, or set PGHOST');
  if (host.value.includes(',')) throw wrong('names several hosts', 'name the one to restore into', host.from);
  if (!user) throw wrong('names no user', `${example}, or set PGUSER`);
  if (!dbname) throw wrong('names no database', `${example}, or set PGDATABASE`);
  const login = {
    host: host.value.replace(/^\[(.*)\]$/, '$1'),
    port: portOf(port),
    database: dbname.value,
    user: user.value,
  };
  return {
    ...login,
    password: password?.value ?? (await passwordFromFile(login, settings.passfile?.value, env)),
    ssl: await sslOf(settings, env),
    writtenAs: 'url',
  };
}

type Fields = Partial<Record<string, string>>;

const theUrl = "the target's URL";

function ofUrl(fields: Fields): Settings {
  const set = Object.entries(fields).flatMap(([name, value]) =>
    value ? [[name, { value, from: theUrl }] as const] : [],
  );
  return Object.fromEntries(set);
}

function split(url: string): { authority: string; path: string; query: string } {
  const found = /^postgres(?:ql)?:\/\/([^/?#]*)(.*)$/s.exec(url);
  if (!found) throw wrong('is not of the form postgresql://…', example);
  const [, authority = '', rest = ''] = found;
  const [, path, query = ''] = /^(?:\/([^/?#]*))?(?:\?([^#]*))?$/.exec(rest) ?? [];
  if (rest.includes('@') || (rest !== '' && path === undefined && query === '')) {
    throw wrong('holds special characters that are not percent-encoded', encoding);
  }
  return { authority, path: path ?? '', query };
}

function authorityFields(authority: string): Fields {
  const at = authority.lastIndexOf('@');
  const [, user = '', password = ''] = /^([^:]*):?(.*)$/s.exec(authority.slice(0, Math.max(at, 0)))!;
  const [, host = '', port = ''] = /^(\[[^\]]*\]|[^:]*):?(.*)$/s.exec(authority.slice(at + 1))!;
  return { user: decode(user), password: decode(password), host: decode(host), port };
}

function queryFields(query: string): Fields {
  const fields: Fields = {};
  for (const pair of query.split('&').filter(Boolean)) {
    const [name = '', ...value] = pair.split('=');
    if (!known.includes(name)) {
      const remedy = didYouMean(name, known, `known are ${known.join(', ')}`);
      throw wrong(`has a parameter that is not known here: ${decode(name)}`, remedy);
    }
    fields[name] = decode(value.join('='));
  }
  return fields;
}

function portOf(setting: Setting | undefined): number {
  if (!setting) return 5432;
  const port = Number(setting.value);
  if (/^\d+$/.test(setting.value) && port >= 1 && port <= 65535) return port;
  throw wrong('has a port that is no number from 1 to 65535', encoding, setting.from);
}

async function sslOf(settings: Settings, env: Environment): Promise<SslSettings> {
  const mode = modeOf(settings);
  const { sslrootcert, sslcert, sslkey } = await withUsualCertificates(settings, mode, env);
  const read = async (file: Setting | undefined, name: string) =>
    file ? resolveReference({ file: file.value }, name) : undefined;
  return {
    mode,
    rootCertificate: await read(sslrootcert?.value === ofSystem ? undefined : sslrootcert, 'sslrootcert'),
    clientCertificate: await read(sslcert, 'sslcert'),
    clientKey: await read(sslkey, 'sslkey'),
  };
}

/** Stands for the authorities that Node.js trusts. */
const ofSystem = 'system';

function modeOf({ sslmode, sslrootcert }: Settings): SslMode {
  const isSystem = sslrootcert?.value === ofSystem;
  const mode = modes.find((each) => each === (sslmode?.value ?? (isSystem ? 'verify-full' : 'prefer')));
  if (!mode)
    throw wrong(`has sslmode ${JSON.stringify(sslmode!.value)}`, `allowed are ${modes.join(', ')}`, sslmode!.from);
  if (isSystem && mode !== 'verify-full') {
    throw wrong(`has sslrootcert=system and sslmode ${mode}`, 'it takes sslmode=verify-full', sslrootcert.from);
  }
  return mode;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw wrong('has a "%" that begins no percent-encoded character', 'write % itself as %25');
  }
}

function wrong(what: string, hint: string, from = theUrl): PgstowError {
  return new PgstowError('input', `${from} ${what}`, { hint });
}
