import { setTimeout as sleep } from 'node:timers/promises';
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { missingPrograms, Rgw } from '../../../embedded/gateway/rgw.ts';
import { backup, type EngineEvent, generateKey, restore, verify } from '../../../engine/index.ts';
import { plainClient, useCredentials } from '../../gateway/bucket.ts';
import { bucketRepository } from '../../roundtrip/bucketRepository.ts';
import { difference } from '../../roundtrip/describe.ts';
import { plan, wholeSet } from '../../roundtrip/testRepository.ts';
import { freshDatabase, server } from '../../servers.ts';

/** A gateway of its own: the shared one is in use. */
test('a gateway that crashes in the middle of a backup, and again in a restore, costs time and nothing else', async (context) => {
  const reason = missingPrograms();
  if (reason) context.skip(reason);
  const source = await freshDatabase(await server('18', context));
  await source.query(`
    CREATE TABLE orders AS SELECT g AS id, md5(g::text) || md5((g * 7)::text) AS note FROM generate_series(1, 800000) g;
    CREATE TABLE customers AS SELECT g AS id, md5(g::text) AS name FROM generate_series(1, 5000) g`);
  await using gateway = await Rgw.start();
  useCredentials(gateway);
  await plainClient(gateway).send(new CreateBucketCommand({ Bucket: 'crashed' }));
  const url = `s3://crashed/p?endpoint=${gateway.endpoint}`;
  const repository = await bucketRepository(url, source, { key: generateKey() });

  const backupCrash = new Crash(gateway, ({ storedBytes }) => storedBytes > 0);
  const { set } = await backup(repository, plan, { onEvent: backupCrash.watch });
  await backupCrash.over;
  expect(set.totals.rows).toBe(805_000);
  expect(await verify(repository)).toMatchObject({ intact: true, findings: [] });

  const target = await freshDatabase(source.server);
  const restoreCrash = new Crash(gateway, ({ bytes }) => bytes > 1e6);
  await restore(repository, { ...wholeSet, target: target.target }, { onEvent: restoreCrash.watch });
  await restoreCrash.over;
  expect(await difference(source, target)).toEqual([]);
}, 300_000);

type Progress = Extract<EngineEvent, { kind: 'progress' }>['progress'];

/** Kills the gateway once, in the middle of an operation, and starts it again two seconds later. */
class Crash {
  readonly #gateway: Rgw;
  readonly #when: (progress: Progress) => boolean;
  readonly #over = Promise.withResolvers<void>();
  #begun = false;

  constructor(gateway: Rgw, when: (progress: Progress) => boolean) {
    this.#gateway = gateway;
    this.#when = when;
  }

  /** Resolves when the gateway answers again. */
  get over(): Promise<void> {
    if (!this.#begun) throw new Error('the operation has ended without the crash');
    return this.#over.promise;
  }

  readonly watch = (event: EngineEvent): void => {
    const isDone = event.kind === 'progress' && event.progress.bytes >= event.progress.bytesTotal;
    if (this.#begun || event.kind !== 'progress' || isDone || !this.#when(event.progress)) return;
    this.#begun = true;
    this.#restart().then(this.#over.resolve, this.#over.reject);
  };

  async #restart(): Promise<void> {
    await this.#gateway.killGateway();
    await sleep(2_000);
    await this.#gateway.startGateway();
  }
}
