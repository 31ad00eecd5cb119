import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { type CommandEnd, type CommandOptions, runCommand } from '../../engine/hooks/runCommand.ts';
import type { Command } from '../../engine/spec/hooksSchema.ts';
import { expectGone, isAlive } from './processes.ts';

async function run(
  command: Command,
  options: Partial<CommandOptions> = {},
): Promise<{ readonly end: CommandEnd; readonly lines: string[] }> {
  const lines: string[] = [];
  const { signal } = new AbortController();
  const usual = { env: process.env, timeLimit: 60_000, signal, onLine: (line: string) => lines.push(line) };
  return { end: await runCommand(command, { ...usual, ...options }), lines };
}

function shell(script: string): Command {
  return ['sh', '-c', script];
}

/** Runs `use` with a file in which a script writes down process ids; gives them back. */
async function withPids(use: (file: string) => Promise<void>): Promise<number[]> {
  const folder = await mkdtemp(join(tmpdir(), 'pgstow-hooks-'));
  try {
    await use(join(folder, 'pids'));
    return await pidsIn(join(folder, 'pids'));
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function pidsIn(file: string): Promise<number[]> {
  return (await readFile(file, 'utf8')).trim().split('\n').map(Number);
}

/** Far from how long something takes, on a slow machine too, and from the minute that it would take without what is tested. */
const soon = 20_000;

describe('a command', () => {
  test('is run without a shell, with the environment that it is given', async () => {
    const { end, lines } = await run(['printf', '%s\\n', '$HOME; *', '']);
    expect({ end, lines }).toEqual({ end: { kind: 'exited', status: 0 }, lines: ['$HOME; *'] });
    const env = { PATH: process.env.PATH, A: 'b', NONE: undefined };
    expect((await run(['env'], { env })).lines.sort()).toEqual(['A=b', `PATH=${process.env.PATH}`]);
  });

  test('is one of many at once without a warning of Node.js among the lines', async () => {
    const before = process.listenerCount('exit');
    const many = Array.from({ length: 12 }, () => run(['sleep', '0.2']));
    await sleep(50);
    expect(process.listenerCount('exit')).toBe(before + 1);
    await Promise.all(many);
    expect(process.listenerCount('exit')).toBe(before);
  });

  test('ends with its status, or by a signal', async () => {
    expect((await run(shell('exit 3'))).end).toEqual({ kind: 'exited', status: 3 });
    expect((await run(shell('kill -KILL $$'))).end).toEqual({ kind: 'killed', by: 'SIGKILL' });
  });

  test.for<[string, Command, RegExp]>([
    ['is not there', ['no-such-program-7'], /ENOENT/],
    ['is no program', ['/etc/passwd'], /EACCES/],
    ['has too many arguments', ['true', ...Array.from({ length: 100 }, () => 'x'.repeat(100_000))], /E2BIG/],
  ])('that %s is not started', async ([, command, reason]) => {
    expect((await run(command)).end).toEqual({ kind: 'notStarted', reason: expect.stringMatching(reason) });
  });

  test('is listened to, on both its streams, but its control characters do nothing', async () => {
    const script = String.raw`printf 'a\tb\033[31m\rprogress\r\n\n'; printf 'wrong \342\200\256\n' >&2; printf 'no end'`;
    expect((await run(shell(script))).lines.sort()).toEqual(['a b\\x1b[31m', 'no end', 'progress', 'wrong \\x202e']);
  });

  test('may print as much as it likes', async () => {
    let count = 0;
    let longest = 0;
    const onLine = (line: string) => {
      count++;
      longest = Math.max(longest, line.length);
    };
    const script = "yes | head -n 200000; head -c 5000000 /dev/zero | tr '\\0' x";
    expect((await run(shell(script), { onLine })).end).toEqual({ kind: 'exited', status: 0 });
    expect({ count, longest }).toEqual({ count: 200_001, longest: 501 });
  });

  test('that leaves something running in the background has ended all the same', async () => {
    const started = performance.now();
    const [left] = await withPids(async (file) => {
      expect((await run(shell(`sleep 60 & echo $! > ${file}`))).end).toEqual({ kind: 'exited', status: 0 });
    });
    expect(performance.now() - started).toBeLessThan(soon);
    expect(isAlive(left!)).toBe(true);
    process.kill(left!, 'SIGKILL');
  });
});

/** A shell and what it has started, all of which ignore that they are asked to end. */
const stubborn = (file: string) =>
  shell(`trap '' TERM; echo $$ > ${file}; sleep 60 & echo $! >> ${file}; wait; sleep 60`);

describe('a command that is stopped', () => {
  test('has no process left of its group, however stubborn they are', async () => {
    const pids = await withPids(async (file) => {
      const stop = new AbortController();
      const running = run(stubborn(file), { signal: stop.signal });
      await expect.poll(() => pidsIn(file), { timeout: soon }).toHaveLength(2);
      const asked = performance.now();
      stop.abort();
      expect((await running).end).toEqual({ kind: 'aborted' });
      expect(performance.now() - asked).toBeLessThan(soon);
    });
    await expectGone(pids);
  });

  test('because its time is over says so', async () => {
    const pids = await withPids(async (file) => {
      // long enough for both to be there when it is over
      expect((await run(stubborn(file), { timeLimit: 1500 })).end).toEqual({ kind: 'tooLong' });
    });
    await expectGone(pids);
  });

  test('is asked first, and may end by itself', async () => {
    const script = shell("trap 'echo bye; exit 0' TERM; echo ready; while :; do sleep 0.1; done");
    const askedToEnd = async () => {
      const stop = new AbortController();
      const lines: string[] = [];
      let asked = 0;
      const onLine = (line: string) => {
        lines.push(line);
        asked ||= performance.now();
        stop.abort();
      };
      expect(await runCommand(script, { env: process.env, timeLimit: 60_000, signal: stop.signal, onLine })).toEqual({
        kind: 'aborted',
      });
      expect(lines).toContain('bye');
      return performance.now() - asked;
    };
    // it is killed after a second: where the machine is slow just then, the next try tells
    await expect.poll(askedToEnd, { timeout: soon }).toBeLessThan(900);
  });

  test('before it began is not begun', async () => {
    const { end, lines } = await run(shell('echo begun'), { signal: AbortSignal.abort() });
    expect({ end, lines }).toEqual({ end: { kind: 'aborted' }, lines: [] });
  });
});
