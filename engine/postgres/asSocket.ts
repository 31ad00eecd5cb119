import type { Duplex } from 'node:stream';

/** A stream that is connected already, as `pg` wants to have its socket: what is of TCP alone means nothing to it. */
export function asSocket(stream: Duplex): Duplex {
  const nothing = () => stream;
  return Object.assign(stream, {
    connect: () => {
      process.nextTick(() => stream.emit('connect'));
      return stream;
    },
    setNoDelay: nothing,
    setKeepAlive: nothing,
    ref: nothing,
    unref: nothing,
  });
}
