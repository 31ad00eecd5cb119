import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PgstowError } from '../../engine/errors.ts';
import type { EngineEvent, Progress } from '../../engine/events.ts';
import { recordRun } from '../../engine/repository/recordRun.ts';
import type { RunRecord } from '../../engine/repository/runRecord.ts';
import { Runs } from '../../engine/repository/runs.ts';
import { MemoryStore } from '../store/memory.ts';
import { testSurroundings } from './folderRepository.ts';
import { sampleManifest } from './sampleManifest.ts';

const progress = (bytes: number): Progress => ({
  phase: 'data',
  tables: 3,
  tablesDone: 1,
  rows: 10,
  bytes,
  bytesTotal: 1000,
  storedBytes: 5,
});

describe('a run', () => {
  let store: MemoryStore;
  let runs: Runs;
  beforeEach(() => {
    vi.useFakeTimers({ now: new Date('2026-11-22T21:30:00.000Z') });
    store = new MemoryStore();
    runs = new Runs(store, { ...testSurroundings(), now: () => new Date() });
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  });
  const stored = async (run: string): Promise<RunRecord> =>
    JSON.parse(String(await store.get(`runs/orders/${run}.json`)));

  it('is recorded from its start to its end', async () => {
    const handle = await runs.start({ kind: 'backup', plan: 'orders', name: 'before the migration' });
    expect(handle.id).toBe('20261122T213000Z-22aaaa');
    const begun = {
      run: handle.id,
      plan: 'orders',
      kind: 'backup',
      name: 'before the migration',
      startedAt: '2026-11-22T21:30:00.000Z',
      host: 'runner',
      pid: 4711,
    };
    const started = { ...begun, state: 'running', updatedAt: '2026-11-22T21:30:00.000Z', warnings: [] };
    expect(await runs.get(handle.id)).toEqual(started);

    handle.update(progress(100));
    handle.warn('a lock was waited for');
    await vi.advanceTimersByTimeAsync(2000);
    expect(await runs.get(handle.id)).toEqual({
      ...started,
      updatedAt: '2026-11-22T21:30:02.000Z',
      progress: progress(100),
      warnings: ['a lock was waited for'],
    });

    handle.update(progress(1000));
    await vi.advanceTimersByTimeAsync(500);
    await handle.finish({ set: 'a-set' });
    expect(await runs.get(handle.id)).toEqual({
      ...begun,
      state: 'succeeded',
      updatedAt: '2026-11-22T21:30:02.500Z',
      finishedAt: '2026-11-22T21:30:02.500Z',
      progress: progress(1000),
      set: 'a-set',
      warnings: ['a lock was waited for'],
    });
  });

  it('rewrites its record no more often than every two seconds', async () => {
    const replace = vi.spyOn(store, 'replace');
    const handle = await runs.start({ kind: 'backup', plan: 'orders' });
    for (let n = 0; n < 100; n++) {
      handle.update(progress(n));
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(replace).toHaveBeenCalledTimes(5);
    expect((await stored(handle.id)).progress?.bytes).toBe(99);
  });

  it('is alive as long as it runs, also when there is nothing to tell', async () => {
    const handle = await runs.start({ kind: 'restore', plan: 'orders' });
    await vi.advanceTimersByTimeAsync(300_000);
    expect((await runs.get(handle.id)).state).toBe('running');
    await handle.finish();
    await vi.advanceTimersByTimeAsync(300_000);
    expect((await runs.get(handle.id)).state).toBe('succeeded');
  });

  it('that has not been heard of for a minute is lost to its readers, and running in the store', async () => {
    const handle = await runs.start({ kind: 'backup', plan: 'orders' });
    vi.setSystemTime('2026-11-22T21:31:00.000Z');
    expect((await runs.get(handle.id)).state).toBe('running');
    vi.setSystemTime('2026-11-22T21:31:00.001Z');
    expect((await runs.get(handle.id)).state).toBe('lost');
    expect((await stored(handle.id)).state).toBe('running');
  });

  it('is lost too where it is heard of from a time that is still to come', async () => {
    vi.setSystemTime('2029-01-01T00:00:00.000Z'); // its machine's clock is wrong, and it dies
    const handle = await runs.start({ kind: 'backup', plan: 'orders' });
    vi.setSystemTime('2028-12-31T23:00:00.000Z');
    expect((await runs.get(handle.id)).state).toBe('running');
    vi.setSystemTime('2026-11-22T21:30:00.000Z');
    expect((await runs.get(handle.id)).state).toBe('lost');
  });

  it('goes on when its progress cannot be written, and writes it when it can again', async () => {
    const handle = await runs.start({ kind: 'backup', plan: 'orders' });
    const replace = vi.spyOn(store, 'replace').mockRejectedValue(new PgstowError('store', 'the disk is full'));
    handle.update(progress(1));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(replace).toHaveBeenCalledTimes(5);
    replace.mockRestore();
    await vi.advanceTimersByTimeAsync(2000);
    expect((await stored(handle.id)).progress?.bytes).toBe(1);
  });

  it.each([
    [
      new PgstowError('lock', 'no lock', { hint: 'later' }),
      'failed',
      { code: 'lock', message: 'no lock', hint: 'later' },
    ],
    [new PgstowError('interrupted', 'stopped'), 'interrupted', { code: 'interrupted', message: 'stopped' }],
    [new TypeError('x is undefined'), 'failed', { code: 'internal', message: 'x is undefined' }],
  ])('records how it failed: %s', async (thrown, state, error) => {
    const handle = await runs.start({ kind: 'backup', plan: 'orders' });
    await handle.finish({ error: thrown });
    expect(await runs.get(handle.id)).toMatchObject({ state, error, finishedAt: '2026-11-22T21:30:00.000Z' });
  });

  it('may belong to no plan', async () => {
    const handle = await runs.start({ kind: 'verify' });
    expect(await store.size(`runs/_/${handle.id}.json`)).toBeGreaterThan(0);
    expect((await runs.get(handle.id)).plan).toBeUndefined();
  });

  it('that is not known is asked back', async () => {
    const handle = await runs.start({ kind: 'backup', plan: 'orders' });
    await expect(runs.get('20261122T213000Z-aaaaab')).rejects.toMatchObject({
      code: 'input',
      message: 'there is no run "20261122T213000Z-aaaaab" in this repository',
      hint: `did you mean ${handle.id}?`,
    });
  });

  it('is listed among the newest, of one plan or of all, and with those that are damaged', async () => {
    const ids: string[] = [];
    for (const plan of ['orders', 'shop', 'orders', undefined]) {
      ids.unshift((await runs.start({ kind: 'verify', plan })).id);
      vi.advanceTimersByTime(1000);
    }
    const listed = async (...args: Parameters<Runs['list']>) => (await runs.list(...args)).map(({ run }) => run);
    expect(await listed()).toEqual(ids);
    expect(await listed('orders')).toEqual([ids[1], ids[3]]);
    expect(await listed(undefined, { limit: 2 })).toEqual(ids.slice(0, 2));
    await store.replace(`runs/orders/${ids[1]}.json`, Buffer.from('{'));
    expect((await runs.list('orders')).map(({ state }) => state)).toEqual(['damaged', 'running']);
    await expect(runs.get(ids[1]!)).rejects.toMatchObject({ code: 'damaged' });
  });

  describe('around an operation', () => {
    it('records what it tells and how it ends', async () => {
      const events: EngineEvent[] = [];
      const about = { kind: 'backup', plan: 'orders', onEvent: (event: EngineEvent) => events.push(event) } as const;
      const { run } = await recordRun({ runs }, about, async (run, meter) => {
        meter.phase('data');
        meter.expect({ tables: 2, bytesTotal: 10 });
        meter.warn('watch out');
        meter.add({ tablesDone: 2, bytes: 10 });
        return { set: sampleManifest, run };
      });
      expect(events.map(({ kind }) => kind)).toEqual(['phase', 'warning', 'progress']);
      expect(await runs.get(run)).toMatchObject({
        state: 'succeeded',
        set: sampleManifest.set,
        progress: { phase: 'data', tables: 2, tablesDone: 2, bytes: 10 },
        warnings: ['watch out'],
      });
    });

    it('records why it failed, and fails with that', async () => {
      const failing = recordRun({ runs }, { kind: 'backup', plan: 'orders' }, async () => {
        throw new PgstowError('privilege', 'may not read');
      });
      await expect(failing).rejects.toThrow('may not read');
      expect((await runs.list())[0]).toMatchObject({
        state: 'failed',
        error: { code: 'privilege', message: 'may not read' },
      });
    });

    it('only warns when the outcome cannot be recorded', async () => {
      const events: EngineEvent[] = [];
      const result = await recordRun(
        { runs },
        { kind: 'backup', plan: 'orders', onEvent: (event) => events.push(event) },
        async (run) => {
          vi.spyOn(store, 'replace').mockRejectedValue(new PgstowError('store', 'the disk is full'));
          return { set: sampleManifest, run };
        },
      );
      expect(result.set).toBe(sampleManifest);
      expect(events).toEqual([
        { kind: 'warning', message: `the outcome of run ${result.run} could not be recorded: the disk is full` },
      ]);
    });
  });
});
