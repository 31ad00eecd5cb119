import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Log } from '../../action/log.ts';

/** What a runner reads: the standard output of the step. */
let written: string[];
beforeEach(() => {
  written = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written.push(String(text));
    return true;
  });
});
afterEach(() => vi.restoreAllMocks());

const lines = () => written.join('').split('\n').slice(0, -1);

test('a failure is shown with its remedy', () => {
  const { annotations } = new Log();
  annotations.fail(
    { code: 'lock', message: 'table public.t is locked', hint: 'wait, and run it again' },
    'pgstow backup',
  );
  expect(lines()).toEqual(['::error title=pgstow backup::table public.t is locked%0Ahint: wait, and run it again']);
});

test('nine warnings are shown, and in the place of the tenth where the others are', () => {
  const log = new Log();
  for (let n = 1; n <= 12; n++) log.warn(`warning ${n}`);
  log.annotations.fail({ code: 'lock', message: 'an error has room still' }, 'pgstow');
  expect(lines().slice(0, 9)).toEqual(Array.from({ length: 9 }, (_, n) => `::warning title=pgstow::warning ${n + 1}`));
  expect(lines().slice(9)).toEqual([
    "::warning title=pgstow::there are more warnings: they stand in the log and in the job's summary",
    'warning: warning 10',
    'warning: warning 11',
    'warning: warning 12',
    '::error title=pgstow::an error has room still',
  ]);
  expect(log.warnings).toHaveLength(12);
});

test('no text from a database is taken for a command by the runner', async () => {
  const log = new Log();
  const evil = 'x\n::stop-commands::y\r\n  ::add-mask::z\n##[error]old\n::error title=a,b::c%0A';
  log.say(evil);
  for (let n = 1; n <= 11; n++) log.warn(evil);
  await log.watch(evil, async (onEvent) => onEvent({ kind: 'warning', message: evil }));
  const commands = lines().filter((line) => /^\s*::|##\[/.test(line));
  const [first] = commands;
  expect(first).toBe(
    '::warning title=pgstow::x%0A::stop-commands::y\\x0d%0A  ::add-mask::z%0A##[error]old%0A::error title=a,b::c%250A',
  );
  expect(commands.map((line) => /^::([\w-]+)/.exec(line)?.[1])).toEqual([
    ...Array(10).fill('warning'),
    'group',
    'endgroup',
  ]);
});

test('what takes a while is a group that says each phase', async () => {
  const log = new Log();
  await log.watch('backup orders', async (onEvent) => {
    onEvent({ kind: 'phase', phase: 'snapshot' });
    await setTimeout(5);
    onEvent({ kind: 'phase', phase: 'data' });
    const progress = {
      phase: 'data',
      tables: 2,
      tablesDone: 1,
      rows: 10,
      bytes: 100,
      bytesTotal: 200,
      storedBytes: 5,
    } as const;
    for (let n = 0; n < 100; n++) onEvent({ kind: 'progress', progress });
  });
  expect(lines()).toEqual([
    '::group::backup orders',
    'backup orders: taking the snapshot',
    'backup orders: reading rows',
    '::endgroup::',
  ]);
});
