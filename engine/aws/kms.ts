import { type Asked, ask, reply } from './ask.ts';
import type { Aws } from './aws.ts';
import { kmsRefusals } from './kmsRefusals.ts';
import { refused } from './refused.ts';
import { regionOf, regionOfArn } from './region.ts';

export interface KmsUse {
  /** The key's ARN or id, or an alias as `alias/NAME`. */
  readonly key: string;
  /**
   * What the ciphertext is about: it does not decrypt about anything else. No secret: CloudTrail shows it, and policies may rest
   * on it. https://docs.aws.amazon.com/kms/latest/developerguide/encrypt_context.html
   */
  readonly context: Readonly<Record<string, string>>;
}

export interface KmsEncrypted {
  /** The ARN of the key: an alias may mean another one tomorrow. */
  readonly key: string;
  /** In base64. */
  readonly ciphertext: string;
}

/** Encrypts up to 4096 bytes with a key of AWS KMS. `field` is what it is wanted for, for messages. */
export async function encryptWithKms(bytes: Uint8Array, use: KmsUse, field: string, aws: Aws): Promise<KmsEncrypted> {
  const asked = question('Encrypt', { Plaintext: Buffer.from(bytes).toString('base64') }, use, { field, aws });
  const { KeyId, CiphertextBlob } = (await ask(asked, aws)) as { KeyId?: unknown; CiphertextBlob?: unknown };
  if (typeof KeyId === 'string' && typeof CiphertextBlob === 'string')
    return { key: KeyId, ciphertext: CiphertextBlob };
  throw refused(asked, notOfKms, aws.now());
}

/** The mirror image; undefined when it was made with another key, is about something else, or was altered. */
export async function decryptWithKms(
  ciphertext: string,
  use: KmsUse,
  field: string,
  aws: Aws,
): Promise<Buffer | undefined> {
  const asked = question('Decrypt', { CiphertextBlob: ciphertext }, use, { field, aws });
  const found = await reply(asked, aws);
  if (!('answer' in found)) {
    if (isForAnother.has(found.type)) return undefined;
    throw refused(asked, found, aws.now());
  }
  const { Plaintext } = found.answer as { Plaintext?: unknown };
  if (typeof Plaintext === 'string') return Buffer.from(Plaintext, 'base64');
  throw refused(asked, notOfKms, aws.now());
}

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_Decrypt.html#API_Decrypt_Errors */
const isForAnother = new Set(['IncorrectKeyException', 'InvalidCiphertextException']);

const notOfKms = { status: 200, type: '', message: 'the answer is not that of AWS KMS' };

/** With the key named when decrypting too, so that no other one is taken, whatever the ciphertext says. */
function question(
  deed: 'Encrypt' | 'Decrypt',
  body: object,
  { key, context }: KmsUse,
  { field, aws }: { readonly field: string; readonly aws: Aws },
): Asked {
  const region = regionOf([regionOfArn(key)], field, aws, "name the key's whole ARN, or set AWS_REGION");
  return {
    service: 'kms',
    action: `TrentService.${deed}`,
    right: `kms:${deed}`,
    verb: 'used',
    region,
    body: { KeyId: key, EncryptionContext: context, ...body },
    field,
    what: `${field}: the key ${key} of AWS KMS in ${region}`,
    name: key,
    refusals: kmsRefusals,
  };
}
