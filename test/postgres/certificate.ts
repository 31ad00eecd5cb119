import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TlsFiles } from '../../engine/throwaway/cluster.ts';

/** A certificate for `localhost` that vouches for itself. */
export function selfSignedCertificate(): TlsFiles {
  const folder = mkdtempSync(join(tmpdir(), 'pgstow-test-'));
  const [key, certificate] = [join(folder, 'key'), join(folder, 'certificate')] as const;
  try {
    execFileSync(
      'openssl',
      // biome-ignore format: an option and its value a line
      [
        'req', '-x509', '-nodes', '-days', '2',
        '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1',
        '-subj', '/CN=localhost',
        '-addext', 'subjectAltName=DNS:localhost',
        '-keyout', key,
        '-out', certificate,
      ],
      { stdio: 'pipe' },
    );
    return { certificate: readFileSync(certificate, 'utf8'), key: readFileSync(key, 'utf8') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
