import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { missingPrograms, Rgw } from '../../../embedded/gateway/rgw.ts';
import {
  backup,
  copy,
  type EngineEvent,
  generateKey,
  initRepository,
  openRepository,
  prune,
  restore,
  verify,
} from '../../../engine/index.ts';
import { allow, plainClient, strangerOf, useCredentials } from '../../gateway/bucket.ts';
import { FaultyProxy } from '../../gateway/faultyProxy.ts';
import { bucketRepository } from '../../roundtrip/bucketRepository.ts';
import { difference } from '../../roundtrip/describe.ts';
import { plan, wholeSet } from '../../roundtrip/testRepository.ts';
import { freshDatabase, server } from '../../servers.ts';

/** Two services; the second one is another account's, behind a line that breaks. */
test('a copy at another service that was cut off is caught up, and restores when the first service is gone', async (context) => {
  const reason = missingPrograms();
  if (reason) context.skip(reason);
  const source = await freshDatabase(await server('18', context));
  await source.query(`
    CREATE TABLE orders AS SELECT g AS id, md5(g::text) || md5((g * 7)::text) AS note FROM generate_series(1, 900000) g;
    CREATE TABLE customers AS SELECT g AS id, md5(g::text) AS name FROM generate_series(1, 5000) g`);
  await using first = await Rgw.start();
  await using second = await Rgw.start();
  await using line = await FaultyProxy.to(second.endpoint);
  expect(first.endpoint).not.toBe(second.endpoint);
  for (const gateway of [first, second]) await plainClient(gateway).send(new CreateBucketCommand({ Bucket: 'kept' }));
  const rights = ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:ListBucket'];
  await allow(second, 'kept', rights); // to a stranger, whose key the first service does not know as this bucket's
  const keys = { main: generateKey(), copy: generateKey() };
  const stranger = strangerOf(second);
  useCredentials(stranger);
  const url = `s3://kept/copy?endpoint=${line.endpoint}`;
  await initRepository(url, { encryption: { key: keys.copy }, region: 'elsewhere' });
  useCredentials(first);
  const main = await bucketRepository(`s3://kept/main?endpoint=${first.endpoint}`, source, {
    key: keys.main,
    copies: [
      {
        repository: url,
        key: { env: 'COPY_KEY' },
        credentials: { accessKeyId: { env: 'COPY_ID' }, secretAccessKey: { env: 'COPY_SECRET' } },
      },
    ],
  });
  const env = {
    PGSTOW_ALLOW_COPIES: url,
    COPY_KEY: keys.copy,
    COPY_ID: stranger.accessKeyId,
    COPY_SECRET: stranger.secretAccessKey,
  };

  // the line is cut when a blob or two have come through, and stays so for longer than requests are tried
  const cut = new Cut(line);
  const failure = await backup(main, plan, { env, onEvent: cut.watch }).catch((thrown) => thrown);
  const waited = performance.now() - cut.at;
  expect(failure).toMatchObject({
    code: 'copy',
    message: expect.stringMatching(/^set \S+ of plan roundtrip was made, and its copy failed/),
  });
  expect(waited).toBeLessThan(270_000); // one patience of three minutes, whatever has to be written afterwards
  const [made] = await main.sets.list(plan);
  expect(await verify(main)).toMatchObject({ intact: true });
  await line.mend();
  useCredentials(stranger);
  const between = await openRepository(url, { key: keys.copy });
  expect(await between.sets.list()).toEqual([]);
  const stored = (await blobsIn(between)).length;
  expect(stored).toBeGreaterThan(0);

  useCredentials(first);
  const caughtUp = await copy(main, { plan }, { env });
  expect(caughtUp.copies).toMatchObject([{ state: 'complete', sets: [made!.set], missing: [] }]);
  await source.query(`UPDATE orders SET note = 'changed' WHERE id <= 1000`);
  const { set, copies } = await backup(main, plan, { env });
  expect(copies).toMatchObject([{ state: 'complete', sets: [set.set] }]);
  const all = (await blobsIn(between)).length;
  expect(caughtUp.copies[0]!.blobs + copies![0]!.blobs + stored).toBe(all); // nothing has travelled twice

  await first.stop();
  useCredentials(stranger);
  const alone = await openRepository(url, { key: keys.copy });
  expect((await alone.sets.list(plan)).map((each) => each.set)).toEqual([set.set, made!.set]);
  expect(await verify(alone)).toMatchObject({ intact: true, findings: [] });
  const target = await freshDatabase(source.server);
  await restore(alone, { ...wholeSet, target: target.target });
  expect(await difference(source, target)).toEqual([]);
  await prune(alone);
  expect(await verify(alone)).toMatchObject({ intact: true });
}, 900_000);

async function blobsIn({ blobs }: Awaited<ReturnType<typeof openRepository>>): Promise<string[]> {
  const names: string[] = [];
  for await (const { name } of blobs.list()) names.push(name);
  return names;
}

/** Breaks a line once copying has come so far that something is there. */
class Cut {
  readonly #line: FaultyProxy;
  at = 0;
  #copying = false;
  #isCut = false;

  constructor(line: FaultyProxy) {
    this.#line = line;
  }

  readonly watch = (event: EngineEvent): void => {
    if (event.kind === 'phase') this.#copying = event.phase === 'copy';
    if (this.#isCut || !this.#copying || event.kind !== 'progress' || event.progress.bytes === 0) return;
    this.#isCut = true;
    this.at = performance.now();
    this.#line.break({ kind: 'cut request', after: 0 }, { times: 1_000_000 });
  };
}
