import { zstdDecompressSync } from 'node:zlib';

/** A secret in one of the ways in which it could have been written down. */
interface Needle {
  readonly secret: string;
  readonly form: string;
  readonly bytes: Buffer;
}

/** Shorter ones would be found by chance. */
const shortest = 8;

/** Every secret that a test uses, and the search for them. */
export class SecretRegister {
  readonly #needles: Needle[] = [];
  readonly #ofOthers = new Set<string>();

  /** Registers a secret by a name for messages, and gives it back. */
  add(name: string, text: string): string {
    const forms: [string, string][] = [
      ['in JSON', JSON.stringify(text).slice(1, -1)],
      ['in a URL', encodeURIComponent(text)],
      ['in a form', new URLSearchParams({ '': text }).toString().slice(1)],
      ['in SQL', text.replaceAll("'", "''")],
      ['in HTML', text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')],
    ];
    this.#addBytes(name, Buffer.from(text));
    this.#push(name, 'in UTF-16', Buffer.from(text, 'utf16le'));
    for (const [form, written] of forms) if (written !== text) this.#push(name, form, Buffer.from(written));
    return text;
  }

  /** The same for one that others have as well, such as all who use the tests' gateway: what they do with it is theirs. */
  addOfOthers(name: string, text: string): string {
    this.#ofOthers.add(name);
    return this.add(name, text);
  }

  /** The same for one that is no text. */
  addBytes<T extends Uint8Array>(name: string, bytes: T): T {
    this.#addBytes(name, Buffer.from(bytes));
    return bytes;
  }

  /** Where any of them is in some bytes, also when these are compressed: empty when none is. */
  find(where: string, content: string | Uint8Array): string[] {
    const bytes = Buffer.from(content as string);
    return [bytes, ...unpacked(bytes)].flatMap((haystack) => found(this.#needles, where, haystack));
  }

  /** The same for processes, of which some may be of others. */
  findInProcess(where: string, content: Uint8Array): string[] {
    const own = this.#needles.filter(({ secret }) => !this.#ofOthers.has(secret));
    return found(own, where, Buffer.from(content));
  }

  get size(): number {
    return new Set(this.#needles.map(({ secret }) => secret)).size;
  }

  #addBytes(name: string, bytes: Buffer): void {
    this.#push(name, 'as it is', bytes);
    this.#push(name, 'in hex', Buffer.from(bytes.toString('hex')));
    this.#push(name, 'in hex', Buffer.from(bytes.toString('hex').toUpperCase()));
    for (const encoding of ['base64', 'base64url'] as const) {
      for (const before of [0, 1, 2]) this.#push(name, `in ${encoding}`, Buffer.from(inside(bytes, before, encoding)));
    }
  }

  #push(secret: string, form: string, bytes: Buffer): void {
    if (bytes.length < shortest) throw new Error(`${secret} is too short to be searched for`);
    this.#needles.push({ secret, form, bytes });
  }
}

function found(needles: readonly Needle[], where: string, haystack: Buffer): string[] {
  const there = needles.filter(({ bytes }) => haystack.includes(bytes));
  return there.map(({ secret, form }) => `${secret}, ${form}, is in ${where}`);
}

/** What base64 makes of it when so many bytes come before it: the characters that are of it alone. */
function inside(bytes: Buffer, before: number, encoding: 'base64' | 'base64url'): string {
  const text = Buffer.concat([Buffer.alloc(before), bytes])
    .toString(encoding)
    .replace(/=+$/, '');
  const ownEnd = Math.floor(((before + bytes.length) * 8) / 6);
  return text.slice(Math.ceil((before * 8) / 6), ownEnd);
}

const zstdMagic = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);

/** What a test has damaged is searched as it is. */
function unpacked(bytes: Buffer): Buffer[] {
  if (!bytes.subarray(0, 4).equals(zstdMagic)) return [];
  try {
    return [zstdDecompressSync(bytes)];
  } catch {
    return [];
  }
}
