import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ShardRecords, type SharedSet } from '../../engine/repository/shardRecords.ts';
import type { BatchResult } from '../../engine/repository/sharedWork.ts';
import { divideIntoBatches } from '../../engine/shard/batches.ts';
import { Claims } from '../../engine/shard/claims.ts';
import { testSurroundings } from '../repository/folderRepository.ts';
import { MemoryStore } from '../store/memory.ts';

const { signal } = new AbortController();
const start = Date.parse('2026-11-25T21:30:00Z');

/** A round of so many batches, and machines that claim them. */
class Table {
  now = start;
  readonly store = new MemoryStore(() => new Date(this.now));
  readonly set: SharedSet = new ShardRecords(this.store).of('night', { plan: 'p', set: 's' });
  readonly batches: number;

  constructor(batches: number) {
    this.batches = batches;
  }

  machine(index: number, member = `member-${index}`): Claims {
    const surroundings = testSurroundings('1999-01-01T00:00:00Z'); // its own clock is wrong
    const of = { set: this.set, round: 1, batches: this.batches, member, shard: { index, total: 3 } };
    return new Claims({ store: this.store, surroundings }, of);
  }

  async show(member: string, ended?: string): Promise<void> {
    const holder = { user: 'anna', host: 'runner', pid: 4711 };
    await this.set.writeMember(member, { shard: '1/3', holder, ...(ended && { ended }) });
  }
}

test('each batch is claimed by one machine, whatever the order in which they ask', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(20), fc.array(fc.nat(3), { maxLength: 60 }), async (batches, order) => {
      const table = new Table(batches);
      const machines = [table.machine(1), table.machine(2), table.machine(3), table.machine(3, 'twin')];
      const asked = await Promise.all(order.map((who) => machines[who]!.next(signal)));
      const claimed = asked.filter((batch) => batch !== undefined);
      expect(new Set(claimed).size).toBe(claimed.length);
      const rest: number[] = [];
      for (let batch = await machines[0]!.next(signal); batch !== undefined; batch = await machines[0]!.next(signal))
        rest.push(batch);
      expect([...claimed, ...rest].sort((a, b) => a - b)).toEqual(Array.from({ length: batches }, (_, at) => at));
    }),
    { numRuns: 50 },
  );
});

test('what a machine has claimed that has ended is taken over, by one of the others', async () => {
  const table = new Table(1);
  await table.show('member-1');
  expect(await table.machine(1).next(signal)).toBe(0);
  const others = [table.machine(2), table.machine(3)];
  const takeOver = async () => Promise.all(others.map(async (each) => each.takeOver(await table.set.look(), signal)));
  expect(await takeOver()).toEqual([undefined, undefined]);
  await table.show('member-1', '2026-11-25T21:31:00Z');
  expect((await takeOver()).filter((batch) => batch === 0)).toHaveLength(1);
});

test('what has a result is not taken over', async () => {
  const table = new Table(1);
  await table.machine(1).next(signal); // who has claimed without having shown itself is dead
  const other = table.machine(2);
  await table.set.addResult(1, 0, { shard: '1/3', host: 'runner', contents: [], blobs: {} });
  expect(await other.takeOver(await table.set.look(), signal)).toBeUndefined();
});

test('whoever did not hear that it has a claim finds it, and nobody else takes it', async () => {
  const table = new Table(1);
  await table.show('member-1');
  await table.set.claim(1, 0, 1, { member: 'member-1', shard: '1/3' }); // the reply was lost
  const machine = table.machine(1);
  expect(await table.machine(2).takeOver(await table.set.look(), signal)).toBeUndefined();
  expect(await machine.next(signal)).toBeUndefined();
  expect(await machine.takeOver(await table.set.look(), signal)).toBe(0);
  expect(await machine.takeOver(await table.set.look(), signal)).toBeUndefined(); // once
});

test('a claim that cannot be read is nobody’s', async () => {
  const table = new Table(1);
  await table.show('member-1');
  await table.machine(1).next(signal);
  const [claim] = [...(await table.set.look('1/claims/')).values()];
  await table.store.replace(claim!.key, Buffer.from('{"mem'));
  expect(await table.machine(2).takeOver(await table.set.look(), signal)).toBe(0);
});

test('a machine that the store has not heard of for a minute is dead, by the clock of the store alone', async () => {
  const table = new Table(1);
  await table.show('member-1');
  await table.machine(1).next(signal);
  const machine = table.machine(2);
  const seen = performance.now();
  const real = performance.now;
  try {
    expect(await machine.takeOver(await table.set.look(), signal)).toBeUndefined();
    performance.now = () => seen + 45_000;
    table.now = start + 45_000;
    expect(await machine.takeOver(await table.set.look(), signal)).toBeUndefined();
    performance.now = () => seen + 61_000;
    table.now = start + 61_000;
    expect(await machine.takeOver(await table.set.look(), signal)).toBe(0);
  } finally {
    performance.now = real;
  }
});

test('the first result of a batch counts, and one that was altered is found', async () => {
  const { set, store } = new Table(1);
  const result = (shard: string): BatchResult => ({ shard, host: 'runner', contents: [null], blobs: {} });
  await set.addResult(1, 0, result('1/3'));
  await set.addResult(1, 0, result('2/3'));
  expect(await set.readResult(1, 0)).toEqual(result('1/3'));
  const [object] = [...(await set.look('1/results/')).values()];
  const bytes = await store.get(object!.key);
  bytes[90]! ^= 1;
  await store.replace(object!.key, bytes);
  await expect(set.readResult(1, 0)).rejects.toMatchObject({ code: 'damaged' });
});

test('batches hold all units in their order, become smaller, and are not many', () => {
  const unit = fc.record({ bytes: fc.nat(40_000_000) });
  fc.assert(
    fc.property(fc.array(unit, { maxLength: 300 }), fc.integer({ min: 1, max: 64 }), (units, machines) => {
      const sorted = units.toSorted((a, b) => b.bytes - a.bytes);
      expect(divideIntoBatches(sorted, machines).flat()).toEqual(sorted);
    }),
  );
  const terabyte = Array.from({ length: 32_768 }, () => ({ bytes: 32 * 1024 * 1024 }));
  const batches = divideIntoBatches(terabyte, 8);
  expect(batches.length).toBeLessThan(8 * 64);
  expect(batches[0]!.length).toBeGreaterThan(100);
  expect(batches.at(-1)!.length).toBe(1);
  const millions = divideIntoBatches(
    Array.from({ length: 1_000_000 }, () => ({ bytes: 0 })),
    8,
  );
  expect(millions.length).toBeLessThan(8 * 80);
});
