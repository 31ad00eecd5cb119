import fc from 'fast-check';
import { expect, type TestContext } from 'vitest';
import type { RunningServer } from '../../embedded/runningServer.ts';
import { compareLines } from '../oracle.ts';
import { freshDatabase } from '../servers.ts';
import { unlikeOriginals } from './besideEquals.ts';
import { describeWhole } from './describe.ts';
import { withFixture } from './everyObjectKindComesBack.ts';
import { hostileDatabase } from './hostileNames.ts';
import { TestRepository } from './testRepository.ts';

/** The fixture, restored beside itself: the originals stay as they are, and what is restored equals them but for names. */
export async function everyTableComesBeside(version: string, context: TestContext): Promise<void> {
  const source = await withFixture(version, context);
  await using repository = await TestRepository.open();
  await repository.backup(source);
  const before = await describeWhole(source);
  const { preview, proved } = await repository.restore(source.target, { conflict: 'rename' });
  const after = await describeWhole(source);
  expect(compareLines(before, after).filter((line) => line.startsWith('-'))).toEqual([]);

  const tables = preview.items.filter(({ kind, action }) => kind === 'TABLE' && action === 'rename');
  expect(proved).toBe(tables.filter(({ rows }) => rows !== undefined).length);
  expect(tables.length).toBeGreaterThan(30);
  const differences = unlikeOriginals(before, after, preview).filter((line) => !isExpected(line));
  expect(differences).toEqual([]);
}

/**
 * The tables of a rule's actions got aliases, by which its columns are named; default privileges of the target hold for what
 * is created there.
 */
function isExpected(line: string): boolean {
  return /^[+-] (pg_rewrite r2 on app\.parent|pg_class select\.Seq 'x') /.test(line);
}

/** Tables that are called whatever names can be are restored beside themselves. */
export function besideProperty(on: RunningServer) {
  return fc.asyncProperty(hostileDatabase, async (statements) => {
    await using source = await freshDatabase(on);
    for (const statement of statements) await source.query(statement).catch(() => {}); // names may meet
    await using repository = await TestRepository.open();
    await repository.backup(source);
    const before = await describeWhole(source);
    const { preview } = await repository.restore(source.target, { conflict: 'rename' });
    const after = await describeWhole(source);
    expect(compareLines(before, after).filter((line) => line.startsWith('-'))).toEqual([]);
    expect(unlikeOriginals(before, after, preview).filter((line) => !/^[+-] pg_rewrite /.test(line))).toEqual([]);
  });
}
