import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { passwordIn } from '../../engine/spec/libpq/passwordFile.ts';
import { parseServices } from '../../engine/spec/libpq/serviceFile.ts';
import { parseTargetUrl } from '../../engine/spec/target.ts';

let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'pgstow-libpq-'));
  await writeFile(
    join(home, '.pg_service.conf'),
    '# of the user\n[orders]\nhost=db.example.com\nport=5433\ndbname = orders\nuser=app\nsslmode=require\n\n[bad]\nhostaddr=10.0.0.1\n\n[odd]\nhosst=db\n',
  );
  await writeFile(join(home, 'other.conf'), '[orders]\nhost=other\nuser=u\ndbname=d\n[orders]\nhost=second\n');
  await writeFile(
    join(home, '.pgpass'),
    '# passwords\ndb.example.com:5433:orders:app:of the file\n*:*:*:joker:any:more\n',
    {
      mode: 0o600,
    },
  );
});
afterAll(() => rm(home, { recursive: true }));

const read = (url: string, env: Record<string, string> = {}) => parseTargetUrl(url, { HOME: home, ...env });

describe('what a URL does not say', () => {
  it('comes from the environment', async () => {
    const env = { PGHOST: 'h', PGPORT: '6000', PGUSER: 'u', PGDATABASE: 'd', PGPASSWORD: 'p', PGSSLMODE: 'require' };
    const all = { host: 'h', port: 6000, user: 'u', database: 'd', password: 'p', ssl: { mode: 'require' } };
    expect(await read('postgresql://', env)).toMatchObject(all);
    expect(await read('postgresql://v@k:7000/e?sslmode=disable', env)).toMatchObject({
      host: 'k',
      port: 7000,
      user: 'v',
      database: 'e',
      password: 'p',
      ssl: { mode: 'disable' },
    });
  });

  it('comes from a service before the environment', async () => {
    const orders = { host: 'db.example.com', port: 5433, database: 'orders', user: 'app', ssl: { mode: 'require' } };
    expect(await read('postgresql://?service=orders', { PGHOST: 'h', PGUSER: 'u' })).toMatchObject(orders);
    expect(await read('postgresql://', { PGSERVICE: 'orders', PGPORT: '1' })).toMatchObject(orders);
    expect(await read('postgresql://me@/?service=orders', {})).toMatchObject({ ...orders, user: 'me' });
  });

  it('comes from the file of services that is named', async () => {
    const env = { PGSERVICE: 'orders', PGSERVICEFILE: join(home, 'other.conf') };
    expect(await read('postgresql://', env)).toMatchObject({ host: 'other', user: 'u', database: 'd' });
  });

  it('comes from the service file of the system where the user has none of that name', async () => {
    await writeFile(join(home, 'pg_service.conf'), '[central]\nhost=c\nuser=u\ndbname=d\n');
    expect(await read('postgresql://', { PGSERVICE: 'central', PGSYSCONFDIR: home })).toMatchObject({ host: 'c' });
  });

  it('is the password of the password file, unless one is given', async () => {
    expect((await read('postgresql://?service=orders')).password).toBe('of the file');
    expect((await read('postgresql://?service=orders', { PGPASSWORD: 'given' })).password).toBe('given');
    expect((await read('postgresql://joker@h/d')).password).toBe('any');
    expect((await read('postgresql://nobody@h/d')).password).toBeUndefined();
    expect((await read('postgresql://joker@h/d', { PGPASSFILE: join(home, 'none') })).password).toBeUndefined();
  });

  it('is the authority that Node.js trusts, where that is asked for', async () => {
    expect((await read('postgresql://u@h/d?sslrootcert=system')).ssl).toEqual({ mode: 'verify-full' });
    await expect(read('postgresql://u@h/d?sslmode=require', { PGSSLROOTCERT: 'system' })).rejects.toMatchObject({
      message: 'PGSSLROOTCERT has sslrootcert=system and sslmode require',
      hint: 'it takes sslmode=verify-full',
    });
  });
});

describe('what is refused', () => {
  it.each([
    [{ PGHOSTADDR: '10.0.0.1' }, 'PGHOSTADDR gives hostaddr, which pgstow does not do', 'leave it out for pgstow'],
    [{ PGOPTIONS: '-c role=x' }, 'PGOPTIONS gives options, which pgstow does not do', 'leave it out for pgstow'],
    [
      { PGCHANNELBINDING: 'require' },
      'PGCHANNELBINDING gives channel_binding, which pgstow does not do',
      'set it to disable or prefer, or leave it out',
    ],
    [{ PGPORT: 'x' }, 'PGPORT has a port that is no number from 1 to 65535', expect.any(String)],
    [
      { PGSSLMODE: 'allow' },
      'PGSSLMODE has sslmode "allow"',
      'allowed are disable, prefer, require, verify-ca, verify-full',
    ],
    [{ PGHOST: 'a,b' }, 'PGHOST names several hosts', 'name the one to restore into'],
    [
      { PGSERVICE: 'order' },
      'PGSERVICE names the service order, which is not in HOME/.pg_service.conf',
      'did you mean orders?',
    ],
    [
      { PGSERVICE: 'bad' },
      'service bad in HOME/.pg_service.conf gives hostaddr, which pgstow does not do',
      'leave it out for pgstow',
    ],
    [
      { PGSERVICE: 'odd' },
      'service odd in HOME/.pg_service.conf has hosst, which is no parameter of libpq there',
      'did you mean host?',
    ],
  ])('%j', async (env, message, hint) => {
    const url =
      'PGHOST' in env || 'PGPORT' in env ? 'postgresql://u@/d?host=h'.replace('?host=h', '') : 'postgresql://u@h/d';
    const more: Record<string, string> = 'PGPORT' in env ? { PGHOST: 'h' } : {};
    await expect(read(url, { ...(env as Record<string, string>), ...more })).rejects.toMatchObject({
      code: 'input',
      message: message.replace('HOME', home),
      hint,
    });
  });

  it('is a password file that others can read, where it has the password', async () => {
    const file = join(home, 'open');
    await writeFile(file, 'h:5432:d:u:secret\n');
    await chmod(file, 0o644);
    await expect(read('postgresql://u@h/d', { PGPASSFILE: file })).rejects.toMatchObject({
      code: 'input',
      message: `the password file ${file} can be read by others (0644)`,
      hint: `chmod 0600 ${file}; and change the passwords in it, if others use this machine`,
    });
    expect((await read('postgresql://v@h/d', { PGPASSFILE: file })).password).toBeUndefined();
  });

  it('is what changes nothing not', async () => {
    const env = {
      PGGSSENCMODE: 'disable',
      PGTARGETSESSIONATTRS: 'any',
      PGAPPNAME: 'x',
      PGCONNECT_TIMEOUT: '3',
      PGTZ: 'UTC',
    };
    expect(await read('postgresql://u@h/d', env)).toMatchObject({ host: 'h' });
  });
});

describe('a password file', () => {
  const login = { host: 'h', port: 5432, database: 'd', user: 'u' };
  it.each([
    ['h:5432:d:u:p', 'p'],
    ['#h:5432:d:u:no\n*:*:*:*:p', 'p'],
    ['h:5432:e:u:no\r\nh:5432:d:u:p\r\n', 'p'],
    ['h:5432:d:u:p\\:q\\\\r', 'p:q\\r'],
    ['h:5432:d:u:', undefined],
    ['h:5432:d:u', undefined],
    ['', undefined],
  ])('%j', (text, password) => expect(passwordIn(text, login)).toBe(password));

  it('takes localhost for the usual socket, and no other', () => {
    expect(passwordIn('localhost:*:*:*:p', { ...login, host: '/var/run/postgresql' })).toBe('p');
    expect(passwordIn('localhost:*:*:*:p', { ...login, host: '/srv' })).toBeUndefined();
    expect(passwordIn('\\:\\:1:*:*:*:p', { ...login, host: '::1' })).toBe('p');
  });
});

describe('a service file', () => {
  it.each([
    ['host=h\n[a]', 1, ' is no line of a service file', 'lines are [name] and parameter=value'],
    ['[a]\nhost', 2, ' is no line of a service file', 'lines are [name] and parameter=value'],
    ['[a]\nldap://x', 2, ' is no line of a service file that pgstow reads', 'write the parameters themselves'],
  ])('%j is refused', (text, line, what, hint) => {
    expect(() => parseServices(text, 'f')).toThrow(expect.objectContaining({ message: `f:${line}${what}`, hint }));
  });
});

describe('certificates that nothing names', () => {
  let own: string;
  const sslOf = async (url: string) => (await parseTargetUrl(url, { HOME: own })).ssl;
  beforeAll(async () => {
    own = await mkdtemp(join(tmpdir(), 'pgstow-libpq-'));
    await mkdir(join(own, '.postgresql'));
    for (const name of ['root.crt', 'postgresql.crt', 'postgresql.key', 'other.crt']) {
      await writeFile(join(own, '.postgresql', name), `text of ${name}`);
    }
  });
  afterAll(() => rm(own, { recursive: true }));

  it('are those of the folder where libpq looks for them', async () => {
    const shown = { clientCertificate: 'text of postgresql.crt', clientKey: 'text of postgresql.key' };
    for (const mode of ['require', 'verify-ca', 'verify-full']) {
      expect(await sslOf(`postgresql://u@h/d?sslmode=${mode}`)).toEqual({
        mode,
        rootCertificate: 'text of root.crt',
        ...shown,
      });
    }
    expect(await sslOf('postgresql://u@h/d')).toEqual({ mode: 'prefer', ...shown });
    expect(await sslOf('postgresql://u@h/d?sslmode=disable')).toEqual({ mode: 'disable' });
  });

  it('stand back behind those that are named, and behind the authorities of the system', async () => {
    const other = join(own, '.postgresql/other.crt');
    const named = await sslOf(
      `postgresql://u@h/d?sslmode=verify-full&sslrootcert=${other}&sslcert=${other}&sslkey=${other}`,
    );
    const text = 'text of other.crt';
    expect(named).toEqual({ mode: 'verify-full', rootCertificate: text, clientCertificate: text, clientKey: text });
    expect((await sslOf('postgresql://u@h/d?sslrootcert=system')).rootCertificate).toBeUndefined();
  });
});
