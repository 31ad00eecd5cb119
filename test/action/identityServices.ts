import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** What was asked for a role. */
export interface AskedForRole {
  readonly role: string | null;
  readonly session: string | null;
  readonly token: string | null;
}

/**
 * Stands in for GitHub's service of OpenID Connect tokens, each of which is another one, and for AWS's Security Token Service, which
 * gives the keys that it was made with, for half a minute, so that whoever uses them asks again each time.
 */
export class IdentityServices implements AsyncDisposable {
  /** The tokens that were given, in order. */
  readonly tokens: string[] = [];
  readonly asked: AskedForRole[] = [];
  /** Whether GitHub's service answers. */
  down = false;
  readonly #server: Server;

  static async start(keys: Keys): Promise<IdentityServices> {
    const server = createServer();
    const services = new IdentityServices(server, keys);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return services;
  }

  private constructor(server: Server, keys: Keys) {
    this.#server = server;
    server.on('request', async (request, response) => {
      const { pathname, searchParams } = new URL(request.url!, 'http://localhost');
      const isToken = pathname === '/token' && searchParams.get('audience') === 'sts.amazonaws.com';
      if (isToken && request.headers.authorization === `Bearer ${requestToken}` && !this.down) {
        response.end(JSON.stringify({ value: this.#nextToken() }));
      } else if (pathname === '/' && request.method === 'POST') {
        this.#note(new URLSearchParams(await text(request)));
        response.writeHead(200, { 'content-type': 'text/xml' }).end(credentialsOf(keys));
      } else {
        response.writeHead(403).end('{}');
      }
    });
  }

  /** What a job has in its environment, and where AWS's service is. */
  get env(): Record<string, string> {
    const at = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    return {
      ACTIONS_ID_TOKEN_REQUEST_URL: `${at}/token?version=1`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: requestToken,
      AWS_ENDPOINT_URL_STS: at,
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #nextToken(): string {
    const token = `web-identity-token-${this.tokens.length + 1}`;
    this.tokens.push(token);
    return token;
  }

  #note(form: URLSearchParams): void {
    const [role, session, token] = ['RoleArn', 'RoleSessionName', 'WebIdentityToken'].map((name) => form.get(name));
    this.asked.push({ role: role!, session: session!, token: token! });
  }
}

const requestToken = 'token-to-request-tokens';

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html */
function credentialsOf({ accessKeyId, secretAccessKey }: Keys): string {
  const expiration = new Date(Date.now() + 30_000).toISOString();
  const credentials = `<AccessKeyId>${accessKeyId}</AccessKeyId><SecretAccessKey>${secretAccessKey}</SecretAccessKey><Expiration>${expiration}</Expiration>`;
  return `<AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleWithWebIdentityResult><Credentials>${credentials}</Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>`;
}
