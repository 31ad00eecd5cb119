import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { furtherSchema, restoreModes } from '../../faults/restoreModes.ts';
import { ResumedShop } from '../../faults/resumeRestore.ts';
import { server } from '../../servers.ts';
import { expectSharedInMode, killAt } from '../../shard/sharedRestore.ts';

const upTo = (most: number) => Math.floor(Math.random() * most);
const signalAtRandom = () => (Math.random() < 0.2 ? 'SIGTERM' : 'SIGKILL');
/** A machine that takes part sends some 100 messages: fewer the more there are of them. */
const somewhere = () => killAt(5 + upTo(120), signalAtRandom());

describe.each(['18', '17', '16', '15', '14'])('on PostgreSQL %s a restore by three machines', (version) => {
  let shop: ResumedShop | undefined;
  beforeEach(async (context) => {
    shop ??= await ResumedShop.open(await server(version, context), furtherSchema);
  });
  afterAll(() => shop?.[Symbol.asyncDispose]());

  test.each(restoreModes.flatMap((mode) => [1, 2, 3].map((round) => ({ mode, round }))))(
    'comes to what one machine makes that nobody kills: $mode.name, $round',
    async ({ mode, round }) => {
      const stops = [[somewhere(), somewhere()], [somewhere()], round === 3 ? [somewhere()] : []];
      const endings = await expectSharedInMode(shop!, mode, stops);
      expect(
        endings.map(({ failed }) => failed),
        JSON.stringify({ stops, endings }),
      ).toEqual([undefined, undefined, undefined]);
    },
  );
});
