import { PgstowError } from '../errors.ts';
import type { ConnectionTarget, SslMode, SslSettings } from '../postgres/target.ts';
import { didYouMean } from './nearMatches.ts';
import { type Environment, resolveReference } from './secret.ts';

const example = 'postgresql://user@host:5432/database?sslmode=verify-full';
const encoding = 'in user name, password and database write : as %3A, / as %2F, @ as %40, ? as %3F, # as %23, % as %25';
const modes: readonly SslMode[] = ['disable', 'prefer', 'require', 'verify-ca', 'verify-full'];
const parameters = ['host', 'port', 'user', 'password', 'dbname', 'sslmode', 'sslrootcert', 'sslcert', 'sslkey'];

/**
 * Reads a connection URI in libpq's form (https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS).
 * Without a password in it `PGPASSWORD` is taken: a command line is seen by every user of a machine. Certificate files are
 * read. No message repeats any part of the URI but its parameters' names and `sslmode`: wherever a character is not
 * percent-encoded as it should be, the password may be what looks like a port.
 */
export async function parseTargetUrl(url: string, env: Environment = process.env): Promise<ConnectionTarget> {
  const { authority, path, query } = split(url);
  const given: Fields = { ...authorityFields(authority), dbname: decode(path), ...queryFields(query) };
  const { host, user, dbname, port, password } = given;
  if (!host) throw wrong('names no host', 'write a host name, or ?host=/folder for the unix socket in a folder');
  if (host.includes(',')) throw wrong('names several hosts', 'name the one to restore into');
  if (!user) throw wrong('names no user', example);
  if (!dbname) throw wrong('names no database', example);
  return {
    host: host.replace(/^\[(.*)\]$/, '$1'),
    port: portOf(port),
    database: dbname,
    user,
    password: password || env.PGPASSWORD || undefined,
    ssl: await sslOf(given),
    writtenAs: 'url',
  };
}

type Fields = Partial<Record<string, string>>;

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
    if (!parameters.includes(name)) {
      const known = `known are ${parameters.join(', ')}`;
      throw wrong(`has a parameter that is not known here: ${decode(name)}`, didYouMean(name, parameters, known));
    }
    fields[name] = decode(value.join('='));
  }
  return fields;
}

function portOf(text: string | undefined): number {
  if (!text) return 5432;
  const port = Number(text);
  if (/^\d+$/.test(text) && port >= 1 && port <= 65535) return port;
  throw wrong('has a port that is no number from 1 to 65535', encoding);
}

async function sslOf({ sslmode = 'prefer', sslrootcert, sslcert, sslkey }: Fields): Promise<SslSettings> {
  const mode = modes.find((known) => known === sslmode);
  if (!mode) throw wrong(`has sslmode ${JSON.stringify(sslmode)}`, `allowed are ${modes.join(', ')}`);
  const read = async (file: string | undefined, name: string) => (file ? resolveReference({ file }, name) : undefined);
  return {
    mode,
    rootCertificate: await read(sslrootcert, 'sslrootcert'),
    clientCertificate: await read(sslcert, 'sslcert'),
    clientKey: await read(sslkey, 'sslkey'),
  };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw wrong('has a "%" that begins no percent-encoded character', 'write % itself as %25');
  }
}

function wrong(what: string, hint: string): PgstowError {
  return new PgstowError('input', `the target's URL ${what}`, { hint });
}
