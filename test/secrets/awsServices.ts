import { KmsService } from '../aws/kmsService.ts';
import { RecordingService } from '../aws/recordingService.ts';

/** Secrets Manager, Parameter Store and KMS, each at a port of its own. */
export class AwsServices implements AsyncDisposable {
  readonly kmsKey: string;
  readonly #secret: RecordingService;
  readonly #parameter: RecordingService;
  readonly #kms: KmsService;

  private constructor(secret: RecordingService, parameter: RecordingService, kms: KmsService) {
    this.#secret = secret;
    this.#parameter = parameter;
    this.#kms = kms;
    this.kmsKey = kms.createKey('backups').arn;
  }

  static async start(passwords: Readonly<Record<'aws-secret' | 'ssm-parameter', string>>): Promise<AwsServices> {
    const secret = JSON.stringify({ password: passwords['aws-secret'] });
    return new AwsServices(
      await RecordingService.start({ body: { SecretString: secret } }),
      await RecordingService.start({ body: { Parameter: { Value: passwords['ssm-parameter'] } } }),
      await KmsService.start('us-east-1'),
    );
  }

  /** How they are found. */
  get env(): Record<string, string> {
    return {
      AWS_REGION: 'us-east-1',
      AWS_ENDPOINT_URL_SECRETS_MANAGER: this.#secret.url,
      AWS_ENDPOINT_URL_SSM: this.#parameter.url,
      AWS_ENDPOINT_URL_KMS: this.#kms.url,
    };
  }

  /**
   * What was asked, but for two things that belong there: the token of temporary credentials, and the master key where KMS
   * encrypts it.
   */
  get requests(): string[] {
    const recorded = [...this.#secret.requests, ...this.#parameter.requests, ...this.#kms.requests];
    return recorded.map(({ headers: { 'x-amz-security-token': _, ...headers }, body }) => {
      const { Plaintext: __, ...rest } = body as Record<string, unknown>;
      return JSON.stringify({ headers, body: rest });
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const each of [this.#secret, this.#parameter, this.#kms]) await each[Symbol.asyncDispose]();
  }
}
