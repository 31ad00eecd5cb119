import { join } from 'node:path';
import { expect } from 'vitest';
import { freshDatabase, type TestDatabase } from '../servers.ts';
import type { Work } from './engineJob.ts';
import { runEngine } from './engineProcess.ts';
import { planOf, restoreRequest, withRepositoryFolder } from './scene.ts';

const connections = 4;
/** What an engine's process may have resident at most, whatever the data. */
const megabytes = 256;

export interface Peaks {
  readonly backup: number;
  readonly verify: number;
  readonly restore: number;
  readonly export: number;
}

/** Backs a database up, verifies, restores (over four connections) and exports it, each in a process of its own that stays small. */
export async function expectBoundedMemory(source: TestDatabase): Promise<Peaks> {
  return await withRepositoryFolder(async ({ repository, folder }) => {
    await repository.plans.apply(planOf('large', source.target, { concurrency: connections }));
    await using target = await freshDatabase(source.server);
    const peakOf = async (work: Work) => {
      const ending = await runEngine({ repository: folder, work });
      expect(ending, ending.stderr).toMatchObject({ status: 0, failed: undefined });
      return Math.round(ending.done!.peakMegabytes);
    };
    const peaks = {
      backup: await peakOf({ kind: 'backup', plan: 'large' }),
      verify: await peakOf({ kind: 'verify' }),
      restore: await peakOf({
        kind: 'restore',
        request: restoreRequest('large', target.target, { jobs: connections }),
      }),
      export: await peakOf({
        kind: 'export',
        request: { plan: 'large', format: 'directory', folder: join(folder, 'out') },
      }),
    };
    for (const peak of Object.values(peaks)) expect(peak, JSON.stringify(peaks)).toBeLessThan(megabytes);
    return peaks;
  });
}

/** Rows of random text, which does not shrink: `count` tables with one row of so many megabytes each. */
export async function makeHugeRows(database: TestDatabase, count: number, rowMegabytes: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    await database.query(`
      CREATE TABLE huge_${i} (id int, text text);
      ALTER TABLE huge_${i} ALTER text SET STORAGE EXTERNAL;
      INSERT INTO huge_${i} SELECT ${i}, string_agg(md5(random()::text), '') FROM generate_series(1, ${rowMegabytes} * 32768)`);
  }
}

/** Ordinary rows that make about so many megabytes of COPY text. */
export async function makeOrdinaryRows(database: TestDatabase, textMegabytes: number): Promise<void> {
  await database.query(`
    CREATE TABLE ordinary (id int PRIMARY KEY, at timestamptz, amount numeric, text text, document jsonb);
    INSERT INTO ordinary
      SELECT g, '2026-01-01'::timestamptz + g * interval '1 s', random() * 1000, md5(g::text) || md5((g + 1)::text),
             jsonb_build_object('number', g, 'name', md5((g % 1000)::text))
        FROM generate_series(1, ${textMegabytes} * 5500) g;
    CREATE INDEX ON ordinary (text)`);
}

/** Rows of 8 KB that the server keeps compressed: so many megabytes of COPY text, made and read in a fraction of the time. */
export async function makeWideRows(database: TestDatabase, textMegabytes: number): Promise<void> {
  await database.query(`
    CREATE TABLE wide (id int, text text);
    INSERT INTO wide SELECT g, repeat(md5(g::text), 256) FROM generate_series(1, ${textMegabytes} * 128) g`);
}
