import type { Connector } from './connector.ts';

/** Where a database is and how to get in, with every secret resolved: what a plan's source or a restore's target becomes. */
export interface ConnectionTarget {
  /** A host name, an address, or the absolute path of the folder that holds the unix socket. */
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  /** A function makes it anew for every connection: tokens are good for minutes. */
  readonly password?: string | (() => Promise<string>) | undefined;
  readonly ssl: SslSettings;
  /** The way to it, where it cannot be reached from here: host and port are then as they are called at its end. */
  readonly via?: Connector | undefined;
  /** What was asked for by another name than its address, such as `RDS orders-db in eu-central-1`. */
  readonly foundAs?: string | undefined;
  /** `url` where it was written as an address, so that remedies speak of that and not of a plan's fields. */
  readonly writtenAs?: 'url' | undefined;
}

/** libpq's modes: https://www.postgresql.org/docs/current/libpq-ssl.html#LIBPQ-SSL-SSLMODE-STATEMENTS */
export type SslMode = 'disable' | 'prefer' | 'require' | 'verify-ca' | 'verify-full';

export interface SslSettings {
  readonly mode: SslMode;
  /** PEM texts. */
  readonly rootCertificate?: string | undefined;
  readonly clientCertificate?: string | undefined;
  readonly clientKey?: string | undefined;
}

/** As a person would name it in a message; holds no password. */
export function describeTarget(target: Pick<ConnectionTarget, 'host' | 'port' | 'database' | 'user'>): string {
  return `${target.user}@${target.host}:${target.port}/${target.database}`;
}
