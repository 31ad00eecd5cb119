import { PgstowError } from '../errors.ts';
import { keysId } from '../seal/keys.ts';
import { openWith, sealTo } from '../seal/secretBox.ts';
import { readStamp, stampOf, withoutStamp } from '../seal/stamp.ts';
import type { OpenSealed } from '../spec/password.ts';
import type { PlanDocument } from '../spec/plan.ts';
import type { NewestPublicKey } from './keySlots.ts';
import type { StoredPlanDocument } from './planRevision.ts';
import type { Keys } from './vault.ts';
import { KeysRotated } from './whyNotOpen.ts';

const field = 'source.password';

/**
 * The secrets in the plans of a repository: sealed to its public key, which whoever writes plans has, and opened with its
 * private key, which only those who have its key do. A sealed secret is about one field of one plan and the server and role
 * that it was given for: who can write plans, and not open secrets, cannot have it sent to a server of theirs.
 */
export class PlanSecrets {
  readonly #url: string;
  readonly #publicKey: (() => Promise<NewestPublicKey>) | undefined;
  readonly #keys: Pick<Keys, 'first' | 'learn'> | undefined;

  /** `publicKey` asks for the newest one; without it the repository is not encrypted. Without keys it is not open. */
  constructor(url: string, publicKey?: () => Promise<NewestPublicKey>, keys?: Pick<Keys, 'first' | 'learn'>) {
    this.#url = url;
    this.#publicKey = publicKey;
    this.#keys = keys;
  }

  /** Rejects with `input` a document with a secret, where nothing is encrypted. */
  check({ source: { password } }: PlanDocument): void {
    const isSecret = password !== undefined && ('value' in password || 'sealed' in password);
    if (isSecret) this.#requirePublicKey();
  }

  /**
   * The document with its password sealed. Where the repository is open and the secret is the one that the plan has `before`,
   * it stays sealed as it was, so that applying a plan again changes nothing; and a sealed secret that is for something else is
   * refused.
   */
  async sealIn(document: StoredPlanDocument, before: StoredPlanDocument | undefined): Promise<StoredPlanDocument> {
    const { password } = document.source;
    if (password && 'sealed' in password && this.#keys) await this.#open(document, password.sealed);
    if (!password || !('value' in password)) return document;
    const same = this.#keys && before && (await this.#sealedAlready(password.value, document, before));
    const sealed = same ?? (await this.#seal(document, password.value));
    return { ...document, source: { ...document.source, password: { sealed } } };
  }

  /** What opens the sealed secrets of a plan. It throws `input` where it cannot. */
  opener(document: StoredPlanDocument): OpenSealed {
    return (sealed) => this.#open(document, sealed);
  }

  /** The id of the keys that a document's password is sealed to, undefined of the first ones; `none` where none is sealed. */
  sealedTo({ source: { password } }: StoredPlanDocument): string | undefined | 'none' {
    if (!password || !('sealed' in password)) return 'none';
    return readStamp(Buffer.from(password.sealed, 'base64'));
  }

  async #sealedAlready(
    secret: string,
    wanted: StoredPlanDocument,
    before: StoredPlanDocument,
  ): Promise<string | undefined> {
    const { password } = before.source;
    if (!password || !('sealed' in password)) return undefined;
    try {
      return (await this.#open(wanted, password.sealed)) === secret ? password.sealed : undefined;
    } catch {
      return undefined; // it is of no use: what is given now takes its place
    }
  }

  /** With a stamp in front, as objects have it: the keys that it is sealed to may not be the newest any more when it is opened. */
  async #seal(document: StoredPlanDocument, secret: string): Promise<string> {
    const { generation, publicKey } = await this.#requirePublicKey()();
    const sealed = sealTo(publicKey, Buffer.from(secret), aboutOf(document));
    const stamp = generation === 1 ? [] : [stampOf(keysId(publicKey))];
    return Buffer.concat([...stamp, sealed]).toString('base64');
  }

  async #open(document: StoredPlanDocument, sealed: string): Promise<string> {
    const plan = document.id;
    this.#requirePublicKey();
    if (!this.#keys) {
      throw new PgstowError('input', `${field} of plan ${plan} is sealed, and no key of ${this.#url} is given`, {
        hint: 'set PGSTOW_KEY or PGSTOW_PASSPHRASE, or name a file with --key-file',
      });
    }
    try {
      const bytes = Buffer.from(sealed, 'base64');
      const keys = await this.#keys.learn(readStamp(bytes), `${field} of plan ${plan}`);
      return openWith(keys, withoutStamp(bytes), aboutOf(document)).toString();
    } catch (thrown) {
      if (thrown instanceof KeysRotated) throw thrown;
      throw new PgstowError(
        'input',
        `${field} of plan ${plan} does not open: it was altered, or sealed for another plan, server, role, bastion or repository`,
        {
          hint: 'give the password again, as password: { value: "..." }, and apply the plan',
          cause: thrown,
        },
      );
    }
  }

  #requirePublicKey(): () => Promise<NewestPublicKey> {
    if (this.#publicKey) return this.#publicKey;
    throw new PgstowError('input', `${field}: ${this.#url} is not encrypted, so it keeps no password`, {
      hint: 'name where the password is: { env: NAME }, { file: PATH }, { awsSecret: NAME } or { ssmParameter: NAME }',
    });
  }
}

/** Part of the format: whom the secret is for, and whoever it passes on its way. */
function aboutOf({ id, source: { host, port, user, instance, bastion } }: StoredPlanDocument): string {
  const server = instance ? [instance, user] : [host, port, user];
  const way = bastion ? [[bastion.host, bastion.port, bastion.user, bastion.hostKey, bastion.knownHosts]] : [];
  return `plan ${id} ${field} ${JSON.stringify([...server, ...way])}`;
}
