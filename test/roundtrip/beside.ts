import fc from 'fast-check';
import { expect, type TestContext } from 'vitest';
import type { RunningServer } from '../../embedded/runningServer.ts';
import { compareLines } from '../oracle.ts';
import { freshDatabase } from '../servers.ts';
import { describeWhole } from './describe.ts';
import { withFixture } from './everyObjectKindComesBack.ts';
import { hostileDatabase } from './hostileNames.ts';
import { takePlaces } from './takePlaces.ts';
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
  expect(preview.warnings.filter((line) => /another definition|belongs to/.test(line))).toEqual([]); // all else is what it was
  const differences = await takePlaces(source, before, preview);
  expect(differences.filter((line) => !isExpected(line))).toEqual([]);
}

/** What differs for a reason of its own once the originals are gone. */
function isExpected(line: string): boolean {
  return expected.some((pattern) => pattern.test(line.slice(2)));
}

const expected = [
  /^(pg_rewrite r2 on app\.parent |pg_dump: Name: parent r2;)/, // the tables of its actions have aliases, by which their columns are named
  /^rows of app\.every_type:/, // values of regclass show a number when their table is gone
];

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
    const differences = await takePlaces(source, before, preview);
    const isRuleOfBefore = (line: string) =>
      /; Type: RULE;/.test(line) && before.includes(withoutAliases(line.slice(2)));
    expect(differences.filter((line) => !/^[+-] pg_rewrite /.test(line) && !isRuleOfBefore(line))).toEqual([]);
  });
}

/** Tables that a rule names have aliases, their own names, by which their columns are named. */
function withoutAliases(rule: string): string {
  return rule.replace(/\.("(?:[^"]|"")+"|[\w$]+) \1(?=\s)/g, '.$1');
}
