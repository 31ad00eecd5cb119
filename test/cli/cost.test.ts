import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { workedExample } from '../cost/workedExample.ts';
import { documents } from './documents.ts';
import { pgstow } from './pgstow.ts';

const manual = await readFile(new URL('../../docs/cost.md', import.meta.url), 'utf8');
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pgstow-cost-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('the example that the manual computes by hand costs what it says', async () => {
  const repository = join(folder, 'repository');
  await workedExample(repository);
  const prices = join(folder, 'prices.json');
  await writeFile(prices, block('json'));

  const options = ['--repository', repository, '--prices', prices];
  const [shown, told, refused] = await Promise.all([
    pgstow(['cost', 'orders', ...options]),
    pgstow(['cost', '--json', ...options]),
    pgstow(['cost', '--repository', repository, '--prices', join(folder, 'none.json')]),
  ]);
  expect(refused).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('/none.json cannot be read: there is no such file'),
  });
  expect(shown).toEqual({ status: 0, stdout: block('text'), stderr: '' });
  const byHand = [...manual.matchAll(/\*\*([\d.]+) EUR\*\*/g)].map(([, figure]) => Number(figure));
  const { repository: all, plans } = documents.cost.parse(JSON.parse(told.stdout));
  const [{ stored, growth, outlook, restore, making, copying }] = plans as [(typeof plans)[number]];
  if (outlook.state !== 'steady') throw new Error(outlook.state);
  expect(
    [stored.monthly, outlook.monthly, restore!.cost, making!.monthly].map((money) => Number(money!.toFixed(2))),
  ).toEqual(byHand);
  expect(byHand).toEqual([2.08, 3.2, 5, 0.23]);
  const { requests, listings } = making!;
  expect({ copying, requests, listings }).toEqual({ copying: [], requests: 150, listings: 1020 });
  expect({ growth, sets: outlook.sets, requests: restore!.requests, objects: stored.objects }).toEqual({
    growth: { newBytes: 2 * 2 ** 30, newObjects: 5, setsPerDay: 1 },
    sets: 31,
    requests: 103,
    objects: 113,
  });
  expect(all.objects).toBe(stored.objects + 2); // repository.json and the plan
});

/** The first block of the manual in a language, as it would be in a file. */
function block(language: string): string {
  const [, indent, lines] = new RegExp(`^( *)\`\`\`${language}\n(.*?)^ *\`\`\`$`, 'ms').exec(manual)!;
  return lines!.replace(new RegExp(`^${indent}`, 'gm'), '');
}
