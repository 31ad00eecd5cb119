import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'vitest';

/** A small disk of one test's own, which can be made larger and read-only. Only root may mount one. */
export class ScarceDisk implements Disposable {
  readonly folder: string;

  constructor(megabytes: number, context: TestContext) {
    this.folder = mkdtempSync(join(tmpdir(), 'pgstow-disk-'));
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', this.folder], { stdio: 'pipe' });
    } catch (thrown) {
      rmSync(this.folder, { recursive: true });
      context.skip(`no disk can be mounted here: ${thrown}`);
    }
  }

  /** Such as `size=100m` or `ro`. */
  remount(options: string): void {
    execFileSync('mount', ['-o', `remount,${options}`, this.folder], { stdio: 'pipe' });
  }

  [Symbol.dispose](): void {
    execFileSync('umount', ['--lazy', this.folder], { stdio: 'pipe' });
    rmSync(this.folder, { recursive: true });
  }
}
