import { expect, test } from 'vitest';
import { resolveShard } from '../../engine/shard/shard.ts';

const group = 'nightly';

test.each([
  ['1/1', 1, 1],
  ['3/8', 3, 8],
  ['256/256', 256, 256],
])('%s is shard %i of %i', (shard, index, total) => {
  expect(resolveShard({ shard, group }, {})).toEqual({ index, total, group });
});

test('Kubernetes counts from 0, a shard from 1', () => {
  expect(resolveShard({ shard: 'auto/8', group }, { JOB_COMPLETION_INDEX: '0' }).index).toBe(1);
  expect(resolveShard({ shard: 'auto/8', group }, { JOB_COMPLETION_INDEX: '7' }).index).toBe(8);
});

test.each([
  ['', '--shard does not take ""'],
  ['3', '--shard does not take "3"'],
  ['3/', '--shard does not take "3/"'],
  ['-1/8', '--shard does not take "-1/8"'],
  ['1/0', '--shard does not take "1/0"'],
  ['1/257', '--shard does not take "1/257"'],
  ['0/8', '--shard 0/8: there is no shard 0 of 8'],
  ['9/8', '--shard 9/8: there is no shard 9 of 8'],
  ['auto/8', '--shard auto/8 takes its number from JOB_COMPLETION_INDEX, which is not set'],
])('%j is refused', (shard, message) => {
  expect(() => resolveShard({ shard, group }, {})).toThrow(message);
});

test('an Indexed Job with more pods than shards is refused', () => {
  expect(() => resolveShard({ shard: 'auto/4', group }, { JOB_COMPLETION_INDEX: '4' })).toThrow(
    '--shard auto/4: there is no shard 5 of 4',
  );
});

const actions = {
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_REPOSITORY: 'acme/orders',
  GITHUB_RUN_ID: '1658821493',
  GITHUB_RUN_ATTEMPT: '2',
  GITHUB_JOB: 'backup',
  GITHUB_ACTION: '__run',
};

test('one step of the jobs of one attempt of a GitHub workflow is a group, and no other is', () => {
  const of = (env: object) => resolveShard({ shard: '1/2' }, { ...actions, ...env }).group;
  expect(of({})).toBe('https://github.com/acme/orders run 1658821493 attempt 2 job backup step __run');
  const others = [
    { GITHUB_RUN_ATTEMPT: '3' },
    { GITHUB_RUN_ID: '1658821494' },
    { GITHUB_JOB: 'other' },
    { GITHUB_ACTION: '__run_2' },
  ];
  for (const other of [...others, { GITHUB_REPOSITORY: 'acme/other' }]) expect(of(other)).not.toBe(of({}));
});

test('a name that is given goes before what the environment says', () => {
  expect(resolveShard({ shard: '1/2', group: 'mine' }, { ...actions, PGSTOW_SHARD_GROUP: 'theirs' }).group).toBe(
    'mine',
  );
  expect(resolveShard({ shard: '1/2' }, { ...actions, PGSTOW_SHARD_GROUP: 'theirs' }).group).toBe('theirs');
});

test('without a group it is said what makes one', () => {
  const refused = (env: Readonly<Record<string, string>>) => {
    try {
      resolveShard({ shard: '1/2' }, env);
    } catch (thrown) {
      return thrown;
    }
    throw new Error('it was taken');
  };
  const message = 'nothing says which shards belong together';
  expect(refused({})).toMatchObject({ code: 'input', message, hint: expect.stringContaining('--shard-group') });
  expect(refused({ JOB_COMPLETION_INDEX: '0' })).toMatchObject({
    message,
    hint: expect.stringContaining("metadata.labels['batch.kubernetes.io/controller-uid']"),
  });
});
