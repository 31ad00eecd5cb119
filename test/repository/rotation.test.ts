import { describe, expect, test } from 'vitest';
import { generateKey } from '../../engine/repository/unlocking.ts';
import { parseKey } from '../../engine/seal/keyText.ts';
import type { Store } from '../../engine/store/store.ts';
import { changing, killedBefore } from '../copy/troubledStore.ts';
import { MemoryBucket } from '../store/memory.ts';
import { everythingOf, KeysScene, opensRaw, planWith, putBlob, textOf } from './keysScene.ts';

const set = { plan: 'orders', set: '20261122T213000Z-k3v9qa' };
const wasRotated = (slot: string) => ({
  code: 'input',
  message: expect.stringMatching(
    new RegExp(
      `^memory cannot be opened: the repository's keys were rotated 20\\S+ by \\S+@\\S+, and the key of slot ${slot} was removed then$`,
    ),
  ),
  hint: expect.stringMatching(/it opens with: key the second of 20/),
});

describe('a rotation', () => {
  test('keeps the removed key from opening anything that comes, with whatever it ever knew', async () => {
    const scene = await KeysScene.make();
    const before = await scene.first();
    const { id } = await putBlob(before, 'of before');
    await before.pins.add(set, 'before');
    await before.plans.apply(planWith('hunter2'));
    const known = [...(await everythingOf(before, scene.keys.first)).masters, parseKey(scene.keys.first)];
    const seen = await scene.objects();
    const closed = ['repository.json', `keys/${await scene.slotOf('second')}.json`];
    for (const [key, bytes] of seen) {
      expect(opensRaw(known, before.id, key, bytes), key).toBe(!closed.includes(key)); // the search finds what there is
    }
    const removed = await scene.slotOf('first');
    const { generation, slots, warnings } = await (await scene.second()).keySlots.rotate([removed]);
    expect({ warnings, generation: generation.generation, slots: slots.map(({ label }) => label) }).toEqual({
      warnings: [],
      generation: 2,
      slots: ['the second'],
    });
    const after = await scene.second();
    await putBlob(after, 'of after');
    await after.pins.add(set, 'after');
    await after.plans.apply(planWith('hunter3'));
    const fresh = [...(await scene.objects())].filter(([key]) => !seen.has(key));
    expect(fresh.map(([key]) => key.split('/')[0]).toSorted()).toEqual([
      'blobs',
      'keys',
      'keys',
      'keys',
      'plans',
      'sets',
    ]);
    for (const [key, bytes] of fresh) expect(opensRaw(known, before.id, key, bytes), key).toBe(false);
    await expect(scene.first()).rejects.toMatchObject(wasRotated(removed));
    expect(await textOf(after, id)).toBe('of before');
  });

  test('writes nothing anew, and equal contents keep their names', async () => {
    const scene = await KeysScene.make(new MemoryBucket());
    const before = await scene.first();
    const { id } = await putBlob(before, 'content');
    const stored = await scene.objects('blobs/');
    await before.keySlots.rotate();
    const after = await scene.second();
    expect(await putBlob(after, 'content')).toEqual({ id, outcome: 'present' });
    expect(await scene.objects('blobs/')).toEqual(stored);
    const other = await putBlob(after, 'other');
    expect(await putBlob(await scene.first(), 'other')).toEqual({ ...other, outcome: 'present' });
  });

  test('can be made again and again, and what any of them has sealed opens with each slot', async () => {
    const scene = await KeysScene.make();
    const ids: string[] = [];
    for (const each of ['one', 'two', 'three', 'four']) {
      const repository = await scene.first();
      ids.push((await putBlob(repository, each)).id);
      await repository.keySlots.rotate();
    }
    for (const repository of [await scene.first(), await scene.second()]) {
      expect(await Promise.all(ids.map((id) => textOf(repository, id)))).toEqual(['one', 'two', 'three', 'four']);
    }
    expect((await (await scene.first()).keySlots.generations()).map(({ generation }) => generation)).toEqual([
      1, 2, 3, 4, 5,
    ]);
  });

  test('takes along keys and passphrases that are not at hand, several of each', async () => {
    const scene = await KeysScene.make();
    const more = [{ key: generateKey() }, { passphrase: 'correct horse' }, { passphrase: 'battery staple' }];
    const repository = await scene.first();
    for (const each of more) await repository.keySlots.add(each);
    const { id } = await putBlob(repository, 'of before');
    const before = await repository.keySlots.list();
    await repository.keySlots.rotate();
    const after = await putBlob(repository, 'of after');
    const about = ({ slot, label, created }: (typeof before)[number]) => ({ slot, label, created });
    expect((await repository.keySlots.list()).map(about)).toEqual(before.map(about));
    for (const each of [{ key: scene.keys.second }, ...more]) {
      const opened = await scene.open(each);
      expect([await textOf(opened, id), await textOf(opened, after.id)]).toEqual(['of before', 'of after']);
    }
  });

  test('costs who opens the repository no request as long as there was none, and then one', async () => {
    const scene = await KeysScene.make();
    const asked = async () => {
      const log: string[] = [];
      await scene.first(recording(scene.store, log));
      return log.map((each) => each.replace(/[0-9a-f]{8}(\.[0-9a-f]{16})?\.json/, 'SLOT'));
    };
    const before = ['size repository.json', 'get repository.json', 'list keys/', 'get keys/SLOT', 'get keys/SLOT'];
    expect(await asked()).toEqual(before);
    await (await scene.first()).keySlots.rotate();
    expect(await asked()).toEqual([...before.slice(0, 3), 'get keys/generations/000002.json', ...before.slice(3)]);
  });
});

describe('two who rotate at once', () => {
  test('come to one of the two rotations, and the other one is told', async () => {
    for (let round = 0; round < 5; round++) {
      const scene = await KeysScene.make();
      const [a, b] = [(await scene.first()).keySlots, (await scene.second()).keySlots];
      const both = await Promise.allSettled([a.rotate([b.opened!]), b.rotate([a.opened!])]);
      expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
      const lost = both.find((each) => each.status === 'rejected')!;
      expect(lost.reason).toMatchObject({
        code: 'conflict',
        message: expect.stringMatching(
          /^the keys were rotated at the same moment by \S+ \(20\S+\): nothing of this one holds$/,
        ),
      });
      const winner = both[0].status === 'fulfilled' ? scene.first : scene.second;
      expect(await (await winner()).keySlots.list()).toHaveLength(1);
      expect([...(await scene.objects('keys/')).keys()]).toHaveLength(3);
    }
  });

  test('of whom one has slept before the last step does not undo what the other has done', async () => {
    const scene = await KeysScene.make();
    const asleep = Promise.withResolvers<void>();
    const sleeping = changing(scene.store, async (_, change) => {
      await asleep.promise;
      return change();
    });
    const late = (await scene.first(sleeping)).keySlots.rotate();
    await (await scene.second()).keySlots.rotate();
    await (await scene.second()).keySlots.rotate();
    asleep.resolve();
    await expect(late).rejects.toMatchObject({ code: 'conflict' });
    for (const each of [await scene.first(), await scene.second()]) expect(await each.keySlots.list()).toHaveLength(2);
    expect([...(await scene.objects('keys/')).keys()]).toHaveLength(6);
  });
});

describe('who dies in the middle of a rotation', () => {
  test('before any of its changes leaves a repository that opens, and can be rotated', async () => {
    for (let nth = 1; ; nth++) {
      const scene = await KeysScene.make();
      const { id } = await putBlob(await scene.first(), 'content');
      const removed = await scene.slotOf('first');
      const rotating = await scene.second(killedBefore(scene.store, nth));
      const ended = await rotating.keySlots.rotate([removed]).then(
        () => 'done',
        (thrown: Error) => thrown.message,
      );
      const after = await scene.second();
      expect(await textOf(after, id), `killed before change ${nth}`).toBe('content');
      const isInForce = (await after.keySlots.generations()).length === 2;
      const first = await scene.first().then(
        () => 'opens',
        (thrown: Error) => thrown.message,
      );
      expect(first).toMatch(isInForce ? /was removed then$/ : /^opens$/);
      await after.keySlots.rotate(isInForce ? [] : [removed]);
      expect([...(await scene.objects('keys/')).keys()].filter((key) => !key.includes('generations'))).toHaveLength(1);
      expect(await textOf(await scene.second(), id)).toBe('content');
      if (ended === 'done') return expect(nth).toBeGreaterThan(5);
      expect(ended).toBe('killed');
    }
  });

  test('is no more than a lost reply where the change was made', async () => {
    for (let nth = 1; nth <= 6; nth++) {
      const scene = await KeysScene.make();
      const removed = await scene.slotOf('first');
      const store = changing(scene.store, async (at, change) => {
        const answer = await change();
        if (at === nth) throw new Error('the reply is lost');
        return answer;
      });
      const ended = await (await scene.second(store)).keySlots.rotate([removed]).then(
        () => 'done',
        (thrown: Error) => thrown.message,
      );
      expect(ended).toMatch(nth === 2 ? /^done$/ : /^(done|the reply is lost)$/); // 2 is the record that decides
      const after = await scene.second();
      expect(await textOf(after, (await putBlob(after, 'content')).id)).toBe('content');
    }
  });
});

function recording(store: Store, log: string[]): Store {
  return new Proxy(store, {
    get: (target, name) => {
      const method = Reflect.get(target, name) as never;
      if (typeof method !== 'function') return method;
      return (...all: never[]) => {
        log.push(`${String(name)} ${all[0]}`);
        return (method as (...all: never[]) => unknown).apply(target, all);
      };
    },
  });
}
