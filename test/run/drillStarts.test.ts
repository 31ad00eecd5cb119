import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type TestContext, test } from 'vitest';
import { confirmDrill } from '../../engine/drill/confirmDrill.ts';
import { ProgressMeter } from '../../engine/events.ts';
import {
  backup,
  type ConnectionTarget,
  drill,
  dueNow,
  health,
  initRepository,
  openRepository,
} from '../../engine/index.ts';
import { acquire } from '../../engine/lease/acquire.ts';
import { drillLease } from '../../engine/lease/leaseRecord.ts';
import { declareDead } from '../../engine/lease/settle.ts';
import { planRevisionKey, runKey } from '../../engine/repository/keys.ts';
import type { Repository } from '../../engine/repository/repository.ts';
import { realSurroundings } from '../../engine/repository/surroundings.ts';
import { dueAndCredited } from '../../engine/run/lookAt.ts';
import { parsePlan } from '../../engine/spec/parsePlans.ts';
import { Receiver } from '../notify/receiver.ts';
import { freshDatabase, server, TestDatabase } from '../servers.ts';

const assertions = [{ name: 'there are orders', sql: 'SELECT count(*) = 3 FROM public.orders' }];

interface Stage {
  readonly machine: () => Promise<Repository>;
  readonly start: string;
  readonly to: ConnectionTarget;
  readonly receiver: Receiver;
  readonly env: Readonly<Record<string, string>>;
}

/** A plan with a set, whose drill was to start a minute ago. */
async function onStage(context: TestContext, act: (stage: Stage) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'pgstow-drills-'));
  await using receiver = await Receiver.start(200);
  try {
    const on = await server('18', context);
    const source = await freshDatabase(on);
    await source.query('CREATE TABLE orders AS SELECT generate_series(1, 3) AS id');
    await initRepository(folder, { encryption: 'none' });
    const real = realSurroundings();
    const start = new Date(Math.floor(Date.now() / 60_000) * 60_000 - 60_000).toISOString();
    const earlier = { ...real, now: () => new Date(Date.parse(start) - 60_000) };
    const { plans } = await openRepository(folder, { surroundings: earlier });
    const { host, port, database, user } = source.target;
    await plans.apply(
      parsePlan({
        id: 'orders',
        source: { host, port, database, user },
        drill: { schedule: { once: start }, assertions },
        notifications: [{ webhook: { env: 'HOOK' }, on: ['success', 'failure', 'skipped', 'missed'] }],
      }),
    );
    const env = { HOOK: `${receiver.url}/hook` };
    const machine = () => openRepository(folder);
    await act({ machine, start, to: new TestDatabase(on, 'postgres').target, receiver, env });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function standing(repository: Repository) {
  return (await dueNow(repository, { kinds: ['drill'] }))[0]!.now;
}

test('of two machines that begin the same drill one makes it, and tells of it', (context) =>
  onStage(context, async ({ machine, start, to, receiver, env }) => {
    await backup(await machine(), 'orders', { env });
    const both = await Promise.all([machine(), machine()]);
    const ended = await Promise.allSettled(both.map((on) => drill(on, { plan: 'orders', server: to }, { start, env })));
    expect(ended.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(ended.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'busy' } });
    const third = await machine();
    await expect(drill(third, { plan: 'orders', server: to }, { start, env })).rejects.toMatchObject({
      code: 'busy',
      message: expect.stringMatching(
        /^the start \S+ of the drills of plan orders is not due any more: run \S+ on .* has drilled set /,
      ),
    });
    expect(await standing(third)).toEqual({ state: 'idle' });
    expect(receiver.messages.filter(({ kind }) => kind === 'drill')).toMatchObject([
      {
        event: 'success',
        kind: 'drill',
        start,
        set: expect.any(String),
        tables: 1,
        rows: 3,
        recoverySeconds: expect.any(Number),
      },
    ]);
    const runs = await third.runs.list('orders', { only: 'drills' });
    expect(runs.map(({ state }) => state).sort()).toEqual(['skipped', 'skipped', 'succeeded']);
  }));

test('a drill of a plan without a set has failed, is accounted for and told, and one that is found wanting is not repeated', (context) =>
  onStage(context, async ({ machine, start, to, receiver, env }) => {
    const on = await machine();
    const message = 'plan orders has no set yet';
    await expect(drill(on, { plan: 'orders', server: to }, { start, env })).rejects.toMatchObject({
      code: 'input',
      message,
    });
    expect(await standing(on)).toMatchObject({ state: 'waiting', attempt: 2 });
    expect(receiver.messages).toMatchObject([{ event: 'failure', kind: 'drill', start, error: { message } }]);
    await expect(drill(on, { plan: 'orders', server: to })).rejects.toMatchObject({ message }); // called for: no drill
    expect(await on.runs.list('orders', { only: 'drills' })).toHaveLength(1);

    await backup(on, 'orders', { env });
    const [failed] = await on.runs.list('orders', { only: 'drills' });
    await on.store.delete(runKey({ plan: 'orders', kind: 'drill', run: failed!.run }));
    const other = [{ name: 'there are none', sql: 'SELECT count(*) = 0 FROM public.orders' }];
    const { document } = await on.plans.resolve('orders');
    await on.plans.apply({ ...document, drill: { ...document.drill, assertions: other } });
    await expect(drill(on, { plan: 'orders', server: to }, { start, env })).rejects.toMatchObject({
      code: 'verification',
    });
    expect(await standing(on)).toEqual({ state: 'idle' });
  }));

test('a drill that is killed when its report is stored has been made', (context) =>
  onStage(context, async ({ machine, start, to, env }) => {
    const on = await machine();
    await backup(on, 'orders', { env });
    const { run, report } = await drill(on, { plan: 'orders', server: to }, { start, env });
    const key = runKey({ plan: 'orders', kind: 'drill', run });
    const { finishedAt: _, recoverySeconds: __, ...record } = JSON.parse((await on.store.get(key)).toString());
    const updatedAt = new Date(Date.now() - 120_000).toISOString();
    await on.store.replace(key, Buffer.from(JSON.stringify({ ...record, state: 'running', updatedAt })));
    expect(await standing(await machine())).toMatchObject({ state: 'waiting', attempt: 2 }); // who only looks writes nothing
    const { plans } = await health(await machine());
    expect(plans[0]!.drill).toMatchObject({ run, outcome: 'passed', recoverySeconds: report.recoverySeconds });
    const [looked] = await dueAndCredited(await machine(), { kinds: ['drill'] });
    expect(looked!.now).toEqual({ state: 'idle' });
    expect(await (await machine()).runs.get(run)).toMatchObject({
      state: 'succeeded',
      recoverySeconds: report.recoverySeconds,
      warnings: [
        expect.stringMatching(
          /^the run was cut off before it could record that its report was made; .* has found the report$/,
        ),
      ],
    });
  }));

test('a drill that was declared dead while its machine slept stores no report beside that of who came after it', (context) =>
  onStage(context, async ({ machine, to, env }) => {
    const on = await machine();
    await backup(on, 'orders', { env });
    const { report } = await drill(on, { plan: 'orders', server: to }, { env });
    const asleep = { ...report, run: '20300101T000000Z-aaaaaa' };
    const { plan, set } = report;
    const claim = { lease: drillLease('orders'), run: asleep.run, reportsOn: { plan, set } };
    const meter = new ProgressMeter();
    const { record } = await acquire(on, claim, { meter, signal: new AbortController().signal });
    await declareDead(await machine(), record, '20300101T000100Z-bbbbbb');
    await expect(on.drills.add(asleep)).rejects.toMatchObject({
      code: 'lost',
      message: `run ${asleep.run} was declared dead before it had stored its report`,
    });
    expect((await on.drills.of(report)).map(({ run }) => run)).toEqual([report.run]);
  }));

test('a record that is damaged is no verdict upon the set: the drill is tried again', (context) =>
  onStage(context, async ({ machine, start }) => {
    const on = await machine();
    await on.store.create(planRevisionKey('orders', 2), Buffer.from('{'));
    const started = { plan: 'orders', start, run: '20300101T000000Z-aaaaaa', signal: new AbortController().signal };
    await expect(confirmDrill(on, started)).rejects.toMatchObject({
      code: 'store',
      message: expect.stringMatching(
        /^nobody can tell whether the drill is due: plans\/orders\/000002\.json is not JSON/,
      ),
    });
  }));
