import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '../errors.ts';
import type { Command } from '../spec/hooksSchema.ts';
import type { Environment } from '../spec/secret.ts';
import { OutputLines } from './outputLines.ts';

export interface CommandOptions {
  readonly env: Environment;
  /** Milliseconds. */
  readonly timeLimit: number;
  readonly signal: AbortSignal;
  /** Gets what it prints, line by line. */
  readonly onLine: (line: string) => void;
}

/** How a command has ended. */
export type CommandEnd =
  | { readonly kind: 'exited'; readonly status: number }
  | { readonly kind: 'killed'; readonly by: string }
  | { readonly kind: 'notStarted'; readonly reason: string }
  /** Its time was over, or the signal fired: it was ended, with its group. */
  | { readonly kind: 'tooLong' | 'aborted' };

/**
 * Runs a command of this machine as a process group of its own, which is ended as a whole when the signal fires or its time is
 * over: by SIGTERM, and a second later by SIGKILL. What it leaves running in the background when it ends by itself runs on, but is
 * no longer listened to. Never rejects.
 */
export async function runCommand([program, ...args]: Command, options: CommandOptions): Promise<CommandEnd> {
  if (options.signal.aborted) return { kind: 'aborted' };
  try {
    const child = spawn(program, args, { env: options.env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    return await attend(child, child.stdout, child.stderr, options);
  } catch (thrown) {
    return { kind: 'notStarted', reason: messageOf(thrown) };
  }
}

async function attend(
  child: ChildProcess,
  stdout: Readable,
  stderr: Readable,
  { timeLimit, signal, onLine }: CommandOptions,
): Promise<CommandEnd> {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), timeLimit);
  const stop = AbortSignal.any([signal, limit.signal]);
  let ending: Promise<void> | undefined;
  const end = () => {
    ending = endGroup(child);
  };
  stop.addEventListener('abort', end);
  const letGo = killAtExit(child);
  const output = Promise.all([listen(stdout, onLine), listen(stderr, onLine)]);
  try {
    const ended = await endOf(child);
    if (!stop.aborted) return ended;
    await ending;
    return { kind: signal.aborted ? 'aborted' : 'tooLong' };
  } finally {
    clearTimeout(timer);
    stop.removeEventListener('abort', end);
    letGo();
    const patience = stop.aborted ? 0 : backgroundPatience;
    await Promise.race([output, sleep(patience, undefined, { ref: false })]);
    for (const stream of [stdout, stderr]) stream.destroy();
  }
}

const running = new Set<ChildProcess>();

/** Whoever ends this process at once does not wait for a command. One listener does for all: of many Node.js would warn. */
function killAtExit(child: ChildProcess): () => void {
  if (running.size === 0) process.on('exit', killAll);
  running.add(child);
  return () => {
    running.delete(child);
    if (running.size === 0) process.off('exit', killAll);
  };
}

function killAll(): void {
  for (const child of running) signalGroup(child, 'SIGKILL');
}

/** In milliseconds: pipes stay open as long as anything has them that the command has left running. */
const backgroundPatience = 500;

/** Resolves when nothing more comes. */
function listen(stream: Readable, onLine: (line: string) => void): Promise<void> {
  const lines = new OutputLines(onLine);
  return new Promise((resolve) => {
    stream.on('data', (bytes: Buffer) => lines.push(bytes));
    stream.on('error', () => {}); // what it has said before counts
    stream.once('close', () => {
      lines.end();
      resolve();
    });
  });
}

function endOf(child: ChildProcess): Promise<CommandEnd> {
  return new Promise((resolve) => {
    child.once('error', (thrown) => resolve({ kind: 'notStarted', reason: messageOf(thrown) }));
    child.once('exit', (status, by) =>
      resolve(status === null ? { kind: 'killed', by: String(by) } : { kind: 'exited', status }),
    );
  });
}

const politenessMs = 1000;
const lookEveryMs = 50;

async function endGroup(child: ChildProcess): Promise<void> {
  signalGroup(child, 'SIGTERM');
  const until = performance.now() + politenessMs;
  while (signalGroup(child, 0)) {
    if (performance.now() >= until) {
      signalGroup(child, 'SIGKILL');
      return;
    }
    await sleep(lookEveryMs);
  }
}

/** Whether anything of the group is there to hear it. */
function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals | 0): boolean {
  if (pid === undefined) return false;
  try {
    return process.kill(-pid, signal);
  } catch {
    return false;
  }
}
