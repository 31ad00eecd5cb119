import { readFileSync, readlinkSync } from 'node:fs';

/** What tells a process from every other one that its machine ever ran, as Linux knows it. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Another one after each start of the machine. */
  readonly boot: string;
  /** Process ids mean something within one PID namespace only: containers have their own. */
  readonly namespace: string;
  /** When the process began, in clock ticks since the boot: process ids are used again. */
  readonly started: string;
}

/** Undefined where there is no /proc, or the process is not there. */
export function identifyProcess(pid: number): ProcessIdentity | undefined {
  const started = startOf(pid);
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return started === undefined ? undefined : { pid, boot, namespace: readlinkSync('/proc/self/ns/pid'), started };
  } catch {
    return undefined;
  }
}

/** Whether a process of this machine has surely ended. Of one of another machine or container nothing can be said: false. */
export function isSurelyGone({ pid, boot, namespace, started }: ProcessIdentity): boolean {
  const own = identifyProcess(process.pid);
  if (own?.boot !== boot || own.namespace !== namespace) return false;
  if (!answers(pid)) return true;
  const now = startOf(pid);
  return now !== undefined && now !== started;
}

/** A process of another user may be hidden in /proc, but not from a signal: that is refused. */
function answers(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    return (thrown as { code?: string }).code !== 'ESRCH';
  }
}

/**
 * The 22nd field of /proc/<pid>/stat, or `ended` for a process that waits only to be buried. The second field is a name that
 * may hold anything, in parentheses: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
 */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' || state === 'X' ? 'ended' : fields[18];
  } catch {
    return undefined;
  }
}
