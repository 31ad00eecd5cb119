import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Account } from '../engine/throwaway/account.ts';
import { copyInstallation, extensionFolder, type Installation } from '../engine/throwaway/installation.ts';

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
    copyTo(join(folder, 'share/extension'), source, account);
    return { installation, settings: { extension_control_path: `${folder}/share:$system` } };
  }
  const copy = copyInstallation(installation, account);
  copyTo(extensionFolder(copy), source, account);
  return { installation: copy, settings: {} };
}

function copyTo(target: string, source: string, account: Account): void {
  mkdirSync(target, { recursive: true });
  cpSync(source, target, { recursive: true });
  execFileSync('chown', ['-R', `${account.uid}:${account.gid}`, target]);
}
