const magic = Buffer.from('pgstow-2');
const idSize = 8;
/** Bytes that a stamp adds. */
export const stampSize = magic.length + idSize;

/**
 * Which of a repository's keys have sealed what follows: `pgstow-2` and their id (8 bytes). What the first ones seal has none, as
 * before there were others: it begins with a random nonce, which is no stamp but once in 2^64. That the stamp itself was not altered
 * the seal proves: under other keys it does not open.
 */
export function stampOf(id: string): Buffer {
  return Buffer.concat([magic, Buffer.from(id, 'hex')]);
}

/** What was sealed, or all of it where there is no stamp. */
export function withoutStamp(stamped: Buffer): Buffer {
  return readStamp(stamped) === undefined ? stamped : stamped.subarray(stampSize);
}

/** The id of the keys, or undefined where there is no stamp. */
export function readStamp(sealed: Uint8Array): string | undefined {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  if (bytes.length < stampSize || !bytes.subarray(0, magic.length).equals(magic)) return undefined;
  return bytes.toString('hex', magic.length, stampSize);
}
