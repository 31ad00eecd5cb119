import { test } from 'vitest';
import { describeStop, type Stop } from './engineJob.ts';
import { appendStops, killAppendAt, killReplaceAt, replaceStops } from './killReplace.ts';
import { killRestoreAt, restoreStops } from './killRestore.ts';
import { shopOn } from './shop.ts';

/** The long tests stop at every point with every signal, on every version. */
const politely: readonly (Stop & { begun: boolean })[] = [
  { at: { query: '^COPY .* FROM STDIN', moment: 'before', nth: 4 }, signal: 'SIGINT', begun: true },
  { at: { query: '^CREATE INDEX', moment: 'before' }, signal: 'SIGTERM', begun: true },
];
const stops = [
  ...restoreStops.filter(({ quick }) => quick).map((stop) => ({ ...stop, signal: 'SIGKILL' as const })),
  ...politely,
];

for (const stop of stops) {
  test(`a restore that is ended by ${describeStop(stop)} is done when it is run again`, async (context) => {
    await killRestoreAt(await shopOn('18', context), stop, stop);
  });
}

for (const at of replaceStops.slice(3)) {
  test(`a table that is replaced is the old or the new one at ${describeStop({ at, signal: 'SIGKILL' })}`, async (context) => {
    await killReplaceAt(await shopOn('18', context), at);
  });
}

for (const at of appendStops.slice(1, 4)) {
  test(`no row is appended twice after ${describeStop({ at, signal: 'SIGKILL' })}`, async (context) => {
    await killAppendAt(await shopOn('18', context), at);
  });
}
