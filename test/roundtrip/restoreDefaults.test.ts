import { expect, test } from 'vitest';
import { restore } from '../../engine/index.ts';
import { freshDatabase, server } from '../servers.ts';
import { plan, TestRepository } from './testRepository.ts';

test('a restore needs to be told no more than the plan and the target', async (context) => {
  const source = await freshDatabase(await server('18', context));
  await source.query('CREATE TABLE t AS SELECT 1 AS n');
  await using repository = await TestRepository.open();
  await repository.backup(source);
  const { target } = await freshDatabase(source.server);
  expect(await restore(repository.repository, { plan, target })).toMatchObject({ proved: 1, provedRows: 1 });
  const { preview } = await restore(repository.repository, { plan, target });
  expect(preview.items).toMatchObject([
    {
      kind: 'TABLE',
      name: 't',
      action: 'rename',
      restoredAs: { name: expect.stringMatching(/^t_dbs_[a-z2-7]{6}_\d{14}$/) },
    },
  ]);
});
