import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { clockDoubts, health } from '../../engine/keep/health.ts';
import { planHealth } from '../../engine/keep/planHealth.ts';
import { initRepository, openRepository, type Repository } from '../../engine/repository/repository.ts';
import { generateKey } from '../../engine/repository/unlocking.ts';
import { parsePlan } from '../../engine/spec/parsePlans.ts';
import { type TestSurroundings, testSurroundings } from '../repository/folderRepository.ts';
import { sampleSet } from '../repository/sampleManifest.ts';

const key = generateKey();
let folder: string;
let surroundings: TestSurroundings;
let repository: Repository;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pgstow-health-'));
  surroundings = testSurroundings('2026-11-20T00:00:00.000Z');
  repository = await initRepository(folder, { encryption: { key } }, surroundings);
});
afterEach(() => rm(folder, { recursive: true }));

const now = () => new Date('2026-11-22T21:30:00.000Z');

async function apply(id: string, more: object = {}): Promise<void> {
  await repository.plans.apply(parsePlan({ id, source: { host: 'h', database: 'd', user: 'u' }, ...more }));
}

/** A backup as it leaves its traces: its set is of one minute after its start, and committed an hour later. */
async function backUp(plan: string, day: string, letters = 'aaaaaa'): Promise<string> {
  surroundings.goTo(`2026-11-${day}T20:00:00.000Z`);
  const run = await repository.runs.start({ kind: 'backup', plan });
  const set = `202611${day}T210000Z-${letters}`;
  const { manifest, definitions, contents } = await sampleSet({
    plan,
    set,
    snapshotAt: `2026-11-${day}T20:01:00.000Z`,
  });
  await repository.sets.commit(manifest, definitions, contents);
  surroundings.goTo(`2026-11-${day}T21:00:01.000Z`);
  await run.finish({ set });
  return set;
}

async function verified(
  plan: string | undefined,
  at: string,
  more: { set?: string; error?: unknown } = {},
): Promise<string> {
  surroundings.goTo(at);
  const run = await repository.runs.start({ kind: 'verify', plan, set: more.set });
  await run.finish({ error: more.error });
  return run.id;
}

describe('the health of plans', () => {
  test('tells of each its newest set, its age, and when it was verified', async () => {
    await apply('fine', { maxAge: '26h', name: 'Fine' });
    await apply('late', { maxAge: '26h' });
    await apply('none');
    await apply('paused', { maxAge: '1h', paused: true });
    await backUp('fine', '20');
    const fine = await backUp('fine', '22', 'bbbbbb');
    const late = await backUp('late', '20', 'cccccc');
    const run = await verified('fine', '2026-11-22T21:10:00.000Z');
    const report = await health(repository, {}, { now });
    expect(report).toMatchObject({ lookedInside: true });
    expect(report.plans).toEqual([
      {
        plan: 'fine',
        name: 'Fine',
        health: 'fine',
        maxAge: '26h',
        newest: { set: fine, snapshotAt: '2026-11-22T20:01:00.000Z', age: 89 * 60 },
        verified: { run, at: '2026-11-22T21:10:00.000Z' },
      },
      {
        plan: 'late',
        name: 'late',
        health: 'late',
        maxAge: '26h',
        newest: { set: late, snapshotAt: '2026-11-20T20:01:00.000Z', age: 2 * 86_400 + 89 * 60 },
        reason: 'the newest set is 2 d 1 h old, and maxAge is 26h',
        remedy: 'look at pgstow runs late for what keeps it, or at the scheduler that should start pgstow backup late',
      },
      { plan: 'none', name: 'none', health: 'no set' },
      { plan: 'paused', name: 'paused', health: 'paused', maxAge: '1h' },
    ]);
    expect((await health(repository, { plan: 'Fine' }, { now })).plans.map(({ plan }) => plan)).toEqual(['fine']);
    await expect(health(repository, { plan: 'fin' }, { now })).rejects.toMatchObject({
      code: 'input',
      message: 'there is no plan "fin" in this repository',
    });
  });

  test('is told without the key from what can be seen, and says that nobody has looked inside', async () => {
    await apply('fine', { maxAge: '26h' });
    await apply('late', { maxAge: '26h' });
    const set = await backUp('fine', '22');
    await backUp('late', '20');
    const locked = await openRepository(folder);
    const report = await health(locked, {}, { now });
    expect(report.lookedInside).toBe(false);
    expect(report.plans).toMatchObject([
      { plan: 'fine', health: 'fine', newest: { set, snapshotAt: '2026-11-22T20:00:00.000Z', age: 90 * 60 } },
      { plan: 'late', health: 'late', reason: 'the newest set is 2 d 1 h old, and maxAge is 26h' },
    ]);
    const [plan] = await locked.plans.list();
    expect(await planHealth(locked, plan!, now())).toEqual({
      status: 'ready',
      lastSet: { set, snapshotAt: '2026-11-22T20:00:00.000Z' },
    });
  });

  test('is told without the key by the time in the id of a set that no run tells of', async () => {
    await apply('orders');
    const set = await backUp('orders', '22');
    await rm(join(folder, 'runs'), { recursive: true });
    const report = await health(await openRepository(folder), {}, { now });
    expect(report.plans[0]!.newest).toEqual({ set, snapshotAt: '2026-11-22T21:00:00.000Z', age: 30 * 60 });
  });

  test('counts sets that are whole, and names newer ones that are damaged', async () => {
    await apply('orders', { maxAge: '26h' });
    const whole = await backUp('orders', '19');
    for (const day of ['20', '21', '22']) {
      const set = await backUp('orders', day);
      await writeFile(join(folder, `sets/orders/${set}/manifest.json`), 'rubbish');
    }
    const { plans, warnings } = await health(repository, {}, { now });
    expect(plans[0]).toMatchObject({
      health: 'late',
      newest: { set: whole },
      reason: 'the newest set that is whole is 3 d 1 h old, and maxAge is 26h',
    });
    expect(warnings.filter((warning) => warning.includes('is damaged'))).toEqual([
      expect.stringMatching(/^set 20261122T210000Z-aaaaaa of orders, which is newer, is damaged: sets\/orders/),
      expect.stringContaining('set 20261121T'),
      expect.stringContaining('set 20261120T'),
    ]);
  });

  test('finds the one that is whole behind any number of damaged ones', async () => {
    await apply('orders', { maxAge: '26h' });
    const whole = await backUp('orders', '11');
    for (let day = 12; day <= 22; day++) {
      const set = await backUp('orders', String(day));
      await writeFile(join(folder, `sets/orders/${set}/manifest.json`), 'rubbish');
    }
    const { plans, warnings } = await health(repository, {}, { now });
    expect(plans[0]!.newest!.set).toBe(whole);
    expect(warnings.filter((warning) => warning.includes('is damaged'))).toHaveLength(11);
  });

  test('counts verifications of the plan, of everything and of the newest set, which found nothing', async () => {
    await apply('orders');
    const old = await backUp('orders', '20');
    const newest = await backUp('orders', '21');
    const last = async () => (await health(repository, {}, { now })).plans[0]!.verified?.run;
    expect(await last()).toBeUndefined();
    const first = await verified('orders', '2026-11-21T21:10:00.000Z');
    expect(await last()).toBe(first);
    await verified('orders', '2026-11-21T21:20:00.000Z', { set: old });
    await verified('orders', '2026-11-21T21:30:00.000Z', { error: new Error('damage') });
    expect(await last()).toBe(first);
    const all = await verified(undefined, '2026-11-21T21:40:00.000Z');
    expect(await last()).toBe(all);
    const one = await verified('orders', '2026-11-21T21:50:00.000Z', { set: newest });
    expect(await last()).toBe(one);
  });

  test('tells of the last drill, and of the last one that has passed, without the key and before many backups', async () => {
    await apply('orders', { drill: { assertions: [{ name: 'a', sql: 'SELECT true' }] } });
    surroundings.goTo('2026-11-01T00:00:00.000Z');
    const passed = await repository.runs.start({ kind: 'drill', plan: 'orders', set: 's' });
    await passed.finish({ set: 's', recoverySeconds: 1.5 });
    for (let hour = 0; hour < 60; hour++) {
      surroundings.goTo(new Date(Date.UTC(2026, 10, 2, hour)).toISOString());
      await (await repository.runs.start({ kind: 'backup', plan: 'orders' })).finish({ error: new Error('no') });
    }
    const locked = await openRepository(folder, { withoutKms: true, surroundings });
    const told = async () => (await health(locked, {}, { now })).plans[0]!.drill;
    const before = { passedAt: '2026-11-01T00:00:00.000Z', recoverySeconds: 1.5 };
    expect(await told()).toEqual({ run: passed.id, at: before.passedAt, outcome: 'passed', set: 's', ...before });
    const failed = await repository.runs.start({ kind: 'drill', plan: 'orders' });
    await failed.finish({ error: new Error('no') });
    expect(await told()).toMatchObject({ run: failed.id, outcome: 'failed', ...before });
  });

  test('finds a verification before many backups', async () => {
    await apply('orders');
    const run = await verified('orders', '2026-11-01T00:00:00.000Z');
    for (let hour = 0; hour < 60; hour++) {
      surroundings.goTo(new Date(Date.UTC(2026, 10, 2, hour)).toISOString());
      await (await repository.runs.start({ kind: 'backup', plan: 'orders' })).finish({ error: new Error('no') });
    }
    expect((await health(repository, {}, { now })).plans[0]!.verified!.run).toBe(run);
  });

  test('says of a plan that is late what its last backup failed with', async () => {
    await apply('orders', { maxAge: '26h' });
    surroundings.goTo('2026-11-22T20:00:00.000Z');
    const run = await repository.runs.start({ kind: 'backup', plan: 'orders' });
    await run.finish({ error: new Error('connection refused') });
    const reason = `it has no set since it was made 2 d 21 h ago, and maxAge is 26h; backup ${run.id}: connection refused`;
    expect((await health(repository, {}, { now })).plans[0]).toMatchObject({
      health: 'late',
      reason,
      remedy: 'run it again: pgstow backup orders',
    });
    const [plan] = await repository.plans.list();
    expect(await planHealth(repository, plan!, now())).toMatchObject({ status: 'late', reason, run: run.id });
  });

  test('does not begin anew for a plan without a set that is changed', async () => {
    await apply('orders', { maxAge: '26h' });
    surroundings.goTo('2026-11-22T20:00:00.000Z');
    await apply('orders', { maxAge: '27h' });
    expect((await health(repository, {}, { now })).plans[0]).toMatchObject({
      health: 'late',
      reason: 'it has no set since it was made 2 d 21 h ago, and maxAge is 27h',
    });
  });

  test('says when a set is dated in the future', async () => {
    await apply('orders');
    const set = await backUp('orders', '25');
    const { plans, warnings } = await health(repository, {}, { now });
    expect(plans[0]).toMatchObject({ health: 'fine', newest: { age: 0 } });
    expect(warnings).toContain(
      `set ${set} of orders is dated 2026-11-25T20:01:00.000Z, which is in the future: a clock was wrong, or ours is`,
    );
  });
});

describe("a clock that is not the store's", () => {
  test.each([
    [0, []],
    [60, []],
    [-60, []],
    [
      61,
      [
        "this machine's clock is 61 s ahead of the store's, and ages are told by it: let both follow a time server (NTP)",
      ],
    ],
    [
      -7200,
      [
        "this machine's clock is 7200 s behind the store's, and ages are told by it: let both follow a time server (NTP)",
      ],
    ],
  ])('by %d seconds', (seconds, doubts) => {
    expect(clockDoubts(1_000_000 + seconds * 1000, 1_000_000)).toEqual(doubts);
  });

  test('is said in the report', async () => {
    const wrong = () => new Date(Date.now() - 3_600_000);
    const [said] = (await health(repository, {}, { now: wrong })).warnings;
    expect(said).toMatch(/^this machine's clock is \d+ s behind /);
    // the two clocks are not looked at in the same moment
    expect(Math.abs(Number(/\d+/.exec(said!)) - 3600)).toBeLessThan(60);
    expect((await health(repository)).warnings).toEqual([]);
  });

  test.skipIf(process.getuid?.() === 0)(
    'cannot be known where the store cannot be written, which is said',
    async () => {
      await chmod(folder, 0o500);
      try {
        const { warnings } = await health(repository);
        expect(warnings).toEqual([
          expect.stringMatching(/^this machine's clock could not be compared with the store's: /),
        ]);
      } finally {
        await chmod(folder, 0o700);
      }
    },
  );
});
