import { expect, test } from 'vitest';
import { compareLines } from '../oracle.ts';
import { freshDatabase, server, type TestDatabase } from '../servers.ts';
import { describeWhole } from './describe.ts';
import { withFixture } from './everyObjectKindComesBack.ts';
import { makeRoles } from './shop.ts';
import { TestRepository } from './testRepository.ts';

/** Those of the fixture. */
const roles = ['app_owner', 'app_reader', 'Weird "Role" é'];

/** Lines that say the same in every version: catalogs gain columns, and pg_dump new words. */
const content = (line: string) => /^(rows of|value of|large object|labels of|comment on (?!database)) ?/.test(line);

test('a set of an older server comes back into a newer one', async (context) => {
  const source = await withFixture('15', context);
  await using repository = await TestRepository.open();
  await repository.backup(source);
  const target = await freshDatabase(await server('18', context));
  await makeRoles(target, ...roles);
  const { preview } = await repository.restore(target.target);
  expect(preview).toMatchObject({ problems: [], warnings: [] });
  expect(await contentDifference(source, target)).toEqual([]);
});

test('a set of a newer server names what an older one cannot take, and the rest comes back', async (context) => {
  const source = await withFixture('18', context);
  await using repository = await TestRepository.open();
  await repository.backup(source);
  const older = await server('15', context);
  const first = await freshDatabase(older);
  await makeRoles(first, ...roles);
  const failed = repository.restore(first.target);
  await expect(failed).rejects.toMatchObject({
    code: 'database',
    hint: expect.stringContaining('may be older than the source'),
  });
  await expect(failed).rejects.toThrow(/^cannot create TABLE app\.v18: syntax error/);

  const second = await freshDatabase(older);
  const tables = ['app.customer', 'app.room', 'app.part', '"select".*'];
  const { preview } = await repository.restore(second.target, { tables });
  expect(preview.warnings).toContain(
    'the target is PostgreSQL 15 and the set is of 18: a definition that 15 does not know ends the restore',
  );
  const lines = await contentDifference(source, second);
  expect(
    lines.filter(
      (line) => line.startsWith('+') || /rows of (app\.(customer|room|att|part_def|part_eu_[12]):|"select")/.test(line),
    ),
  ).toEqual([]);
});

async function contentDifference(a: TestDatabase, b: TestDatabase): Promise<string[]> {
  return compareLines((await describeWhole(a)).filter(content), (await describeWhole(b)).filter(content));
}
