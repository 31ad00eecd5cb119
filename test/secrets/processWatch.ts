import { readdirSync, readFileSync } from 'node:fs';
import type { SecretRegister } from './secretRegister.ts';

const everyMs = 100;

/**
 * Looks at the command lines and environments of all processes of this machine, again and again. A process that was given
 * secrets in its environment by the test keeps them there: its own is passed over, that of its children is not.
 */
export class ProcessWatch implements Disposable {
  readonly #register: SecretRegister;
  readonly #given = new Set<number>();
  readonly #found = new Set<string>();
  /** What was searched before and is the same still. */
  readonly #seen = new Map<string, Buffer>();
  readonly #timer: NodeJS.Timeout;
  /** How many processes were looked at in all. */
  looks = 0;

  constructor(register: SecretRegister) {
    this.#register = register;
    this.#timer = setInterval(() => this.look(), everyMs);
  }

  /** This process has got secrets by its environment. */
  given(pid: number | undefined): void {
    if (pid !== undefined) this.#given.add(pid);
  }

  get found(): string[] {
    return [...this.#found];
  }

  look(): void {
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      this.looks++;
      this.#search(pid, 'cmdline');
      if (!this.#given.has(Number(pid)) && !this.#isBeingStarted(pid)) this.#search(pid, 'environ');
    }
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }

  /**
   * Between fork and exec a process is its parent once more, with all that this one has in its memory, and has its command line too:
   * https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html has the parent as the second field behind the name.
   */
  #isBeingStarted(pid: string): boolean {
    const stat = readOrEmpty(`/proc/${pid}/stat`).toString();
    const parent = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1];
    if (!this.#given.has(Number(parent))) return false;
    return readOrEmpty(`/proc/${pid}/cmdline`).equals(readOrEmpty(`/proc/${parent}/cmdline`));
  }

  #search(pid: string, file: 'cmdline' | 'environ'): void {
    const path = `/proc/${pid}/${file}`;
    const content = readOrEmpty(path);
    if (content.length === 0 || this.#seen.get(path)?.equals(content)) return;
    this.#seen.set(path, content);
    const program = readOrEmpty(`/proc/${pid}/comm`).toString().trim();
    for (const found of this.#register.findInProcess(`${file} of ${program}`, content)) this.#found.add(found);
  }
}

/** A process may be gone, or of somebody else. */
function readOrEmpty(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    return Buffer.alloc(0);
  }
}
