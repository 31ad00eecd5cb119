import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { freshDatabase, server, TestDatabase } from '../servers.ts';
import { TestRepository } from './testRepository.ts';

test('a target that takes no writes is told from others', async (context) => {
  const source = await freshDatabase(await server('18', context));
  await source.query('CREATE TABLE t (n int)');
  await using repository = await TestRepository.open();
  await repository.backup(source);
  const target = await freshDatabase(source.server);
  await target.query(`ALTER DATABASE ${target.name} SET default_transaction_read_only = on`);
  await expect(repository.restore(target.target)).rejects.toMatchObject({
    code: 'conflict',
    message: 'the target takes no writes: default_transaction_read_only is on',
    hint: `ALTER DATABASE "${target.name}" RESET default_transaction_read_only`,
  });
});

test('a restore whose connections are cut says that it starts over when it is run again, and does', async (context) => {
  const source = await freshDatabase(await server('18', context));
  await source.query(`
    CREATE FUNCTION slow(int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS 'BEGIN PERFORM pg_sleep(0.02); RETURN $1; END';
    CREATE TABLE t AS SELECT n FROM generate_series(1, 50) n; CREATE INDEX slowly ON t (slow(n))`);
  await using repository = await TestRepository.open();
  await repository.backup(source);
  const target = await freshDatabase(source.server);
  const cut = cutWhileIndexing(target);
  await expect(repository.restore(target.target)).rejects.toMatchObject({
    code: 'connection',
    message: expect.stringContaining('the connection to the server was lost'),
    hint: expect.stringMatching(
      /^was the server restarted, or is the network unsteady\? run the same command again with --resume \S+, and it goes on; without, it removes what it has created so far and starts over$/,
    ),
    retryable: true,
  });
  await cut;
  expect((await repository.restore(target.target)).proved).toBe(1);
});

async function cutWhileIndexing({ server: on, name }: TestDatabase): Promise<void> {
  const postgres = new TestDatabase(on, 'postgres');
  const indexing = `SELECT FROM pg_stat_activity WHERE datname = '${name}' AND query ~ '(?n)^CREATE INDEX'`;
  while ((await postgres.query(indexing)).length === 0) await sleep(10);
  await postgres.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}' AND application_name ~ 'pgstow'`,
  );
}
