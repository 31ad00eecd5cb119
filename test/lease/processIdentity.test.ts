import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { identifyProcess, isSurelyGone } from '../../engine/repository/processIdentity.ts';

const hasProc = existsSync('/proc/self/stat');

describe.skipIf(!hasProc)('a process', () => {
  it('that runs is not gone; one that was killed is', async () => {
    const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)']);
    await once(child, 'spawn');
    const identity = identifyProcess(child.pid!)!;
    expect(isSurelyGone(identity)).toBe(false);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(isSurelyGone(identity)).toBe(true);
  });

  it('is gone when another one has its id', () => {
    const own = identifyProcess(process.pid)!;
    expect(isSurelyGone(own)).toBe(false);
    expect(isSurelyGone({ ...own, started: '1' })).toBe(true);
  });

  it('of another machine, container or boot may be alive', () => {
    const gone = { ...identifyProcess(process.pid)!, started: '1' };
    expect(isSurelyGone({ ...gone, boot: 'another' })).toBe(false);
    expect(isSurelyGone({ ...gone, namespace: 'pid:[1]' })).toBe(false);
  });
});
