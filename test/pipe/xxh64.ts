/**
 * XXH64, written down from its specification with big integers: slow, and of another make than the one under test.
 * https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md
 */
export function xxh64(input: Uint8Array): bigint {
  const bytes = Buffer.from(input);
  let at = 0;
  let hash: bigint;
  if (bytes.length < 32) {
    hash = prime5;
  } else {
    const lanes = [prime1 + prime2, prime2, 0n, -prime1].map(wrap);
    for (; bytes.length - at >= 32; at += 32) {
      for (const lane of [0, 1, 2, 3]) lanes[lane] = round(lanes[lane]!, bytes.readBigUInt64LE(at + 8 * lane));
    }
    hash = wrap([1, 7, 12, 18].reduce((sum, bits, lane) => sum + rotate(lanes[lane]!, bits), 0n));
    for (const lane of lanes) hash = wrap((hash ^ round(0n, lane)) * prime1 + prime4);
  }
  hash = wrap(hash + BigInt(bytes.length));
  for (; bytes.length - at >= 8; at += 8) {
    hash = wrap(rotate(hash ^ round(0n, bytes.readBigUInt64LE(at)), 27) * prime1 + prime4);
  }
  for (; bytes.length - at >= 4; at += 4) {
    hash = wrap(rotate(hash ^ wrap(BigInt(bytes.readUInt32LE(at)) * prime1), 23) * prime2 + prime3);
  }
  for (; at < bytes.length; at++) hash = wrap(rotate(hash ^ wrap(BigInt(bytes[at]!) * prime5), 11) * prime1);
  hash = wrap((hash ^ (hash >> 33n)) * prime2);
  hash = wrap((hash ^ (hash >> 29n)) * prime3);
  return hash ^ (hash >> 32n);
}

/** Count and hash of the rows of COPY text, the straightforward way. */
export function rowsOf(text: Uint8Array): { rows: number; hash: string } {
  const bytes = Buffer.from(text);
  let rows = 0;
  let sum = 0n;
  for (let at = 0; at < bytes.length; rows++) {
    const end = bytes.indexOf(10, at) + 1;
    if (end === 0) throw new Error('the last row does not end');
    sum += xxh64(bytes.subarray(at, end));
    at = end;
  }
  return { rows, hash: wrap(sum).toString(16).padStart(16, '0') };
}

const prime1 = 0x9e3779b185ebca87n;
const prime2 = 0xc2b2ae3d27d4eb4fn;
const prime3 = 0x165667b19e3779f9n;
const prime4 = 0x85ebca77c2b2ae63n;
const prime5 = 0x27d4eb2f165667c5n;

function wrap(value: bigint): bigint {
  return BigInt.asUintN(64, value);
}

function rotate(value: bigint, bits: number): bigint {
  return wrap(value << BigInt(bits)) | (value >> BigInt(64 - bits));
}

function round(lane: bigint, word: bigint): bigint {
  return wrap(rotate(wrap(lane + word * prime2), 31) * prime1);
}
