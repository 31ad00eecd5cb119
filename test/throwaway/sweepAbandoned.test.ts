import { spawn, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { identifyProcess } from '../../engine/repository/processIdentity.ts';
import { serverAccount } from '../../engine/throwaway/account.ts';
import { ownerFile, sweepAbandoned } from '../../engine/throwaway/sweepAbandoned.ts';
import { withThrowawayDatabase } from '../../engine/throwaway/withThrowawayDatabase.ts';
import { freshDatabase, server, TestDatabase } from '../servers.ts';

/** What a process of this machine was that has ended. */
async function endedProcess() {
  const child = spawn('sleep', ['60']);
  const identity = identifyProcess(child.pid!)!;
  child.kill('SIGKILL');
  await new Promise((resolve) => child.once('exit', resolve));
  return identity;
}

test('folders of processes that have ended go with the servers in them, and no others', async () => {
  const parent = await mkdtemp(join(tmpdir(), 'sweep-'));
  const make = async (name: string, owner: unknown) => {
    await mkdir(join(parent, name, 'server'), { recursive: true });
    await writeFile(join(parent, name, ownerFile), JSON.stringify(owner));
    return join(parent, name, 'server');
  };
  const abandoned = await make('pgstow-abandoned', await endedProcess());
  await make('pgstow-alive', identifyProcess(process.pid));
  await make('pgstow-unknown', null);
  await make('other-abandoned', await endedProcess());
  await mkdir(join(parent, 'pgstow-without'));
  const running = (data: string) => spawn('sh', ['-c', 'sleep 60; :', 'postgres', '-D', data], { detached: true });
  const [ours, another] = [running(join(abandoned, 'data')), running('/elsewhere/data')];
  await mkdir(join(abandoned, '../second'));
  await writeFile(join(abandoned, 'pid'), String(ours.pid));
  await writeFile(join(abandoned, '../second/pid'), String(another.pid));
  const gone = new Promise((resolve) => ours.once('exit', (_, signal) => resolve(signal)));

  sweepAbandoned(parent, serverAccount());
  expect((await readdir(parent)).sort()).toEqual([
    'other-abandoned',
    'pgstow-alive',
    'pgstow-unknown',
    'pgstow-without',
  ]);
  expect(await gone).toBe('SIGKILL');
  expect(another.exitCode ?? another.signalCode).toBeNull();
  for (const { pid } of [ours, another]) spawnSync('kill', ['-9', '--', `-${pid}`]);
  await rm(parent, { recursive: true });
});

test('a database that a killed process has left goes when the next one is made; one in use stays', async (context) => {
  const postgres = new TestDatabase(await server('18', context), 'postgres');
  const left = [await freshDatabase(postgres.server), await freshDatabase(postgres.server)];
  const marks = [await endedProcess(), identifyProcess(process.pid)];
  const names = left.map(({ name }) => `pgstow_throwaway_${name}`);
  for (const [i, { name }] of left.entries()) {
    await postgres.query(
      `ALTER DATABASE ${name} RENAME TO ${names[i]}; COMMENT ON DATABASE ${names[i]} IS '${JSON.stringify(marks[i])}'`,
    );
  }
  const there = async () => (await postgres.query('SELECT datname AS name FROM pg_database')).map(({ name }) => name);
  const like = {
    encoding: 'UTF8',
    collation: 'xx_XX.nowhere',
    ctype: 'xx_XX.nowhere',
    localeProvider: 'libc',
    locale: null,
  };
  const warnings: string[] = [];
  const onWarning = (message: string) => warnings.push(message);
  const options = { name: 'new_one', like, signal: new AbortController().signal, onWarning };
  await withThrowawayDatabase(postgres.target, options, async ({ database }) => {
    expect(database).toBe('pgstow_throwaway_new_one');
    expect(await there()).toEqual(expect.arrayContaining([database, names[1]]));
    expect(await there()).not.toContain(names[0]);
  });
  expect(await there()).not.toContain('pgstow_throwaway_new_one');
  expect(warnings).toEqual([
    'the server does not know the locale xx_XX.nowhere: texts are sorted and compared as in C',
  ]);
  await postgres.query(`DROP DATABASE ${names[1]}`);
  await postgres.query('SELECT 1');
});
