/**
 * Gives the memory of bytes that nobody looks at any more back at once, if it is all theirs. Left to the garbage collector,
 * the buffers that hundreds of megabytes a second pass through take it a third of the client's time: it collects each time that so and so
 * much memory outside of the heap has been allocated, however little of it is still used.
 * https://tc39.es/ecma262/#sec-arraybuffer.prototype.transfer
 */
export function freeBytes(bytes: Uint8Array): void {
  const { buffer } = bytes;
  if (buffer instanceof ArrayBuffer && buffer.byteLength === bytes.byteLength) buffer.transfer(0);
}
