import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Account, serverAccount } from '../engine/throwaway/account.ts';
import { createCluster, type TlsFiles } from '../engine/throwaway/cluster.ts';
import { findInstallation, type Installation } from '../engine/throwaway/installation.ts';
import { lodgingFolder } from '../engine/throwaway/lodging.ts';
import { type Postmaster, startPostmaster } from '../engine/throwaway/postmaster.ts';
import { addExtensions } from './extensions.ts';
import { freePort } from './freePort.ts';
import { RunningServer } from './runningServer.ts';

export interface ServerOptions {
  /**
   * `embedded` (the default: what npm installed), `system` (the newest of the operating system), a major version of the
   * system's such as `15`, or the absolute path of a folder with `initdb` and `postgres`.
   */
  readonly version?: string | undefined;
  /** Settings of `postgresql.conf`. Nothing is made faster at the cost of safety unless it is said here. */
  readonly settings?: Readonly<Record<string, string>> | undefined;
  /** Further arguments of `initdb`; UTF8 and the locale C otherwise. */
  readonly initdb?: readonly string[] | undefined;
  /** Listens on 127.0.0.1 too, where it asks for a password. */
  readonly tcp?: boolean | undefined;
  /** Offers TLS with this certificate. */
  readonly tls?: TlsFiles | undefined;
  /** Lines of `pg_hba.conf` that come before the usual ones. */
  readonly hba?: readonly string[] | undefined;
  /** A folder with control files and scripts of SQL-only extensions to have besides the usual ones. */
  readonly extensions?: string | undefined;
}

/** Starts a PostgreSQL server in a temporary folder, as root or as any other user; about a second. */
export async function startServer(options: ServerOptions = {}): Promise<ThrowawayServer> {
  const account = serverAccount();
  const folder = createFolder(account);
  try {
    const site = await prepare(options, folder, account);
    return new ThrowawayServer(site, await startPostmaster(site.installation, folder, account));
  } catch (thrown) {
    rmSync(folder, { recursive: true, force: true });
    throw thrown;
  }
}

/** A PostgreSQL server of our own, gone without a trace after {@link ThrowawayServer.stop} or with this process. */
export class ThrowawayServer extends RunningServer implements AsyncDisposable {
  readonly #site: Site;
  #postmaster: Postmaster;

  /** Use {@link startServer}. */
  constructor(site: Site, postmaster: Postmaster) {
    const { folder: host, port, password, dataDir, installation } = site;
    super({ host, port, superuser, password, dataDir, ...installation });
    this.#site = site;
    this.#postmaster = postmaster;
  }

  /** Stops the server and removes everything of it. */
  async stop(): Promise<void> {
    await this.#postmaster.end('SIGQUIT'); // immediate: nothing in it is wanted any more
    rmSync(this.host, { recursive: true, force: true });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  /** Stops it properly, cutting off its clients, and starts it again. */
  async restart(): Promise<void> {
    const { installation, folder, account } = this.#site;
    await this.#postmaster.end('SIGINT');
    this.#postmaster = await startPostmaster(installation, folder, account);
  }

  /** As if the machine's power failed for the server alone; {@link restart} brings it back. */
  kill9(): Promise<void> {
    return this.#postmaster.end('SIGKILL');
  }
}

/** A server that is configured and not running. */
interface Site {
  readonly installation: Installation;
  readonly folder: string;
  readonly account: Account;
  readonly port: number;
  readonly password: string;
  readonly dataDir: string;
}

const superuser = 'postgres';
let count = 0;

function createFolder(account: Account): string {
  const folder = join(lodgingFolder(account), `server-${++count}`);
  mkdirSync(folder);
  chownSync(folder, account.uid, account.gid);
  chmodSync(folder, 0o700);
  return folder;
}

async function prepare(options: ServerOptions, folder: string, account: Account): Promise<Site> {
  const found = findInstallation(options.version ?? 'embedded', account);
  const { installation, settings } = options.extensions
    ? addExtensions(found, options.extensions, folder, account)
    : { installation: found, settings: {} };
  const port = options.tcp ? await freePort() : 5432;
  const password = randomBytes(12).toString('hex');
  const dataDir = await createCluster(installation, folder, account, {
    superuser,
    password,
    settings: { ...placeSettings(folder, port, options.tcp), ...settings, ...options.settings },
    initdb: options.initdb,
    hba: options.hba,
    tls: options.tls,
  });
  return { installation, folder, account, port, password, dataDir };
}

function placeSettings(folder: string, port: number, tcp: boolean | undefined): Record<string, string> {
  return {
    port: String(port),
    unix_socket_directories: folder,
    listen_addresses: tcp ? '127.0.0.1' : '',
  };
}
