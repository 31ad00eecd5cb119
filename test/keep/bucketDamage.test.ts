import { setTimeout as sleep } from 'node:timers/promises';
import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { backup, generateKey, restore, verify } from '../../engine/index.ts';
import { blobKey, contentsKey, manifestKey } from '../../engine/repository/keys.ts';
import { Bucket, plainClient, startTimeout } from '../gateway/bucket.ts';
import { bucketRepository } from '../roundtrip/bucketRepository.ts';
import { plan, wholeSet } from '../roundtrip/testRepository.ts';
import { freshDatabase, server } from '../servers.ts';

/** What somebody who can write to the bucket does behind our back is found and named, by verify and before or in a restore. */

test.for(['plain', 'encrypted'] as const)(
  'an object of a %s repository that is deleted, altered, swapped or rolled back in the bucket is found',
  { timeout: startTimeout + 120_000 },
  async (kind, context) => {
    const source = await freshDatabase(await server('18', context));
    await source.query(`
      CREATE TABLE one AS SELECT g AS id, md5(g::text) AS v FROM generate_series(1, 30000) g;
      CREATE TABLE two AS SELECT g AS id, md5((g * 7)::text) AS v FROM generate_series(1, 30000) g`);
    const bucket = await Bucket.fresh(context);
    const url = bucket.address();
    const repository = await bucketRepository(url, source, kind === 'plain' ? {} : { key: generateKey() });
    const { set: first } = await backup(repository, plan);
    await source.query("INSERT INTO one VALUES (0, 'more')");
    await sleep(1_001); // ids sort by the second
    const { set: second } = await backup(repository, plan);
    const items = await repository.sets.readContents(second);
    const blobOf = (table: string) => {
      const position = items.findIndex((item) => item.kind === 'table' && item.name === table);
      const range = items.find((item) => item.kind === 'range' && item.table === position);
      return blobKey(range?.kind === 'range' ? range.pieces[0]!.blob : '');
    };
    const [one, two] = [blobOf('one'), blobOf('two')];
    const objects = new Objects(plainClient(bucket.facts), bucket);

    const found = async () => (await verify(repository)).findings.map(({ kind, key }) => `${key} ${kind}`);
    const restored = async () => {
      await using target = await freshDatabase(source.server);
      const request = { ...wholeSet, set: second.set, target: target.target };
      const outcome = await restore(repository, request).catch((thrown) => thrown);
      const [{ tables }] = (await target.query(
        `SELECT count(*)::int AS tables FROM pg_tables WHERE schemaname = 'public'`,
      )) as [{ tables: number }];
      expect(tables, 'what was restored was removed again').toBe(0);
      return `${outcome.code}: ${outcome.message}`;
    };

    await objects.whileGone(one, async () => {
      expect(await found()).toEqual([`${one} missing`]);
      expect(await restored()).toBe(
        'damaged: a blob is missing or empty in the repository: what is in table public.one cannot be restored',
      );
    });
    const bytes = await objects.get(two);
    const altered = Buffer.from(bytes);
    altered[bytes.length >> 1]! ^= 1;
    await objects.whileReplaced(two, altered, async () => {
      expect(await found()).toEqual([`${two} altered`]);
      expect(await restored()).toMatch(/^damaged: "?public"?\."?two"?: blob [0-9a-f]{64}/);
    });
    const other = await objects.get(one);
    await objects.whileReplaced(two, other, () =>
      objects.whileReplaced(one, bytes, async () => {
        const swapped = kind === 'plain' ? 'swapped' : 'altered';
        expect((await found()).sort()).toEqual([`${one} ${swapped}`, `${two} ${swapped}`].sort());
        expect(await restored()).toMatch(/^damaged: "?public"?\."?(one|two)"?: blob [0-9a-f]{64}/);
      }),
    );
    for (const key of [manifestKey, contentsKey]) {
      await objects.whileReplaced(key(plan, second.set), await objects.get(key(plan, first.set)), async () => {
        expect(await found()).toEqual([
          expect.stringMatching(`^${key(plan, second.set)} (swapped|altered|truncated)$`),
        ]);
        expect(await restored()).toMatch(new RegExp(`^damaged: ${key(plan, second.set)} `));
      });
    }
    expect(await found()).toEqual([]);
  },
);

/** Somebody else's way to what is stored. */
class Objects {
  readonly #client: S3Client;
  readonly #bucket: Bucket;

  constructor(client: S3Client, bucket: Bucket) {
    this.#client = client;
    this.#bucket = bucket;
  }

  async get(key: string): Promise<Buffer> {
    const { Body } = await this.#client.send(new GetObjectCommand(this.#place(key)));
    return Buffer.from(await Body!.transformToByteArray());
  }

  async whileGone(key: string, run: () => Promise<void>): Promise<void> {
    const before = await this.get(key);
    await this.#client.send(new DeleteObjectCommand(this.#place(key)));
    await run();
    await this.#put(key, before);
  }

  async whileReplaced(key: string, bytes: Buffer, run: () => Promise<void>): Promise<void> {
    const before = await this.get(key);
    await this.#put(key, bytes);
    await run();
    await this.#put(key, before);
  }

  async #put(key: string, bytes: Buffer): Promise<void> {
    await this.#client.send(new PutObjectCommand({ ...this.#place(key), Body: bytes }));
  }

  #place(key: string): { Bucket: string; Key: string } {
    return { Bucket: this.#bucket.name, Key: `${this.#bucket.prefix}/${key}` };
  }
}
