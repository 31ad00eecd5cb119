import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ServerOptions } from '../../embedded/server.ts';
import { systemMajors } from '../../engine/throwaway/installation.ts';

/**
 * Where the programs of a major version come from: 18 is the embedded one, the others are the system's or those that the
 * long run installs for itself. `undefined` when this machine has none.
 */
export function installationOf(major: string): string | undefined {
  if (major === '18') return 'embedded';
  if (systemMajors().includes(Number(major))) return major;
  return longServer(major);
}

/** How every server is started that tests share: quick, since it need not survive a power failure. */
export function sharedOptions(major: string): ServerOptions {
  return {
    version: installationOf(major),
    extensions: fileURLToPath(new URL('../fixtures/extension', import.meta.url)),
    settings: {
      fsync: 'off',
      synchronous_commit: 'off',
      full_page_writes: 'off',
      wal_level: 'logical', // subscriptions and publications of the fixture
      max_connections: '200',
      max_prepared_transactions: '20',
      max_wal_size: '4GB',
      jit: 'off',
    },
  };
}

function longServer(major: string): string | undefined {
  const platform = `${process.platform}-${process.arch}`;
  const folder = fileURLToPath(
    new URL(`../long/servers/node_modules/postgres-${major}-${platform}/native/bin`, import.meta.url),
  );
  return existsSync(folder) ? folder : undefined;
}
