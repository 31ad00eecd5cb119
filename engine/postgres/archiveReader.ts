import { PgstowError } from '../errors.ts';

/** The numbers and texts of a pg_dump archive, one after the other. Everything that cannot be is `damaged`. */
export class ArchiveReader {
  readonly #bytes: Buffer;
  readonly #decode: (bytes: Buffer) => string | undefined;
  #position = 0;
  #integerBytes = 4;
  #offsetBytes = 8;

  constructor(bytes: Buffer, decode: (bytes: Buffer) => string | undefined) {
    this.#bytes = bytes;
    this.#decode = decode;
  }

  get position(): number {
    return this.#position;
  }

  /** The sizes of the dumping machine's `int` and `off_t`. */
  setSizes(integerBytes: number, offsetBytes: number): void {
    if (integerBytes < 2 || integerBytes > 8) this.fail(`its integers have ${integerBytes} bytes`);
    if (offsetBytes < 1 || offsetBytes > 16) this.fail(`its offsets have ${offsetBytes} bytes`);
    this.#integerBytes = integerBytes;
    this.#offsetBytes = offsetBytes;
  }

  byte(): number {
    this.#need(1);
    return this.#bytes[this.#position++]!;
  }

  /** A sign, then the absolute value, the lowest byte first. */
  integer(): number {
    this.#need(1 + this.#integerBytes);
    const negative = this.#bytes[this.#position++] !== 0;
    let value = 0;
    for (let i = this.#integerBytes - 1; i >= 0; i--) value = value * 256 + this.#bytes[this.#position + i]!;
    this.#position += this.#integerBytes;
    if (!Number.isSafeInteger(value)) this.fail(`a number is ${value}`);
    return negative ? -value : value;
  }

  /** Length and bytes; a negative length stands for NULL. */
  text(): string | null {
    const length = this.integer();
    if (length < 0) return null;
    this.#need(length);
    const text = this.#decode(this.#bytes.subarray(this.#position, this.#position + length));
    this.#position += length;
    return text ?? this.fail('a text is not in the encoding that it names');
  }

  needText(): string {
    return this.text() ?? this.fail('a text is missing');
  }

  /** A number written as text. */
  optionalNumber(): number | null {
    const text = this.text();
    if (text === null) return null;
    return /^\d{1,10}$/.test(text)
      ? Number(text)
      : this.fail(`${JSON.stringify(text.slice(0, 40))} is there in place of a number`);
  }

  number(): number {
    return this.optionalNumber() ?? this.fail('a number is missing');
  }

  skip(count: number): void {
    this.#need(count);
    this.#position += count;
  }

  /** Where an entry's data are: a flag and a position. */
  skipOffset(): void {
    this.skip(1 + this.#offsetBytes);
  }

  fail(what: string): never {
    throw new PgstowError(
      'damaged',
      `the definitions' archive is damaged at byte ${this.#position} of ${this.#bytes.length}: ${what}`,
      {
        hint: 'verify the set, and restore from another one or from a copy',
      },
    );
  }

  #need(count: number): void {
    if (this.#position + count > this.#bytes.length) this.fail('it ends too early');
  }
}
