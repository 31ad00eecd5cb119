import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface KmsRequest {
  readonly headers: IncomingHttpHeaders;
  /** As it was sent: the signature covers it. */
  readonly text: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface KmsReply {
  readonly status: number;
  readonly body: object;
}

const account = '123456789012';

/**
 * Stands in for AWS KMS in one region: keys with an alias each, that really encrypt, with the encryption context
 * authenticated, and errors in KMS's own words. Every request is kept.
 */
export class KmsService implements AsyncDisposable {
  readonly requests: KmsRequest[] = [];
  /** Answers the next request instead. */
  next: KmsReply | undefined;
  readonly #region: string;
  readonly #keys: KmsKey[] = [];
  readonly #server: ReturnType<typeof createServer>;

  private constructor(region: string) {
    this.#region = region;
    this.#server = createServer(async (request, response) => {
      const sent = await text(request);
      const body = JSON.parse(sent) as Record<string, unknown>;
      this.requests.push({ headers: request.headers, text: sent, body });
      const { status, body: answer } = this.#answer(String(request.headers['x-amz-target']), body);
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(answer));
    });
  }

  static async start(region = 'eu-west-1'): Promise<KmsService> {
    const service = new KmsService(region);
    await new Promise<void>((resolve) => service.#server.listen(0, '127.0.0.1', resolve));
    return service;
  }

  get host(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get url(): string {
    return `http://${this.host}`;
  }

  /** A new key, by its alias. */
  createKey(alias: string): KmsKey {
    const id = `${randomBytes(4).toString('hex')}-12ab-34cd-56ef-1234567890ab`;
    const arn = `arn:aws:kms:${this.#region}:${account}:key/${id}`;
    const key: KmsKey = { id, arn, alias: `alias/${alias}`, bytes: randomBytes(32), state: 'Enabled' };
    this.#keys.push(key);
    return key;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #answer(target: string, body: Record<string, unknown>): KmsReply {
    if (this.next) {
      const { next } = this;
      this.next = undefined;
      return next;
    }
    const key = this.#find(String(body.KeyId));
    if (!key) return this.#notFound(String(body.KeyId));
    if (key.state === 'Disabled') return refusal('DisabledException', `${key.arn} is disabled.`);
    if (key.state === 'PendingDeletion') return refusal('KMSInvalidStateException', `${key.arn} is pending deletion.`);
    if (target === 'TrentService.Encrypt') return encrypt(key, body);
    if (target === 'TrentService.Decrypt') return this.#decrypt(key, body);
    return refusal('UnknownOperationException', '');
  }

  #find(name: string): KmsKey | undefined {
    return this.#keys.find(({ id, arn, alias }) => [id, arn, alias].includes(name));
  }

  #notFound(name: string): KmsReply {
    const what = name.startsWith('alias/') ? 'Alias' : 'Key';
    const arn = name.startsWith('arn:') ? name : `arn:aws:kms:${this.#region}:${account}:${name}`;
    return refusal('NotFoundException', `${what} '${arn}' ${what === 'Alias' ? 'is not found.' : 'does not exist'}`);
  }

  #decrypt(key: KmsKey, { CiphertextBlob, EncryptionContext }: Record<string, unknown>): KmsReply {
    const blob = Buffer.from(String(CiphertextBlob), 'base64');
    const made = this.#keys.find(({ id }) => blob.subarray(0, id.length).toString() === id);
    if (!made) return refusal('InvalidCiphertextException', null);
    if (made !== key) {
      const says = 'The key ID in the request does not identify a CMK that can perform this operation.';
      return refusal('IncorrectKeyException', says);
    }
    const sealed = blob.subarray(key.id.length);
    const opening = createDecipheriv('aes-256-gcm', key.bytes, sealed.subarray(0, 12));
    opening.setAAD(Buffer.from(canonical(EncryptionContext))).setAuthTag(sealed.subarray(-16));
    try {
      const plain = Buffer.concat([opening.update(sealed.subarray(12, -16)), opening.final()]);
      return { status: 200, body: { KeyId: key.arn, Plaintext: plain.toString('base64') } };
    } catch {
      return refusal('InvalidCiphertextException', null);
    }
  }
}

export interface KmsKey {
  readonly id: string;
  readonly arn: string;
  readonly alias: string;
  readonly bytes: Buffer;
  state: 'Enabled' | 'Disabled' | 'PendingDeletion';
}

function encrypt(key: KmsKey, { Plaintext, EncryptionContext }: Record<string, unknown>): KmsReply {
  const nonce = randomBytes(12);
  const sealing = createCipheriv('aes-256-gcm', key.bytes, nonce).setAAD(Buffer.from(canonical(EncryptionContext)));
  const sealed = Buffer.concat([sealing.update(Buffer.from(String(Plaintext), 'base64')), sealing.final()]);
  const blob = Buffer.concat([Buffer.from(key.id), nonce, sealed, sealing.getAuthTag()]);
  return { status: 200, body: { KeyId: key.arn, CiphertextBlob: blob.toString('base64') } };
}

/** The order of a context's fields does not matter. */
function canonical(context: unknown): string {
  return JSON.stringify(Object.entries(context as object).sort());
}

function refusal(type: string, message: string | null): KmsReply {
  return { status: 400, body: { __type: type, message } };
}
