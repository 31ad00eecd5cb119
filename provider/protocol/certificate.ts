import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** A key and the certificate that shows it, both PEM; `der` is the certificate's bytes. */
export interface Certificate {
  readonly key: string;
  readonly certificate: string;
  readonly der: Buffer;
}

/**
 * A new key with a certificate signed by itself, good for `localhost`: Terraform and its plugin know each other by such ones and
 * trust nobody else. The few fields of X.509 that it needs are written here, for a library that knows them all takes longer to
 * load than the whole provider.
 */
export function selfSigned(now: Date): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const tbs = toBeSigned(publicKey.export({ type: 'spki', format: 'der' }), now);
  const der = sequence(tbs, ecdsaWithSha256(), bitString(0, sign('sha256', tbs, privateKey)));
  return { key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), certificate: certificatePem(der), der };
}

export function certificatePem(der: Uint8Array): string {
  const lines = Buffer.from(der)
    .toString('base64')
    .replace(/.{64}(?=.)/g, '$&\n');
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
}

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** RFC 5280, section 4.1: version 3, serial number, algorithm, issuer, validity, subject, public key, extensions. */
function toBeSigned(publicKey: Buffer, now: Date): Buffer {
  const name = sequence(tagged(0x31, sequence(identifier('2.5.4.3'), tagged(0x0c, Buffer.from('localhost')))));
  const validity = sequence(time(now.getTime() - minuteMs), time(now.getTime() + 365 * dayMs));
  const serial = randomBytes(16);
  serial[0] = (serial[0]! & 0x3f) | 0x40; // positive, and as long as it says
  const version = tagged(0xa0, integer(Buffer.from([2])));
  const extensions = tagged(0xa3, sequence(...extensionsOf('localhost')));
  return sequence(version, integer(serial), ecdsaWithSha256(), name, validity, name, publicKey, extensions);
}

function extensionsOf(host: string): Buffer[] {
  const digitalSignatureAndCertSign = bitString(2, Buffer.from([0b1000_0100]));
  const clientAndServer = sequence(identifier('1.3.6.1.5.5.7.3.2'), identifier('1.3.6.1.5.5.7.3.1'));
  return [
    extension('2.5.29.15', digitalSignatureAndCertSign),
    extension('2.5.29.37', clientAndServer),
    extension('2.5.29.19', sequence(tagged(0x01, Buffer.from([0xff])))), // an authority: it has signed itself
    extension('2.5.29.17', sequence(tagged(0x82, Buffer.from(host)))),
  ];
}

function extension(id: string, value: Buffer): Buffer {
  return sequence(identifier(id), tagged(0x04, value));
}

function ecdsaWithSha256(): Buffer {
  return sequence(identifier('1.2.840.10045.4.3.2'));
}

/** DER: a tag, the length, the content. */
function tagged(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return tagged(0x30, ...parts);
}

function integer(bytes: Buffer): Buffer {
  return tagged(0x02, bytes);
}

function bitString(unusedBits: number, bytes: Buffer): Buffer {
  return tagged(0x03, Buffer.from([unusedBits]), bytes);
}

function time(at: number): Buffer {
  return tagged(0x17, Buffer.from(`${new Date(at).toISOString().replace(/[-:T]/g, '').slice(2, 14)}Z`));
}

/** Base 128, the first two numbers in one. */
function identifier(dotted: string): Buffer {
  const [first, second, ...rest] = dotted.split('.').map(Number);
  const bytes = rest.flatMap((number) => {
    const digits = [number & 0x7f];
    for (let left = number >> 7; left > 0; left >>= 7) digits.unshift((left & 0x7f) | 0x80);
    return digits;
  });
  return tagged(0x06, Buffer.from([first! * 40 + second!, ...bytes]));
}
