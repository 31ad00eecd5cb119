import { describe, test } from 'vitest';
import { describeStop, type Stop } from '../../faults/engineJob.ts';
import { backupStops, killBackupAt } from '../../faults/killBackup.ts';
import { appendStops, killAppendAt, killReplaceAt, replaceStops } from '../../faults/killReplace.ts';
import { killRestoreAt, restoreStops } from '../../faults/killRestore.ts';
import { shopOn } from '../../faults/shop.ts';
import { versions } from '../../servers.ts';

const signals: readonly Stop['signal'][] = ['SIGKILL', 'SIGTERM', 'SIGINT'];

describe.each(versions)('PostgreSQL %s', (version) => {
  for (const signal of signals) {
    for (const { at, ...state } of backupStops) {
      test(`a backup that is ended by ${describeStop({ at, signal })} leaves nothing behind, and the next one goes on from there`, async (context) => {
        await killBackupAt((await shopOn(version, context)).source, { at, signal }, state);
      });
    }
    for (const { at, ...state } of restoreStops) {
      test(`a restore that is ended by ${describeStop({ at, signal })} is done when it is run again`, async (context) => {
        await killRestoreAt(await shopOn(version, context), { at, signal }, state);
      });
    }
  }

  for (const at of replaceStops) {
    test(`a table that is replaced is the old or the new one at ${describeStop({ at, signal: 'SIGKILL' })}`, async (context) => {
      await killReplaceAt(await shopOn(version, context), at);
    });
  }
  for (const at of appendStops) {
    test(`no row is appended twice after ${describeStop({ at, signal: 'SIGKILL' })}`, async (context) => {
      await killAppendAt(await shopOn(version, context), at);
    });
  }
});
