/** Reads a position in the WAL, such as `1A/2B3C`. https://www.postgresql.org/docs/current/datatype-pg-lsn.html */
export function lsnOf(text: string): bigint {
  const [high, low] = text.split('/');
  return (BigInt(`0x${high}`) << 32n) + BigInt(`0x${low}`);
}

/** The mirror image. */
export function lsnText(lsn: bigint): string {
  return `${hex(lsn >> 32n)}/${hex(lsn & 0xffff_ffffn)}`;
}

function hex(value: bigint): string {
  return value.toString(16).toUpperCase();
}

/** How the server lays out its WAL. */
export interface WalLayout {
  readonly blockSize: number;
  readonly segmentSize: number;
}

/** Headers of the first page of a segment, and of others: `SizeOfXLogLongPHD` and `SizeOfXLogShortPHD`. */
const longHeader = 40n;
const shortHeader = 24n;

/**
 * Where the last record ends, by what `pg_current_wal_insert_lsn()` says. At the start of a page the server names the place
 * behind the page's header, which is still to be written: no summary ever reaches it on a server that is idle.
 */
export function endOfRecords(insertLsn: bigint, { blockSize, segmentSize }: WalLayout): bigint {
  if (insertLsn % BigInt(segmentSize) === longHeader) return insertLsn - longHeader;
  return insertLsn % BigInt(blockSize) === shortHeader ? insertLsn - shortHeader : insertLsn;
}

/** Reads `next_xid` of `pg_control_checkpoint()`, such as `0:752`, as a 64-bit transaction id. */
export function fullTransactionId(text: string): bigint {
  const [epoch, xid] = text.split(':');
  return (BigInt(epoch!) << 32n) + BigInt(xid!);
}
