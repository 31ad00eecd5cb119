import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parsePlan } from '../../engine/spec/parsePlans.ts';
import { resolveReference } from '../../engine/spec/secret.ts';
import { resolveSource } from '../../engine/spec/source.ts';
import { parseTargetUrl } from '../../engine/spec/target.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pgstow-secret-'));
  await writeFile(join(folder, 'password'), 'pass word\n');
  await writeFile(join(folder, 'two-lines'), 'one\ntwo\r\n');
  await writeFile(join(folder, 'empty'), '\n');
});
afterAll(() => rm(folder, { recursive: true }));

describe("a target's URL", () => {
  const plain = {
    host: 'h',
    port: 5432,
    database: 'd',
    user: 'u',
    password: undefined,
    ssl: { mode: 'prefer' },
    writtenAs: 'url',
  };

  it.each([
    ['postgresql://u@h/d', plain],
    ['postgres://u@h/d', plain],
    [
      'postgresql://u:p@h:5433/d?sslmode=verify-full',
      { ...plain, port: 5433, password: 'p', ssl: { mode: 'verify-full' } },
    ],
    ['postgresql://us%40er:p%3A%2F%40s@h/da%2Fta', { ...plain, user: 'us@er', password: 'p:/@s', database: 'da/ta' }],
    ['postgresql://u:p:q@h/d', { ...plain, password: 'p:q' }],
    ['postgresql://u@[::1]:5433/d', { ...plain, host: '::1', port: 5433 }],
    ['postgresql://u@/d?host=/var/run/postgresql', { ...plain, host: '/var/run/postgresql' }],
    [
      'postgresql:///d?host=/run&port=6000&user=u&password=p%26q',
      { ...plain, host: '/run', port: 6000, password: 'p&q' },
    ],
    ['postgresql://u@%2Frun/d', { ...plain, host: '/run' }],
    ['postgresql://?host=h&user=u&dbname=d', plain],
  ])('%j', async (url, expected) => {
    expect(await parseTargetUrl(url, {})).toEqual(expected);
  });

  it('without a password takes the one of PGPASSWORD', async () => {
    expect((await parseTargetUrl('postgresql://u@h/d', { PGPASSWORD: 'secret' })).password).toBe('secret');
    expect((await parseTargetUrl('postgresql://u:own@h/d', { PGPASSWORD: 'secret' })).password).toBe('own');
  });

  it('may name files with certificates', async () => {
    const file = join(folder, 'password');
    const target = await parseTargetUrl(`postgresql://u@h/d?sslrootcert=${file}&sslcert=${file}&sslkey=${file}`, {});
    expect(target.ssl).toEqual({
      mode: 'prefer',
      rootCertificate: 'pass word',
      clientCertificate: 'pass word',
      clientKey: 'pass word',
    });
  });

  const example = 'postgresql://user@host:5432/database?sslmode=verify-full';
  const encoding =
    'in user name, password and database write : as %3A, / as %2F, @ as %40, ? as %3F, # as %23, % as %25';
  it.each([
    ['mysql://u:hunter2@h/d', 'is not of the form postgresql://…', example],
    ['u:hunter2@h/d', 'is not of the form postgresql://…', example],
    ['postgresql://h/d', 'names no user', `${example}, or set PGUSER`],
    ['postgresql://u:hunter2@h', 'names no database', `${example}, or set PGDATABASE`],
    [
      'postgresql://u:hunter2@/d',
      'names no host',
      'write a host name, ?host=/folder for the unix socket in a folder, or set PGHOST',
    ],
    ['postgresql://u@h1,h2/d', 'names several hosts', 'name the one to restore into'],
    ['postgresql://u:hunter2@h:70000/d', 'has a port that is no number from 1 to 65535', encoding],
    ['postgresql://u:hunter/2@h/d', 'holds special characters that are not percent-encoded', encoding],
    ['postgresql://u:12/hunter2@h/d', 'holds special characters that are not percent-encoded', encoding],
    ['postgresql://u:hunter?2=2@h/d', 'holds special characters that are not percent-encoded', encoding],
    ['postgresql://u:hunter#2@h/d', 'holds special characters that are not percent-encoded', encoding],
    ['postgresql://u:1@hunter2@h:x/d', 'has a port that is no number from 1 to 65535', encoding],
    ['postgresql://u@h/d/e', 'holds special characters that are not percent-encoded', encoding],
    ['postgresql://u@h/d#x', 'holds special characters that are not percent-encoded', encoding],
    ['postgresql://u:hunter2%@h/d', 'has a "%" that begins no percent-encoded character', 'write % itself as %25'],
    [
      'postgresql://u@h/d?sslmode=allow',
      'has sslmode "allow"',
      'allowed are disable, prefer, require, verify-ca, verify-full',
    ],
    [
      'postgresql://u@h/d?ssl_mode=require',
      'has a parameter that is not known here: ssl_mode',
      'did you mean sslmode?',
    ],
  ])('%j is refused', async (url, what, hint) => {
    await expect(parseTargetUrl(url, {})).rejects.toMatchObject({
      code: 'input',
      message: `the target's URL ${what}`,
      hint,
    });
  });

  it('says which file cannot be read', async () => {
    await expect(parseTargetUrl(`postgresql://u@h/d?sslrootcert=${folder}/none.pem`, {})).rejects.toMatchObject({
      code: 'input',
      message: `sslrootcert: the file ${folder}/none.pem cannot be read: no such file (ENOENT)`,
    });
  });
});

describe('a secret', () => {
  it('is read from the environment', async () => {
    expect(await resolveReference({ env: 'A' }, 'f', { A: 'x\n' })).toBe('x\n');
  });

  it('is read from a file, without the line end after it', async () => {
    expect(await resolveReference({ file: join(folder, 'password') }, 'f')).toBe('pass word');
    expect(await resolveReference({ file: join(folder, 'two-lines') }, 'f')).toBe('one\ntwo');
  });

  it.each([
    [{ env: 'NONE' }, 'the environment variable NONE is not set'],
    [{ env: 'EMPTY' }, 'the environment variable EMPTY is empty'],
    [{ file: 'none' }, 'the file FOLDER/none cannot be read: no such file (ENOENT)'],
    [{ file: '.' }, 'the file FOLDER cannot be read: it is a folder (EISDIR)'],
    [{ file: 'empty' }, 'the file FOLDER/empty is empty'],
  ])('that is missing is named: %j', async (reference, what) => {
    const found = 'file' in reference ? { file: join(folder, reference.file) } : reference;
    await expect(resolveReference(found, 'source.password', { EMPTY: '' })).rejects.toMatchObject({
      code: 'input',
      message: `source.password: ${what.replace('FOLDER', folder)}`,
    });
  });
});

describe('what opens the repository', () => {
  it.each([
    [{ env: 'PGSTOW_KEY' }, 'the environment variable PGSTOW_KEY'],
    [{ env: 'AWS_SESSION_TOKEN' }, 'the environment variable AWS_SESSION_TOKEN'],
    [{ file: '/proc/self/environ' }, '/proc/self/environ'],
    [{ file: '/var/../proc/1/environ' }, '/proc/1/environ'],
  ])('is no password that a plan may send to a server: %j', async (reference, what) => {
    const env = { PGSTOW_KEY: 'k', AWS_SESSION_TOKEN: 't' };
    await expect(resolveReference(reference, 'source.password', env)).rejects.toMatchObject({
      code: 'input',
      message: `source.password: ${what} is not read for a plan: it may open more than a server`,
    });
  });
});

describe("a plan's source", () => {
  const source = { host: 'h', database: 'd', user: 'u' };

  it('becomes a target with its secrets looked up', async () => {
    const { source: parsed } = parsePlan({
      source: {
        ...source,
        password: { env: 'P' },
        ssl: { mode: 'verify-ca', rootCertificate: { file: join(folder, 'password') } },
      },
    });
    expect(await resolveSource(parsed, { env: { P: 'secret' } })).toEqual({
      ...source,
      port: 5432,
      password: 'secret',
      ssl: { mode: 'verify-ca', rootCertificate: 'pass word', clientCertificate: undefined, clientKey: undefined },
    });
  });

  it('names the field whose secret is missing', async () => {
    const { source: parsed } = parsePlan({ source: { ...source, ssl: { rootCertificate: { env: 'CA' } } } });
    await expect(resolveSource(parsed, { env: {} })).rejects.toMatchObject({
      message: 'source.ssl.rootCertificate: the environment variable CA is not set',
      hint: 'set CA for this process, for example from the secrets of your scheduler',
    });
  });
});
