import { test } from 'vitest';
import { killCopies } from '../../copy/killCopies.ts';

test.each([
  { times: 60, sealed: 'neither' as const },
  { times: 60, sealed: 'the copy' as const },
  { times: 60, sealed: 'both' as const },
  { times: 90, sealed: 'both' as const, atOnce: 3 },
])(
  '$times copiers that are killed at random moments leave whole sets, and the next one catches up (encrypted: $sealed, at once: $atOnce)',
  killCopies,
);
