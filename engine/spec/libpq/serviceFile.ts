import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PgstowError } from '../../errors.ts';
import { didYouMean } from '../nearMatches.ts';
import type { Environment } from '../secret.ts';

/** What a service file says of one service. */
export interface Service {
  readonly file: string;
  readonly fields: Readonly<Record<string, string>>;
}

/**
 * Looks a service up where libpq does: in PGSERVICEFILE or the user's file, then in that of the system. `from` is who names it.
 * https://www.postgresql.org/docs/current/libpq-pgservice.html
 */
export async function readService(name: string, from: string, env: Environment): Promise<Service> {
  const named: string[] = [];
  const files = filesOf(env);
  for (const file of files) {
    const text = await readFile(file, 'utf8').catch(() => undefined);
    const services = text === undefined ? {} : parseServices(text, file);
    if (Object.hasOwn(services, name)) return { file, fields: services[name]! };
    named.push(...Object.keys(services));
  }
  throw new PgstowError(
    'input',
    `${from} names the service ${name}, which is not in ${files.join(' or ') || 'any file'}`,
    {
      hint: didYouMean(
        name,
        named,
        named.length > 0 ? `there are ${named.join(', ')}` : 'set PGSERVICEFILE to the file',
      ),
    },
  );
}

function filesOf({ PGSERVICEFILE, HOME, PGSYSCONFDIR }: Environment): string[] {
  const own = PGSERVICEFILE || (HOME && join(HOME, '.pg_service.conf'));
  return [...(own ? [own] : []), ...(PGSYSCONFDIR ? [join(PGSYSCONFDIR, 'pg_service.conf')] : [])];
}

/** `[name]`, then `parameter=value` a line; `#` begins a line that says nothing. Of what comes twice the first counts, as in libpq. */
export function parseServices(text: string, file: string): Record<string, Record<string, string>> {
  const services: Record<string, Record<string, string>> = {};
  let current: Record<string, string> | undefined;
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    const name = /^\[(.*)\]$/.exec(line)?.[1];
    if (name !== undefined) {
      current = {};
      services[name] ??= current;
      continue;
    }
    const [, parameter, value] = /^([^=]+?)\s*=\s*(.*)$/.exec(line) ?? [];
    if (!current || parameter === undefined) throw notALine(file, index + 1, line);
    current[parameter] ??= value!;
  }
  return services;
}

function notALine(file: string, line: number, text: string): PgstowError {
  const isLdap = text.startsWith('ldap://');
  return new PgstowError('input', `${file}:${line} is no line of a service file${isLdap ? ' that pgstow reads' : ''}`, {
    hint: isLdap ? 'write the parameters themselves' : 'lines are [name] and parameter=value',
  });
}
