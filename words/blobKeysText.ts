import type { Repository } from '../engine/index.ts';

/** The id of the repository whose blobs a repository was made to share the keys of. */
export function blobKeysOf({ facts: { encryption } }: Repository): string | undefined {
  return encryption === 'none' ? undefined : encryption.blobKeys?.of;
}

/** What follows from sharing the keys of blobs, for who has kept a key of either repository; no lines where none are shared. */
export function whatBlobKeysOpen(repository: Repository): string[] {
  const of = blobKeysOf(repository);
  if (of === undefined) return [];
  return [
    `it shares keys of blobs with repository ${of}, as they were ${repository.facts.created}; a rotation here does not change that:`,
    '  whoever has kept what opened that one, and can read this one, opens the blobs that have come from there as they are stored',
    '  whoever has kept what opened this one, and can read that one, opens its blobs of before its next rotation: rotate the keys there as well',
  ];
}
