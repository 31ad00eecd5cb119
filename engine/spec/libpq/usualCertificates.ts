import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { SslMode } from '../../postgres/target.ts';
import type { Environment } from '../secret.ts';
import type { Setting, Settings } from './settings.ts';

const verifying: ReadonlySet<SslMode> = new Set(['require', 'verify-ca', 'verify-full']);

/**
 * The settings with the files of `~/.postgresql` that libpq takes where none are named: an authority, by which `require` verifies as
 * `verify-ca` does, and a certificate to show, with its key. https://www.postgresql.org/docs/current/libpq-ssl.html
 */
export async function withUsualCertificates(
  settings: Settings,
  mode: SslMode,
  { HOME }: Environment,
): Promise<Settings> {
  if (!HOME || mode === 'disable') return settings;
  const [root, certificate, key] = await Promise.all(
    ['root.crt', 'postgresql.crt', 'postgresql.key'].map((name) => usual(join(HOME, '.postgresql', name))),
  );
  const { sslrootcert, sslcert, sslkey } = settings;
  const ownKey = sslkey ?? key;
  return {
    ...settings,
    ...(!sslrootcert && root && verifying.has(mode) && { sslrootcert: root }),
    ...(!sslcert && certificate && ownKey && { sslcert: certificate, sslkey: ownKey }),
  };
}

async function usual(file: string): Promise<Setting | undefined> {
  const found = await stat(file).catch(() => undefined);
  return found?.isFile() ? { value: file, from: file } : undefined;
}
