import { readFileSync, writeSync } from 'node:fs';
import pg from 'pg';
import {
  backup,
  exportSet,
  type OnEvent,
  openRepository,
  PgstowError,
  restore,
  restoreShard,
  verify,
} from '../../engine/index.ts';
import { FolderStore } from '../../engine/store/folder.ts';
import type { DriverLine, EngineJob, Failure, Outcome, StopPoint } from './engineJob.ts';

/**
 * The engine in a process of its own. It does one job, tells what happens as JSON lines, and ends itself with a signal where
 * it was told to: exactly there, which no signal from outside could do.
 */
const job = JSON.parse(process.argv[2]!) as EngineJob;
let met = 0;
const controller = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => controller.abort());
const onEvent: OnEvent = (event) => {
  tell({ event });
  if (event.kind === 'phase') reach((at) => 'phase' in at && at.phase === event.phase);
};
if (job.stop) {
  stopAtStore();
  stopAtStatement();
}
try {
  tell({ done: { ...(await work()), peakMegabytes: peakMegabytes() } });
} catch (thrown) {
  tell({ failed: describeFailure(thrown) });
  process.exitCode = 1;
}

async function work(): Promise<Omit<Outcome, 'peakMegabytes'>> {
  const repository = await openRepository(job.repository, { key: job.key });
  const options = { signal: controller.signal, onEvent };
  switch (job.work.kind) {
    case 'backup': {
      const { plan, start, shard } = job.work;
      const { set, run } = await backup(repository, plan, { ...options, start, shard });
      return { set: set.set, run, totals: set.totals };
    }
    case 'restore': {
      if (job.work.shard) {
        const { part, run, set } = await restoreShard(repository, job.work.request, job.work.shard, options);
        return { part, run, set: set.set };
      }
      const { set, run, proved } = await restore(repository, job.work.request, options);
      return { set: set.set, run, proved };
    }
    case 'export': {
      const { set, run } = await exportSet(repository, job.work.request, options);
      return { set: set.set, run };
    }
    case 'verify': {
      const { run, findings } = await verify(repository, {}, options);
      if (findings.length > 0) throw new PgstowError('damaged', findings.map(({ message }) => message).join('; '));
      return { run };
    }
  }
}

function stopAtStore(): void {
  for (const method of ['create', 'replace'] as const) {
    const original = FolderStore.prototype[method] as (...args: unknown[]) => Promise<unknown>;
    FolderStore.prototype[method] = async function (this: FolderStore, key: string, ...rest: unknown[]) {
      reach((at) => 'write' in at && at.moment === 'before' && new RegExp(at.write).test(key));
      const answer = await original.call(this, key, ...rest);
      reach((at) => 'write' in at && at.moment === 'after' && new RegExp(at.write).test(key));
      return answer;
    } as never;
  }
  const get = FolderStore.prototype.get;
  FolderStore.prototype.get = function (key, ...rest) {
    reach((at) => 'read' in at && new RegExp(at.read).test(key));
    return get.call(this, key, ...rest);
  };
}

/** A statement is on its way when the connection has it, be it a COPY; its answer is the client's. */
function stopAtStatement(): void {
  const connection = pg.Connection.prototype as unknown as Record<'query' | 'parse', (...args: unknown[]) => void>;
  for (const method of ['query', 'parse'] as const) {
    const send = connection[method];
    connection[method] = function (statement, ...rest) {
      const text = typeof statement === 'string' ? statement : String((statement as { text?: unknown }).text);
      reach((at) => 'query' in at && at.moment === 'before' && new RegExp(at.query, 'm').test(text));
      send.call(this, statement, ...rest);
    };
  }
  const query = pg.Client.prototype.query as (...args: unknown[]) => unknown;
  pg.Client.prototype.query = function (this: pg.Client, statement: unknown, ...rest: unknown[]) {
    const answer = query.call(this, statement, ...rest);
    if (!(answer instanceof Promise)) return answer;
    return answer.then((result) => {
      reach((at) => 'query' in at && at.moment === 'after' && new RegExp(at.query, 'm').test(String(statement)));
      return result;
    });
  } as never;
}

/** Counts how often the stop's point was met, and sends the signal when it was often enough. */
function reach(isHere: (at: StopPoint) => boolean): void {
  const { stop } = job;
  if (!stop || !isHere(stop.at) || ++met !== (('nth' in stop.at && stop.at.nth) || 1)) return;
  tell({ reached: stop.at });
  process.kill(process.pid, stop.signal);
}

function describeFailure(thrown: unknown): Failure {
  if (!(thrown instanceof PgstowError)) return { code: 'internal', message: String(thrown), retryable: false };
  const { code, message, hint, retryable } = thrown;
  return { code, message, hint, retryable };
}

/** The kernel's own high-water mark; `resourceUsage` where there is no /proc. */
function peakMegabytes(): number {
  try {
    return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) / 1024;
  } catch {
    return process.resourceUsage().maxRSS / 1024;
  }
}

/** Written at once: a process that kills itself flushes nothing. */
function tell(line: DriverLine): void {
  writeSync(1, `${JSON.stringify(line)}\n`);
}
