import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ConnectionTarget } from '../engine/postgres/target.ts';

export type Way = 'socket' | 'tcp';

/** What one needs to know of a server to use it: plain data, so that it can be handed to another process. */
export interface ServerFacts {
  /** The folder of the unix socket, which only this user and the server can enter. There nobody is asked for a password. */
  readonly host: string;
  /** Of the socket, and on 127.0.0.1 where TCP was asked for. */
  readonly port: number;
  readonly superuser: string;
  readonly password: string;
  /** Holds `initdb` and `postgres`; a system's installation has the client programs too. */
  readonly binDir: string;
  /** As the server prints it: `18.4`. */
  readonly version: string;
  readonly major: number;
  readonly dataDir: string;
}

/** A server of ours, as its clients see it. */
export class RunningServer implements ServerFacts {
  readonly host: string;
  readonly port: number;
  readonly superuser: string;
  readonly password: string;
  readonly binDir: string;
  readonly version: string;
  readonly major: number;
  readonly dataDir: string;

  constructor(facts: ServerFacts) {
    this.host = facts.host;
    this.port = facts.port;
    this.superuser = facts.superuser;
    this.password = facts.password;
    this.binDir = facts.binDir;
    this.version = facts.version;
    this.major = facts.major;
    this.dataDir = facts.dataDir;
  }

  /** The superuser's way in, by the socket or over TCP. */
  target(database: string, way: Way = 'socket'): ConnectionTarget {
    const { host, port, superuser: user, password } = this;
    return way === 'tcp'
      ? { host: '127.0.0.1', port, database, user, password, ssl: { mode: 'prefer' } }
      : { host, port, database, user, password, ssl: { mode: 'disable' } };
  }

  /** The same as an address: https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS */
  url(database: string, way: Way = 'socket'): string {
    const { port, superuser, password } = this;
    const name = encodeURIComponent(database);
    return way === 'tcp'
      ? `postgresql://${superuser}:${password}@127.0.0.1:${port}/${name}`
      : `postgresql://${superuser}@/${name}?host=${encodeURIComponent(this.host)}&port=${port}`;
  }

  /** What the server has logged so far. */
  log(): string {
    return readFileSync(join(this.host, 'log'), 'utf8');
  }
}
