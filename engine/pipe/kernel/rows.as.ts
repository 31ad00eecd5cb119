// The one loop of pgstow that touches every byte of every row. AssemblyScript (https://www.assemblyscript.org), built by
// `npm run kernel`. It takes CopyData messages apart and digests the rows inside, both in one pass over the bytes.
//
// A row is a run of bytes that ends in '\n'. In COPY's text format a newline inside a value is written as '\' 'n', and in
// every server encoding a byte 0x0A is a newline, so the byte alone ends a row:
// https://www.postgresql.org/docs/current/sql-copy.html (Text Format)
//
// The digest is the count of rows and the sum modulo 2^64 of each row's XXH64 with seed 0:
// https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md
//
// An instance serves one stream at a time; its state lives in the globals below and survives from call to call, so that a
// row may span any number of calls. Memory is fixed; the caller writes to `input` and reads from `output`.

/** Whole blocks are loaded and stored even where fewer bytes are meant. */
const OVERSHOOT: usize = 64;

/** The row's bytes that do not fill a stripe, when a call ends inside a row. */
const REST: usize = 64;
const INPUT: usize = 128;
const INPUT_SIZE: usize = 65536;
const OUTPUT: usize = INPUT + INPUT_SIZE + OVERSHOOT;

export const input: usize = INPUT;
export const inputSize: usize = INPUT_SIZE;
export const output: usize = OUTPUT;

/** Rows that have ended. */
export let rows: u64 = 0;
/** The sum of their hashes. */
export let sum: u64 = 0;
/** Bytes that the last call wrote to `output`. */
export let produced: usize = 0;

/** Payload of the current CopyData message that is still to come. */
let left: u32 = 0;

const P1: u64 = 0x9e3779b185ebca87;
const P2: u64 = 0xc2b2ae3d27d4eb4f;
const P3: u64 = 0x165667b19e3779f9;
const P4: u64 = 0x85ebca77c2b2ae63;
const P5: u64 = 0x27d4eb2f165667c5;
const SEED1: u64 = P1 + P2;
const SEED2: u64 = P2;
const SEED3: u64 = 0;
const SEED4: u64 = 0 - P1;

// XXH64 of the row that has begun: four lanes, bytes in full stripes, bytes in REST.
let lane1: u64 = SEED1;
let lane2: u64 = SEED2;
let lane3: u64 = SEED3;
let lane4: u64 = SEED4;
let striped: u64 = 0;
let rest: usize = 0;

const STRIPE: usize = 32;
const COPY_DATA: u8 = 0x64; // 'd'
const HEADER: usize = 5; // type, and a length that counts itself but not the type
const LENGTH: u32 = 4;

export function reset(): void {
  rows = 0;
  sum = 0;
  produced = 0;
  left = 0;
  rest = 0;
  startRow();
}

/** True when the bytes seen so far end inside a row. */
export function insideRow(): bool {
  return striped != 0 || rest != 0;
}

/** Digests plain COPY text. */
export function digest(from: usize, to: usize): void {
  take(from, to, 0, false);
}

/**
 * Takes messages apart: the payload of CopyData goes to `output` and into the digest. Returns where it stopped: at `to`,
 * at a header that is not whole yet, or at the header of a message that is not CopyData.
 */
export function deframe(from: usize, to: usize): usize {
  let at = from;
  let out = OUTPUT;
  while (true) {
    if (left != 0) {
      const size = min<usize>(left, to - at);
      take(at, at + size, out, true);
      at += size;
      out += size;
      left -= <u32>size;
    }
    if (left != 0 || to - at < HEADER || load<u8>(at) != COPY_DATA) break;
    const length = bswap<u32>(load<u32>(at, 1));
    if (length < LENGTH) break;
    left = length - LENGTH;
    at += HEADER;
  }
  produced = out - OUTPUT;
  return at;
}

/** Digests the bytes and, when asked, copies them: each byte is loaded once for both. */
@inline
function take(from: usize, to: usize, out: usize, copy: bool): void {
  let at = from;
  if (rest != 0) {
    at = completeStripe(at, to);
    if (copy) {
      memory.copy(out, from, at - from);
      out += at - from;
    }
  }
  let a = lane1;
  let b = lane2;
  let c = lane3;
  let d = lane4;
  let before = striped;
  while (at < to) {
    const low = v128.load(at);
    const high = v128.load(at, 16);
    if (copy) {
      v128.store(out, low);
      v128.store(out, high, 16);
    }
    const size = min<usize>(STRIPE, to - at);
    const ends = newlines(low, high) & (u32.MAX_VALUE >> <u32>(STRIPE - size));
    if (ends != 0) {
      const tail = <usize>ctz<u32>(ends) + 1;
      endRow(at, tail, a, b, c, d, before);
      a = SEED1;
      b = SEED2;
      c = SEED3;
      d = SEED4;
      before = 0;
      at += tail;
      out += tail;
    } else if (size < STRIPE) {
      v128.store(REST, low);
      v128.store(REST, high, 16);
      rest = size;
      break;
    } else {
      a = round(a, load<u64>(at));
      b = round(b, load<u64>(at, 8));
      c = round(c, load<u64>(at, 16));
      d = round(d, load<u64>(at, 24));
      before += STRIPE;
      at += STRIPE;
      out += STRIPE;
    }
  }
  lane1 = a;
  lane2 = b;
  lane3 = c;
  lane4 = d;
  striped = before;
}

/** A bit for each of 32 bytes: is it a newline? */
@inline
function newlines(low: v128, high: v128): u32 {
  const newline = i8x16.splat(0x0a);
  return <u32>i8x16.bitmask(i8x16.eq(low, newline)) | (<u32>i8x16.bitmask(i8x16.eq(high, newline)) << 16);
}

/** Goes on where the last call ended inside a stripe: fills it up, byte by byte, or ends its row. Returns the next byte. */
function completeStripe(from: usize, to: usize): usize {
  let at = from;
  while (at < to) {
    const byte = load<u8>(at++);
    store<u8>(REST + rest++, byte);
    if (byte == 0x0a) {
      const tail = rest;
      rest = 0;
      endRow(REST, tail, lane1, lane2, lane3, lane4, striped);
      startRow();
      break;
    }
    if (rest == STRIPE) {
      lane1 = round(lane1, load<u64>(REST));
      lane2 = round(lane2, load<u64>(REST, 8));
      lane3 = round(lane3, load<u64>(REST, 16));
      lane4 = round(lane4, load<u64>(REST, 24));
      striped += STRIPE;
      rest = 0;
      break;
    }
  }
  return at;
}

function startRow(): void {
  lane1 = SEED1;
  lane2 = SEED2;
  lane3 = SEED3;
  lane4 = SEED4;
  striped = 0;
}

/** Adds the row that ends with the `size` (1 to 32) bytes at `at` to the digest. */
@inline
function endRow(at: usize, size: usize, a: u64, b: u64, c: u64, d: u64, before: u64): void {
  let p = at;
  let n = size;
  if (n == STRIPE) {
    a = round(a, load<u64>(p));
    b = round(b, load<u64>(p, 8));
    c = round(c, load<u64>(p, 16));
    d = round(d, load<u64>(p, 24));
    before += STRIPE;
    n = 0;
  }
  let h = before == 0 ? P5 : merge(a, b, c, d);
  h += before + n;
  for (; n >= 8; n -= 8, p += 8) h = rotl<u64>(h ^ round(0, load<u64>(p)), 27) * P1 + P4;
  if (n >= 4) {
    h = rotl<u64>(h ^ (<u64>load<u32>(p) * P1), 23) * P2 + P3;
    n -= 4;
    p += 4;
  }
  for (; n != 0; --n, ++p) h = rotl<u64>(h ^ (<u64>load<u8>(p) * P5), 11) * P1;
  h = (h ^ (h >> 33)) * P2;
  h = (h ^ (h >> 29)) * P3;
  sum += h ^ (h >> 32);
  ++rows;
}

@inline
function merge(a: u64, b: u64, c: u64, d: u64): u64 {
  let h = rotl<u64>(a, 1) + rotl<u64>(b, 7) + rotl<u64>(c, 12) + rotl<u64>(d, 18);
  h = (h ^ round(0, a)) * P1 + P4;
  h = (h ^ round(0, b)) * P1 + P4;
  h = (h ^ round(0, c)) * P1 + P4;
  return (h ^ round(0, d)) * P1 + P4;
}

@inline
function round(lane: u64, word: u64): u64 {
  return rotl<u64>(lane + word * P2, 31) * P1;
}
