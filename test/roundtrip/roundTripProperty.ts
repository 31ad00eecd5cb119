import fc from 'fast-check';
import { expect } from 'vitest';
import type { RunningServer } from '../../embedded/runningServer.ts';
import { freshDatabase, TestDatabase } from '../servers.ts';
import { difference } from './describe.ts';
import { type RandomDatabase, randomDatabase } from './randomDatabase.ts';
import { TestRepository } from './testRepository.ts';

/** Any database comes back from its set as it was. */
export function roundTripProperty(servers: readonly RunningServer[]) {
  return fc.asyncProperty(randomDatabase, fc.constantFrom(...servers), roundTrip);
}

async function roundTrip({ encoding, statements }: RandomDatabase, on: RunningServer): Promise<void> {
  await using source = await freshDatabase(on, { encoding });
  await using target = new TestDatabase(on, `${source.name}_back`);
  await using repository = await TestRepository.open();
  for (const statement of statements) await make(source, statement);
  await repository.backup(source);
  await repository.restore(target.target, { createDatabase: true });
  expect(await difference(source, target)).toEqual([]);
}

async function make(database: TestDatabase, statement: string): Promise<void> {
  await database.query(statement).catch((cause: Error) => {
    throw new Error(`the test's own statement fails: ${cause.message}: ${statement.slice(0, 2000)}`, { cause });
  });
}
