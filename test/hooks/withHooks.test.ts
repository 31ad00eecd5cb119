import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { PgstowError } from '../../engine/errors.ts';
import { ProgressMeter } from '../../engine/events.ts';
import { whyNoHooks } from '../../engine/hooks/allowed.ts';
import { type HookContext, withHooks } from '../../engine/hooks/withHooks.ts';
import type { Command, Hooks } from '../../engine/spec/hooksSchema.ts';

const say = (word: string): Command => ['sh', '-c', `echo ${word}`];

interface Told {
  readonly remarks: string[];
  readonly warnings: string[];
}

/** Runs `work` between the hooks; what happened, in its order, without what is said of each command before it is run. */
async function between(
  hooks: Partial<Hooks>,
  work: () => Promise<{ plan: string; set: string }> = async () => ({ plan: 'a', set: 'the-set' }),
  more: Partial<HookContext> = {},
): Promise<Told & { readonly error: unknown }> {
  const told: Told = { remarks: [], warnings: [] };
  const meter = new ProgressMeter((event) => {
    if (event.kind === 'remark' && !event.message.endsWith(' is run')) told.remarks.push(event.message);
    if (event.kind === 'warning') told.warnings.push(event.message);
  });
  const { signal } = new AbortController();
  const usual = { plan: 'a', run: 'the-run', meter, signal, interruption: signal, env: process.env };
  const all = { before: [], after: [], timeLimit: '1m', ...hooks };
  const context = { ...usual, secretVariables: async () => ['SECRET_OF_A_PLAN'], hooks: all, ...more };
  const error = await withHooks(context, async () => {
    told.remarks.push('the work');
    return work();
  }).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return { ...told, error };
}

const facts: Command = ['sh', '-c', 'echo $PGSTOW_PLAN $PGSTOW_RUN $PGSTOW_OUTCOME $PGSTOW_SET $PGSTOW_ERROR'];

describe('the commands of a plan', () => {
  test('are run before and after, in their order, and told what it is about', async () => {
    expect(await between({ before: [say('one'), facts], after: [facts, say('two')] })).toEqual({
      remarks: [
        'hooks.before[0]: one',
        'hooks.before[1]: a the-run',
        'the work',
        'hooks.after[0]: a the-run succeeded the-set',
        'hooks.after[1]: two',
      ],
      warnings: [],
      error: undefined,
    });
  });

  test('get neither what opens the repository nor what plans call a secret', async () => {
    const secrets = { PGSTOW_KEY: 'k', PGSTOW_PASSPHRASE: 'p', PGPASSWORD: 'p', SECRET_OF_A_PLAN: 's' };
    const env = { PATH: process.env.PATH, HOME: '/home/x', AWS_REGION: 'r', AWS_SECRET_ACCESS_KEY: 's', ...secrets };
    const { remarks } = await between({ before: [['env']] }, undefined, { env });
    expect(
      remarks
        .slice(0, -1)
        .map((line) => line.replace('hooks.before[0]: ', '').split('=')[0])
        .sort(),
    ).toEqual(['AWS_REGION', 'HOME', 'PATH', 'PGSTOW_PLAN', 'PGSTOW_RUN']);
  });

  test('after it are run whatever the error is, of which they get the beginning', async () => {
    const error = new PgstowError('privilege', `no right to read ${'some.table, '.repeat(20_000)}`);
    const after: Command = ['sh', '-c', 'echo $PGSTOW_OUTCOME; printf %s "$PGSTOW_ERROR" | head -c 30'];
    const { remarks, warnings } = await between({ after: [after] }, () => Promise.reject(error));
    expect({ remarks, warnings }).toEqual({
      remarks: ['the work', 'hooks.after[0]: failed', 'hooks.after[0]: no right to read some.table, s'],
      warnings: [],
    });
  });

  test('before it that fail keep the work from being begun, but not the commands after it', async () => {
    const failing: Command = ['sh', '-c', 'seq 1 20; echo "it is wrong" >&2; exit 7'];
    const { remarks, warnings, error } = await between({ before: [failing, say('never')], after: [facts] });
    const message =
      'plan a: hooks.before[0] (sh) ended with status 7\n12\n13\n14\n15\n16\n17\n18\n19\n20\nit is wrong'.split('\n');
    expect((error as Error).message.split('\n')[0]).toBe(message[0]);
    expect((error as Error).message.split('\n').sort()).toEqual(message.sort());
    expect(error).toMatchObject({
      code: 'precheck',
      hint: 'the database was not read; mend what the command has met, and run the backup again',
    });
    expect(remarks).not.toContain('the work');
    expect(remarks.at(-1)).toMatch(/^hooks\.after\[0\]: a the-run failed plan a: hooks.before\[0\] \(sh\) ended with/);
    expect(remarks.filter((line) => line.includes('never'))).toEqual([]);
    expect(warnings).toEqual([]);
  });

  test('after it are run whatever has come of it, and are told', async () => {
    const failed = await between({ after: [facts] }, async () => Promise.reject(new Error('no disk')));
    expect(failed.remarks.at(-1)).toBe('hooks.after[0]: a the-run failed no disk');
    expect(failed.error).toEqual(new Error('no disk'));
    const stopped = new PgstowError('interrupted', 'stopped');
    const interrupted = await between({ after: [facts] }, async () => Promise.reject(stopped));
    expect(interrupted.remarks.at(-1)).toBe('hooks.after[0]: a the-run interrupted stopped');
  });

  test('after it that fail are warnings, and the next ones are run', async () => {
    const after: Command[] = [['sh', '-c', 'echo why; exit 1'], ['no-such-program-7'], say('last')];
    const { remarks, warnings, error } = await between({ after });
    expect(error).toBeUndefined();
    expect(remarks.at(-1)).toBe('hooks.after[2]: last');
    expect(warnings).toEqual([
      'hooks.after[0] (sh) ended with status 1\nwhy',
      'hooks.after[1] (no-such-program-7) could not be started: spawn no-such-program-7 ENOENT',
    ]);
  });

  test('may say no more than some lines to others', async () => {
    const { remarks } = await between({ before: [['seq', '3000']] });
    expect(remarks.slice(-3)).toEqual([
      'hooks.before[0]: 1000',
      'hooks.before[0]: more than 1000 lines: the rest is not shown',
      'the work',
    ]);
  });
});

describe('an interruption', () => {
  test('ends the command before it, and runs those after it', async () => {
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 200);
    const signals = { signal: stop.signal, interruption: stop.signal };
    const { remarks, error } = await between({ before: [['sleep', '60']], after: [facts] }, undefined, signals);
    expect(remarks).toEqual(['hooks.after[0]: a the-run interrupted interrupted before it was finished']);
    expect(error).toMatchObject({ code: 'interrupted' });
  });

  test('gives the commands after it three seconds in all', async () => {
    const stop = new AbortController();
    const signals = { signal: stop.signal, interruption: stop.signal };
    const started = performance.now();
    const { warnings } = await between(
      { after: [['sleep', '60'], say('never')] },
      async () => {
        stop.abort();
        await sleep(10);
        throw new PgstowError('interrupted', 'stopped');
      },
      signals,
    );
    expect(performance.now() - started).toBeLessThan(30_000); // and not the minute of the first
    expect(warnings).toEqual([
      'hooks.after[0] (sleep) was given up 3 seconds after the interruption',
      'hooks.after[1] (sh) was not run: there was no more time after the interruption',
    ]);
  });
});

test.for([
  [undefined, 'is not set'],
  ['', 'is not set'],
  ['true', 'is "true", not 1'],
])('a machine with PGSTOW_ALLOW_HOOKS=%s runs none', ([said, state]) => {
  const hooks = { before: [say('x')], after: [], timeLimit: '1m' };
  expect(whyNoHooks({ id: 'a', hooks }, { PGSTOW_ALLOW_HOOKS: said })).toMatchObject({
    code: 'precheck',
    message: `plan a has hooks, and this machine runs none: PGSTOW_ALLOW_HOOKS ${state}`,
    hint: 'hooks are commands that whoever writes plans has run on this machine: look at them (pgstow plan show a), then set PGSTOW_ALLOW_HOOKS=1 for pgstow here, or take them out of the plan',
  });
  expect(whyNoHooks({ id: 'a', hooks }, { PGSTOW_ALLOW_HOOKS: '1' })).toBeUndefined();
  expect(whyNoHooks({ id: 'a', hooks: { ...hooks, before: [] } }, {})).toBeUndefined();
});
