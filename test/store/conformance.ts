import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, type TestContext } from 'vitest';
import { PgstowError } from '../../engine/errors.ts';
import type { Store, StoredObject } from '../../engine/store/store.ts';

export interface StoreUnderTest {
  readonly store: Store;
  /** Another way to the same objects, as another process would have. */
  readonly second: Store;
  readonly dispose: () => Promise<void>;
}

/** Some stores date to the second. */
const tolerance = 1_001;

/** What every store must do, whatever it is made of. `open` gives an empty one. */
export function storeConformance(name: string, open: (context: TestContext) => Promise<StoreUnderTest>): void {
  describe(`${name} keeps the contract of a store`, () => {
    let store: Store;
    let second: Store;
    let dispose: (() => Promise<void>) | undefined;
    beforeEach(async (context) => {
      ({ store, second, dispose } = await open(context));
    }, 180_000); // the first one may have to start a service
    afterEach(() => dispose?.());

    it('gives back what was created', async () => {
      expect(await store.create('a/b/c.json', text('hello'))).toBe(true);
      expect(String(await store.get('a/b/c.json'))).toBe('hello');
      expect(String(await second.get('a/b/c.json'))).toBe('hello');
      expect(await store.size('a/b/c.json')).toBe(5);
    });

    it('lets exactly one of fifty racing writers create an object', async () => {
      const bodies = Array.from({ length: 50 }, (_, writer) => text(`writer ${writer} `.repeat(2000)));
      const won = await Promise.all(bodies.map((body, n) => (n % 2 ? store : second).create('race', body)));
      expect(won.filter(Boolean)).toHaveLength(1);
      expect((await store.get('race')).equals(bodies[won.indexOf(true)]!)).toBe(true);
    });

    it('never overwrites when it creates', async () => {
      await store.create('once', text('first'));
      expect(await store.create('once', text('second'))).toBe(false);
      expect(await second.create('once', text('third'))).toBe(false);
      expect(String(await store.get('once'))).toBe('first');
    });

    it('creates again what was deleted', async () => {
      await store.create('again', text('first'));
      await store.delete('again');
      expect(await store.create('again', text('second'))).toBe(true);
      expect(String(await store.get('again'))).toBe('second');
    });

    it('replaces what is there, and what is not', async () => {
      await store.replace('r/state', text('one'));
      await store.replace('r/state', text('two, longer'));
      await store.replace('r/state', text('3'));
      expect(String(await store.get('r/state'))).toBe('3');
    });

    it('shows readers an old or a new object while it is replaced, never a mixture', async () => {
      const bodies = [Buffer.alloc(300_000, 'a'), Buffer.alloc(200_000, 'b')];
      await store.replace('state', bodies[0]!);
      let writing = true;
      const writer = (async () => {
        for (let n = 0; n < 30; n++) await store.replace('state', bodies[n % 2]!);
        writing = false;
      })();
      let reads = 0;
      while (writing) {
        const seen = await second.get('state');
        expect(bodies.some((body) => body.equals(seen))).toBe(true);
        reads++;
      }
      await writer;
      expect(reads).toBeGreaterThan(0);
    });

    it('writes a body of several pieces one after the other', async () => {
      const pieces = Array.from({ length: 9 }, (_, n) => randomBytes(n === 4 ? 0 : 1_000_003));
      await store.create('large', pieces);
      expect(await store.size('large')).toBe(8 * 1_000_003);
      expect((await store.get('large')).equals(Buffer.concat(pieces))).toBe(true);
    });

    it('does not look at the pieces of a body any more when it has answered', async () => {
      for (const pieces of [[randomBytes(1_000_003)], [randomBytes(1_000_003), randomBytes(5)]]) {
        const key = `given-back-${pieces.length}`;
        const body = Buffer.concat(pieces);
        await store.create(key, pieces);
        for (const { buffer } of pieces) (buffer as ArrayBuffer).transfer(0);
        expect((await store.get(key)).equals(body)).toBe(true);
      }
    });

    it('says of what can be read at once that it is in no archive, and so of what is not there', async () => {
      await store.create('plain', text('at hand'));
      expect(await store.look('plain')).toEqual({ size: 7 });
      expect(await store.look('absent')).toBeUndefined();
    });

    it('keeps an empty object', async () => {
      await store.create('empty', []);
      expect(await store.size('empty')).toBe(0);
      expect(await store.get('empty')).toHaveLength(0);
    });

    it('is not moved by later changes of a body that it was given or has given', async () => {
      const body = text('given');
      await store.create('own', body);
      body.fill(0);
      (await store.get('own')).fill(0);
      expect(String(await store.get('own'))).toBe('given');
    });

    it('reads a range of an object', async () => {
      await store.create('digits', text('0123456789'));
      expect(String(await store.get('digits', { offset: 3, length: 4 }))).toBe('3456');
      expect(String(await store.get('digits', { offset: 0, length: 10 }))).toBe('0123456789');
      expect(String(await store.get('digits', { offset: 9, length: 1 }))).toBe('9');
      expect(await store.get('digits', { offset: 10, length: 0 })).toHaveLength(0);
    });

    it('calls an object damaged that ends before the range that is asked for', async () => {
      await store.create('digits', text('0123456789'));
      for (const [offset, length] of [
        [8, 3],
        [10, 1],
        [11, 0],
        [0, 11],
      ] as const) {
        await expect(store.get('digits', { offset, length })).rejects.toMatchObject({
          code: 'damaged',
          message: `digits is too short: 10 bytes, at least ${offset + length} needed`,
        });
      }
    });

    it('calls an object damaged that is missing, and tells where', async () => {
      await store.create('there/is', text('another'));
      for (const key of ['absent', 'absent/too', 'there/absent', 'there']) {
        await expect(store.get(key)).rejects.toMatchObject({
          code: 'damaged',
          message: `${key} is missing in ${store.url}`,
          hint: expect.stringContaining('pgstow verify'),
        });
        await expect(store.get(key, { offset: 0, length: 1 })).rejects.toMatchObject({ code: 'damaged' });
        expect(await store.size(key)).toBeUndefined();
      }
    });

    it('lists in order of key, by any prefix of it', async () => {
      const keys = ['a-1', 'a.b', 'a/b', 'a/b.c/d', 'a/c', 'a0', 'ab/c', 'b/a/c', 'b/ab'];

      for (const key of keys.toReversed()) await store.create(key, text(key));
      expect(await listed(store, '')).toEqual(keys);
      expect(await listed(store, 'a')).toEqual(keys.slice(0, 7));
      expect(await listed(store, 'a/')).toEqual(['a/b', 'a/b.c/d', 'a/c']);
      expect(await listed(store, 'a/b')).toEqual(['a/b', 'a/b.c/d']);
      expect(await listed(store, 'b/a')).toEqual(['b/a/c', 'b/ab']);
      expect(await listed(store, 'b/a/c')).toEqual(['b/a/c']);
      expect(await listed(store, 'c')).toEqual([]);
      expect(await listed(store, 'c/d/e')).toEqual([]);
      expect(await listed(store, 'a.b/c')).toEqual([]);
    });

    it('lists sizes and when objects were written', async () => {
      const before = await store.clock();
      await store.create('s/one', text('1'));
      await store.create('s/three', text('333'));
      const after = await second.clock();
      const found = await all(store.list('s/'));
      expect(found.map(({ key, size }) => ({ key, size }))).toEqual([
        { key: 's/one', size: 1 },
        { key: 's/three', size: 3 },
      ]);
      for (const { modified } of found) {
        expect(modified.getTime()).toBeGreaterThan(before.getTime() - tolerance);
        expect(modified.getTime()).toBeLessThan(after.getTime() + tolerance);
      }
    });

    it('dates what is replaced anew', async () => {
      await store.replace('dated', text('old'));
      const [old] = await all(store.list('dated'));
      await setTimeout(1_100); // some stores date to the second
      await store.replace('dated', text('new'));
      const [young] = await all(store.list('dated'));
      expect(young!.modified.getTime()).toBeGreaterThan(old!.modified.getTime());
    });

    it('tells the time, and leaves nothing behind by it', async () => {
      const before = await store.clock();
      await setTimeout(1_100);
      const passed = (await second.clock()).getTime() - before.getTime();
      expect(passed).toBeGreaterThan(0);
      expect(passed).toBeLessThan(30_000);
      expect(await listed(store, '')).toEqual([]);
    });

    it('lists nothing when it is empty', async () => {
      expect(await listed(store, '')).toEqual([]);
    });

    it('goes on listing while objects are deleted', async () => {
      for (let n = 0; n < 30; n++) await store.create(`d/${n % 3}/${n + 100}`, text('x'));
      const seen: string[] = [];
      for await (const { key } of store.list('d/')) {
        seen.push(key);
        await store.delete(key);
      }
      expect(seen).toHaveLength(30);
      expect(await listed(store, 'd/')).toEqual([]);
    });

    it('deletes, also what is not there', async () => {
      await store.create('x/y', text('z'));
      await store.delete('x/y');
      await store.delete('x/y');
      await store.delete('never/was');
      expect(await store.size('x/y')).toBeUndefined();
    });

    it.each([
      '',
      '/a',
      'a/',
      'a//b',
      '.',
      '..',
      'a/../b',
      './a',
      'a/.hidden',
      'a\\b',
      'a b',
      'ä',
      'a\0',
      'a'.repeat(1025),
    ])('refuses the key %j', async (key) => {
      const refused = { code: 'input', message: `${JSON.stringify(key)} is not the key of a stored object` };
      await expect(store.create(key, text('x'))).rejects.toMatchObject(refused);
      await expect(store.replace(key, text('x'))).rejects.toMatchObject(refused);
      await expect(store.get(key)).rejects.toMatchObject(refused);
      await expect(store.size(key)).rejects.toMatchObject(refused);
      await expect(store.delete(key)).rejects.toMatchObject(refused);
    });

    it.each(['/', '../', 'a/../', 'a//', '.'])('refuses to list by the prefix %j', async (prefix) => {
      await expect(listed(store, prefix)).rejects.toMatchObject({ code: 'input' });
    });

    it('does nothing once the signal has fired', async () => {
      const signal = AbortSignal.abort(new PgstowError('interrupted', 'stopped by the test'));
      const stopped = { code: 'interrupted', message: 'stopped by the test' };
      await store.create('kept', text('kept'));
      await expect(store.create('new', text('x'), { signal })).rejects.toMatchObject(stopped);
      await expect(store.replace('kept', text('x'), { signal })).rejects.toMatchObject(stopped);
      await expect(store.get('kept', undefined, { signal })).rejects.toMatchObject(stopped);
      await expect(store.delete('kept', { signal })).rejects.toMatchObject(stopped);
      await expect(all(store.list('', { signal }))).rejects.toMatchObject(stopped);
      await expect(store.clock(signal)).rejects.toMatchObject(stopped);
      expect(await listed(store, '')).toEqual(['kept']);
      expect(String(await store.get('kept'))).toBe('kept');
    });
  });
}

function text(words: string): Buffer {
  return Buffer.from(words);
}

async function listed(store: Store, prefix: string): Promise<string[]> {
  return (await all(store.list(prefix))).map(({ key }) => key);
}

async function all(objects: AsyncIterable<StoredObject>): Promise<StoredObject[]> {
  const found: StoredObject[] = [];
  for await (const object of objects) found.push(object);
  return found;
}
