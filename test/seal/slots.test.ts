import { describe, expect, test } from 'vitest';
import { deriveKeys } from '../../engine/seal/keys.ts';
import { formatKey, newKey, parseKey } from '../../engine/seal/keyText.ts';
import { type Opener, recipientOf, unwrap, type Wrapped, wrap } from '../../engine/seal/slots.ts';

const master = Buffer.alloc(32, 1);
const { publicKey } = deriveKeys(master, 'one');
const wrapFor = async (master: Buffer, opener: Opener, slot: string): Promise<Wrapped> =>
  wrap(master, await recipientOf(opener, publicKey), slot);

describe('a master key that is wrapped', () => {
  test.each([
    ['a key', { kind: 'key', key: Buffer.alloc(32, 2) }, { kind: 'key', key: Buffer.alloc(32, 3) }],
    [
      'a passphrase',
      { kind: 'passphrase', passphrase: 'schöne Grüße' },
      { kind: 'passphrase', passphrase: 'schone Gruße' },
    ],
  ] as const)('for %s opens with that alone', async (_, right, wrong) => {
    const wrapped = await wrapFor(master, right, 'aaaa');
    const opened = await unwrap(wrapped, right, 'aaaa');
    expect(opened!.master).toEqual(master);
    expect(opened!.vouchesFor([deriveKeys(master, 'two').publicKey, publicKey])).toBe(true);
    expect(opened!.vouchesFor([deriveKeys(master, 'two').publicKey])).toBe(false);
    expect(await unwrap(wrapped, wrong, 'aaaa')).toBeUndefined();
    expect(await unwrap(wrapped, right, 'bbbb'), 'moved to another slot').toBeUndefined();
    expect(JSON.stringify(wrapped)).not.toContain(master.toString('base64'));
  });

  test('opens with a passphrase however its letters were put together', async () => {
    const wrapped = await wrapFor(master, { kind: 'passphrase', passphrase: 'Grüße'.normalize('NFD') }, 'aaaa');
    expect(await unwrap(wrapped, { kind: 'passphrase', passphrase: 'Grüße'.normalize('NFC') }, 'aaaa')).toMatchObject({
      master,
    });
  });

  test('for a key is no business of a passphrase', async () => {
    const wrapped = await wrapFor(master, { kind: 'key', key: Buffer.alloc(32, 2) }, 'aaaa');
    expect(await unwrap(wrapped, { kind: 'passphrase', passphrase: 'x' }, 'aaaa')).toBeUndefined();
  });
});

test('keys of two repositories have nothing in common, and those of one stay what they are', () => {
  const one = deriveKeys(master, 'one');
  expect(one.publicKey).toEqual(deriveKeys(master, 'one').publicKey);
  expect(one.publicKey).not.toEqual(deriveKeys(master, 'two').publicKey);
  expect(one.blobNames).not.toEqual(deriveKeys(master, 'two').blobNames);
  // part of the format: a repository of today is to be opened in ten years
  expect(Buffer.from(one.blobNames).toString('hex')).toBe(
    'b5960a96f688cd13bdc468ba033bcdb67e007748a958395afeed55242e0909bc',
  );
  expect(one.publicKey.toString('base64')).toBe('2Pd/UIJWzn1fbYXflNeQDYBSv6K3jCBBh7nEew9WqiA=');
});

describe('a key as text', () => {
  test('is read as it was written, with white space around it', () => {
    const key = newKey();
    expect(parseKey(` ${formatKey(key)}\n`)).toEqual(key);
    expect(formatKey(key)).toMatch(/^pgstow-key-1-[\w-]{48}$/);
  });

  test('with any one character mistyped is refused, and shown to nobody', () => {
    const text = formatKey(newKey());
    for (let at = 0; at < text.length; at++) {
      const typo = text.slice(0, at) + (text[at] === 'x' ? 'y' : 'x') + text.slice(at + 1);
      const message = messageOf(() => parseKey(typo));
      expect(message).toMatch(/^this is no key of pgstow: /);
      expect(message).not.toContain(typo.slice(13, 40));
    }
    expect(() => parseKey('correct horse battery staple')).toThrow('it does not begin with pgstow-key-1-');
    expect(() => parseKey(text.slice(0, -1))).toThrow('it is 60 characters long, not 61');
  });
});

function messageOf(call: () => unknown): string {
  try {
    call();
  } catch (thrown) {
    return (thrown as Error).message;
  }
  return 'nothing was thrown';
}
