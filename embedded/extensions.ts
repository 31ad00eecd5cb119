import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Account } from './account.ts';
import { copyInstallation, type Installation } from './installation.ts';

export interface ExtendedInstallation {
  readonly installation: Installation;
  /** What the server must be told to see the added extensions. */
  readonly settings: Readonly<Record<string, string>>;
}

/**
 * Lets a server of this installation create the SQL-only extensions whose control files and scripts lie in `source`, without
 * writing into the installation. `folder` belongs to the server.
 */
export function addExtensions(
  installation: Installation,
  source: string,
  folder: string,
  account: Account,
): ExtendedInstallation {
  if (installation.major >= 18) {
    // https://www.postgresql.org/docs/18/runtime-config-client.html#GUC-EXTENSION-CONTROL-PATH
    copyTo(join(folder, 'share/extension'), source, folder, account);
    return { installation, settings: { extension_control_path: `${folder}/share:$system` } };
  }
  if (installation.binDir.startsWith('/usr/lib/postgresql/')) {
    // Debian's own patch: a folder that is looked into before the real one
    copyTo(`${folder}/usr/share/postgresql/${installation.major}/extension`, source, folder, account);
    return { installation, settings: { extension_destdir: folder } };
  }
  const copy = copyInstallation(installation, account);
  const share = join(copy.binDir, '../share');
  copyTo(join(share, 'postgresql/extension'), source, share, account);
  return { installation: copy, settings: {} };
}

function copyTo(target: string, source: string, owned: string, account: Account): void {
  mkdirSync(target, { recursive: true });
  cpSync(source, target, { recursive: true });
  execFileSync('chown', ['-R', `${account.uid}:${account.gid}`, owned]);
}
