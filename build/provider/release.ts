import { createHash } from 'node:crypto';
import { createWriteStream, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { version } from '../../engine/version.ts';
import { programName } from './bundle.ts';
import { platform } from './platform.ts';

const name = `terraform-provider-pgstow_${version}`;

/**
 * What a registry publishes of a version (https://developer.hashicorp.com/terraform/registry/providers/publishing): the zip of this
 * platform, the manifest, and their hashes. Where there are zips of other platforms too, they are put beside it and the hashes
 * are of all. The signature is a file beside the hashes, made by who publishes: `gpg --detach-sign FILE_SHA256SUMS`.
 */
export async function packRelease(executable: string, out: string): Promise<void> {
  mkdirSync(out, { recursive: true });
  const zip = `${name}_${platform()}.zip`;
  const manifest = `${name}_manifest.json`;
  await packZip(join(executable, programName), join(out, zip));
  const text = `${JSON.stringify({ version: 1, metadata: { protocol_versions: ['6.0'] } }, null, 2)}\n`;
  writeFileSync(join(out, 'terraform-registry-manifest.json'), text);
  writeFileSync(join(out, manifest), text);
  const sums = [manifest, zip].sort().map((file) => `${sha256(join(out, file))}  ${file}\n`);
  writeFileSync(join(out, `${name}_SHA256SUMS`), sums.join(''));
}

/** The same content gives the same zip. */
async function packZip(file: string, out: string): Promise<void> {
  const zip = new ZipFile();
  zip.addFile(file, programName, { mode: 0o100755, mtime: new Date('2000-01-01T00:00:00Z'), forceDosTimestamp: true });
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(out));
}

function sha256(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}
