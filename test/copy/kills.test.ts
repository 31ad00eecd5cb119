import { test } from 'vitest';
import { killCopies } from './killCopies.ts';

test('ten copiers that are killed at random moments leave whole sets, and the next one catches up', async () => {
  await killCopies({ times: 10, sealed: 'both', atOnce: 2 });
});
