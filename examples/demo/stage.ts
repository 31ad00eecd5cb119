import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { styleText } from 'node:util';

const program = fileURLToPath(new URL('../../cli/main.ts', import.meta.url));

/** What the demonstration shows: words, and real commands with what they really print. */
export class Stage {
  readonly #environment: NodeJS.ProcessEnv;
  #step = 0;

  constructor(environment: Readonly<Record<string, string>>) {
    this.#environment = { ...process.env, ...environment };
  }

  title(text: string): void {
    this.#step += 1;
    console.log(`\n${styleText('bold', `${this.#step}. ${text}`)}`);
  }

  say(text: string): void {
    console.log(styleText('dim', `   ${text}`));
  }

  /** Runs a pgstow command as a user would, in the same terminal. */
  async pgstow(...args: string[]): Promise<void> {
    console.log(styleText('cyan', `\n$ pgstow ${args.map(quoteForShell).join(' ')}`));
    const child = spawn(process.execPath, [program, ...args], { env: this.#environment, stdio: 'inherit' });
    const status = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    if (status !== 0) throw new Error(`pgstow ${args[0]} ended with status ${status}`);
  }
}

function quoteForShell(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
