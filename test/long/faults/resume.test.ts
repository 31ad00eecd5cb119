import { afterAll, beforeEach, describe, test } from 'vitest';
import { startServer, type ThrowawayServer } from '../../../embedded/server.ts';
import { furtherSchema, restoreModes } from '../../faults/restoreModes.ts';
import { killInMode } from '../../faults/resumeInMode.ts';
import { ResumedShop } from '../../faults/resumeRestore.ts';
import { dropDatabases, freshDatabase, server, TestDatabase } from '../../servers.ts';

let shop: ResumedShop;
let own: ThrowawayServer;

beforeEach(async (context) => {
  shop ??= await ResumedShop.open(await server('18', context));
  own ??= await startServer({ settings: { fsync: 'off', max_wal_size: '4GB', wal_level: 'logical' } });
});
afterAll(async () => {
  await dropDatabases();
  await shop?.[Symbol.asyncDispose]();
  await own?.stop();
});

const upTo = (most: number) => Math.floor(Math.random() * most);

/** What a restore of the shop takes, about: some kills come too late. */
const tookMs = 1200;

describe.each(['18', '17', '16', '15', '14'])(
  'on PostgreSQL %s a restore that is killed twice at random, and gone on with',
  (version) => {
    let own: ResumedShop;
    beforeEach(async (context) => {
      own ??= await ResumedShop.open(await server(version, context), furtherSchema);
    });
    afterAll(() => own?.[Symbol.asyncDispose]());

    test.each(restoreModes.flatMap((mode) => [1, 2, 3].map((round) => ({ mode, round }))))(
      'comes to what one comes to that nobody kills: $mode.name, $round',
      ({ mode }) => killInMode(own, mode, [5 + upTo(130), 5 + upTo(60)]),
    );
  },
);

describe('a restore that is killed at random, and gone on with', () => {
  test.each(Array.from({ length: 50 }, (_, i) => [i, 5 + upTo(120)]))('kill %i, at message %i', async (_, nth) => {
    await using target = await freshDatabase(shop.source.server);
    const run = await shop.kill(target, { at: { query: '.', moment: 'before', nth }, signal: 'SIGKILL' });
    if (run) await shop.expectDone(target, run);
    else await shop.expectRestored(target);
  });

  test.each(Array.from({ length: 30 }, (_, i) => [i, 300 + upTo(tookMs)]))('kill %i, after %i ms', async (_, ms) => {
    await using target = await freshDatabase(shop.source.server);
    const run = await shop.killAfter(target, ms);
    if (run) await shop.expectDone(target, run);
    else await shop.expectRestored(target);
  });

  test.each(Array.from({ length: 20 }, (_, i) => [i, 30 + upTo(90)]))(
    'kill %i, at message %i, and the server crashes',
    async (_, nth) => {
      await using before = await freshDatabase(own);
      const run = await shop.kill(before, { at: { query: '.', moment: 'before', nth }, signal: 'SIGKILL' });
      await own.kill9();
      await own.restart();
      const target = new TestDatabase(own, before.name);
      if (run) await shop.expectDone(target, run, { crashed: true });
      await target.drop();
    },
  );
});
