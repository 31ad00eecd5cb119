import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ThrowawayServer } from '../../embedded/server.ts';
import { parseArchive } from '../../engine/postgres/archive.ts';
import { choosePgDump } from '../../engine/postgres/definitions/nativePgDump.ts';
import { installationOf } from '../setup/sharedServer.ts';
import { backends, createDatabase, dump, ownServer, rejection, session, waitForLockWait } from './definitionsServer.ts';

describe('choosing a native pg_dump', () => {
  const parent = join(tmpdir(), `pgstow-test-${process.pid}`);
  const programs = ['15.3', '21.0', '19.1 (Debian 19.1-1)', '20beta1', 'of another kind'];
  const folders = [...programs, 'nothing'].map((name) => join(parent, name));

  beforeAll(() => {
    for (const name of programs) {
      const file = join(parent, name, 'pg_dump');
      const says = name === 'of another kind' ? 'hello' : `pg_dump (PostgreSQL) ${name}`;
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, `#!/bin/sh\necho '${says}'\n`, { mode: 0o755 });
    }
  });
  afterAll(() => rmSync(parent, { recursive: true }));

  const choose = (serverMajor: number, needsFilter = false) =>
    choosePgDump({ serverMajor, named: undefined, needsFilter, folders });

  test('takes the oldest that can read the server', async () => {
    expect(await choose(19)).toEqual({ path: join(folders[2]!, 'pg_dump'), version: '19.1', major: 19 });
    expect(await choose(20)).toMatchObject({ version: '20beta1', major: 20 });
    expect(await choose(14)).toMatchObject({ major: 15 });
    expect(await choose(14, true)).toMatchObject({ major: 19 });
  });

  test('says which version is needed when there is none', async () => {
    expect(await rejection(choose(22))).toMatchObject({
      code: 'unsupported',
      message:
        'the server is PostgreSQL 22 and no pg_dump of that version or newer is here: found only 15.3, 21.0, 19.1, 20beta1',
      hint: 'install the PostgreSQL client tools of version 22 or newer on this machine, or name the path of their pg_dump',
    });
  });

  test('rejects one that was named and is too old', async () => {
    const named = join(folders[0]!, 'pg_dump');
    expect(await rejection(choosePgDump({ serverMajor: 19, named, needsFilter: false }))).toMatchObject({
      code: 'unsupported',
      message: `${named} is pg_dump 15.3 and cannot read a server of version 19`,
    });
    expect(await rejection(choosePgDump({ serverMajor: 15, named, needsFilter: true }))).toMatchObject({
      code: 'unsupported',
      hint: 'name a pg_dump of version 17 or newer',
    });
  });

  test.each(['/nowhere/pg_dump', join(folders[4]!, 'pg_dump')])(
    'rejects what was named and is none: %s',
    async (named) => {
      const error = await rejection(choosePgDump({ serverMajor: 19, named, needsFilter: false }));
      expect(error).toMatchObject({
        code: 'input',
        message: expect.stringContaining(`${named} is not a usable pg_dump: `),
      });
    },
  );
});

describe.skipIf(installationOf('15') === undefined)('a native pg_dump behind the splice', () => {
  let server: ThrowawayServer;
  let nativePgDump: string;

  beforeAll(async () => {
    server = await ownServer('15', undefined);
    nativePgDump = join(server.binDir, 'pg_dump');
    await createDatabase(server, 'shop', 'CREATE TABLE orders (id int)');
  });
  afterAll(() => server?.stop());

  test('needs no password of its own', async () => {
    const { archive, by, pgDumpVersion } = await dump(server, 'shop', {
      nativePgDump,
      target: server.target('shop', 'tcp'),
    });
    expect(by).toBe('native');
    expect(pgDumpVersion).toContain(server.version);
    expect(parseArchive(archive).entries.map(({ tag }) => tag)).toContain('orders');
  });

  test('leaves neither backend nor process when it is aborted', async () => {
    await using holder = await session(server, 'shop');
    await holder.query('BEGIN; LOCK TABLE orders IN ACCESS EXCLUSIVE MODE');
    const abort = new AbortController();
    const dumping = rejection(dump(server, 'shop', { nativePgDump, lockWaitMs: 60_000, signal: abort.signal }));
    await waitForLockWait(server);
    abort.abort();
    expect(await dumping).toMatchObject({ code: 'interrupted' });
    expect(await backends(server)).toBe(0);
  });

  test('has its errors told like those of the embedded one', async () => {
    await using holder = await session(server, 'shop');
    await holder.query('BEGIN; LOCK TABLE orders IN ACCESS EXCLUSIVE MODE');
    expect(await rejection(dump(server, 'shop', { nativePgDump, lockWaitMs: 200 }))).toMatchObject({ code: 'lock' });
    const snapshot = '00000003-0000001B-1';
    expect(await rejection(dump(server, 'shop', { nativePgDump, snapshot }))).toMatchObject({ code: 'database' });
  });
});
