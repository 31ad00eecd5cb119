/**
 * In milliseconds. A unix socket holds what a server gives in about twice this time: were it full, the server would wait for us. Timers are
 * not as fine, so the thread sleeps.
 */
const pause = 0.2;
const nobodyWakesUs = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
let isPlanned = false;
let lookedAt = 0;

/**
 * Lets bytes gather in the sockets before the process looks at them again. A server sends 8 KB at a time, and waking somebody who waits
 * for each of these costs it, and us, more than the bytes do. A process that is busy anyway comes back later than that, and does not sleep.
 */
export function letBytesGather(): void {
  if (isPlanned) return;
  isPlanned = true;
  setImmediate(() => {
    isPlanned = false;
    const left = pause - (performance.now() - lookedAt);
    if (left > 0) Atomics.wait(nobodyWakesUs, 0, 0, left);
    lookedAt = performance.now();
  });
}
