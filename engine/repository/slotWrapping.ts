import type { Aws } from '../aws/aws.ts';
import { decryptWithKms, encryptWithKms, type KmsEncrypted } from '../aws/kms.ts';
import { type Opener, type Recipient, type Unwrapped, unwrap, type Wrapped, wrap } from '../seal/slots.ts';

/** What opens a key slot: what a user has, or what AWS does for them. */
export type SlotOpener = Opener | KmsOpener;

export interface KmsOpener {
  readonly kind: 'kms';
  /** The only key that will do: its ARN or id, or an alias. Undefined: whichever a slot names. */
  readonly key: string | undefined;
}

/** The master key, wrapped for one opener. */
export type SlotWrapped = Wrapped | KmsWrapped;

/** Encrypted by AWS KMS itself, about {@link contextOf} the slot: the key never leaves it. */
export interface KmsWrapped extends KmsEncrypted {
  readonly kind: 'kms';
}

/** A slot, and who asks AWS about it for what. */
export interface SlotPlace {
  readonly repository: string;
  /** As `nameInWrap` has it. */
  readonly slot: string;
  /** What it is wanted for, for messages. */
  readonly purpose: string;
  readonly aws: Aws;
}

/** Whom a master key is wrapped for in a slot: it can be for who does not have what opens it. */
export type SlotRecipient = Recipient | { readonly kind: 'kms'; readonly key: string };

/** Wraps a master key for a slot. Rejects with `input`, `privilege` or `connection` when KMS does not do it. */
export async function wrapForSlot(
  master: Uint8Array,
  recipient: SlotRecipient,
  place: SlotPlace,
): Promise<SlotWrapped> {
  if (recipient.kind !== 'kms') return wrap(master, recipient, place.slot);
  const use = { key: recipient.key, context: contextOf(place) };
  return { kind: 'kms', ...(await encryptWithKms(master, use, place.purpose, place.aws)) };
}

/** The mirror image; undefined when the slot is for something else. What KMS decrypts it vouches for: it has encrypted it, for who may do that. */
export async function unwrapFromSlot(
  wrapped: SlotWrapped,
  opener: SlotOpener,
  place: SlotPlace,
): Promise<Unwrapped | undefined> {
  if (wrapped.kind !== 'kms') return opener.kind === 'kms' ? undefined : unwrap(wrapped, opener, place.slot);
  if (opener.kind !== 'kms') return undefined;
  const use = { key: opener.key ?? wrapped.key, context: contextOf(place) };
  const master = await decryptWithKms(wrapped.ciphertext, use, place.purpose, place.aws);
  return master && { master, vouchesFor: () => true };
}

/** Part of the format: a slot cannot be passed off as another one, nor as one of another repository. */
function contextOf({ repository, slot }: SlotPlace): Record<string, string> {
  return { 'pgstow-repository': repository, 'pgstow-key-slot': slot };
}
