import type { BlobKeysOrigin } from '../engine/index.ts';

/** What follows from sharing keys of blobs, for who has kept a key of either repository; no lines where none are shared. */
export function whatBlobKeysOpen(origin: BlobKeysOrigin | undefined): string[] {
  if (!origin) return [];
  return [
    `it shares keys of blobs with repository ${origin.of}, and what that one shares, as they were ${origin.since}; a rotation here does not change that:`,
    '  whoever has kept what opened that one, and can read this one, opens the blobs that have come from there as they are stored',
    '  whoever has kept what opened this one, removed or not, opens them as well, those too that are yet to come, and can do so in that one, up to its next rotation: rotate the keys there as well',
  ];
}
