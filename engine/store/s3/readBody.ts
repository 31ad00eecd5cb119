import { addAbortSignal, Readable } from 'node:stream';

/** Reads a reply to its end. A reply that ends before its stated length counts as a connection that was cut. */
export async function readBody(body: unknown, length: number | undefined, signal: AbortSignal): Promise<Buffer> {
  if (!(body instanceof Readable)) throw new TypeError('the reply has no body that can be read');
  const pieces = addAbortSignal(signal, body);
  return length === undefined ? Buffer.concat(await pieces.toArray()) : fill(Buffer.allocUnsafe(length), pieces);
}

/** Copies each piece as it comes: a whole reply in pieces, and then in one, would be twice its size in memory. */
async function fill(whole: Buffer, pieces: AsyncIterable<Buffer>): Promise<Buffer> {
  let received = 0;
  for await (const piece of pieces) {
    piece.copy(whole, received);
    received += piece.length;
  }
  if (received === whole.length) return whole;
  const message = `the reply ended after ${received} of ${whole.length} bytes`;
  throw Object.assign(new Error(message), { code: 'ECONNRESET' });
}
