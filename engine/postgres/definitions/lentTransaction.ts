import { message } from './greeting.ts';

/**
 * The answers to the statements with which pg_dump begins its transaction, for a connection where it is begun already, and
 * to the one that makes it wait for locks without end; nothing for any other statement. libpq sends them as simple queries,
 * each in one piece.
 * Formats: https://www.postgresql.org/docs/current/protocol-message-formats.html
 */
export function answerToBeginning(bytes: Buffer): Buffer | undefined {
  const isQuery = bytes[0] === 0x51 && bytes.length > 5 && bytes.readInt32BE(1) === bytes.length - 1; // Q
  const tag =
    isQuery && /^(BEGIN|SET(?= TRANSACTION | lock_timeout = 0))[^;]*\0$/.exec(bytes.toString('latin1', 5))?.[1];
  if (!tag) return undefined;
  return Buffer.concat([message('C', Buffer.from(`${tag}\0`)), message('Z', Buffer.from('T'))]);
}
