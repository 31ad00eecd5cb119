import { expect, test } from 'vitest';
import type { Job } from '../../../engine/restore/jobs.ts';
import { SharedBoard } from '../../../engine/restore/shards/sharedBoard.ts';

const heard: string[] = [];

function job(id: string, more: Partial<Job> = {}): Job {
  const noted = [{ what: `done ${id}`, learn: (found: string) => heard.push(`${id} ${found}`) }];
  return { id, after: [], exclusive: [], shared: [], size: 1, run: async () => {}, noted, ...more };
}

const nobody: ReadonlySet<number> = new Set();
const idsOf = (board: SharedBoard) => board.candidates(8).map(({ id }) => id);

test('the largest is offered first, and what waits for others when these are noted as done', () => {
  const board = new SharedBoard([job('small'), job('large', { size: 9 }), job('index', { after: ['large'], size: 5 })]);
  expect(idsOf(board)).toEqual(['large', 'small']);
  board.hear([['done large', '7']], nobody);
  expect(idsOf(board)).toEqual(['index', 'small']);
  expect(heard).toEqual(['large 7']);
  board.hear([['done large', '7']], nobody);
  expect(heard).toHaveLength(1);
});

test('small tables that share a blob are one unit, with what is built upon them', () => {
  const near = 'blob';
  const board = new SharedBoard([
    job('load a', { shared: ['a'], near }),
    job('load b', { shared: ['b'], near }),
    job('key of a', { exclusive: ['a'], after: ['load a'] }),
    job('from a to c', { exclusive: ['a', 'c'], after: ['load a'] }),
  ]);
  const [unit] = board.candidates(8);
  expect(unit).toMatchObject({ id: 'blob' });
  board.hold(unit!);
  const done = [];
  for (let next = board.nextOf(unit!); next; next = board.nextOf(unit!)) {
    done.push(next.id);
    board.done(next);
  }
  expect(done).toEqual(['load a', 'load b', 'key of a']);
  board.release(unit!);
  expect(board.candidates(8)).toMatchObject([
    {
      id: 'from a to c',
      locks: [
        { kind: 'unit', name: 'from a to c', shared: false },
        { kind: 'table', name: '*', shared: true },
        { kind: 'table', name: 'blob', shared: false },
        { kind: 'table', name: 'c', shared: false },
      ],
    },
  ]);
});

test('what somebody is at is not offered, and a table that nobody works on goes before', () => {
  const board = new SharedBoard([
    job('a 1', { shared: ['a'], size: 9 }),
    job('a 2', { shared: ['a'], size: 9 }),
    job('b 1', { shared: ['b'] }),
  ]);
  const [first] = board.candidates(1);
  board.hear([], new Set([first!.number]));
  expect(idsOf(board)).toEqual(['b 1', 'a 2']);
});

test('what somebody has tried in vain is tried once more when all of its kind are tried', () => {
  const passes = () => true;
  const board = new SharedBoard([job('a', { passes }), job('b', { passes })]);
  board.hear([['postponed: a', null]], nobody);
  expect(idsOf(board)).toEqual(['b']);
  board.hear([['done b', null]], nobody);
  expect(idsOf(board)).toEqual(['a']);
  const [unit] = board.candidates(1);
  expect(board.postpone(board.nextOf(unit!)!)).toBe(false);
});

test('what is done is learned of in the order of the jobs, in whatever order it is told', () => {
  heard.length = 0;
  const board = new SharedBoard([
    job('load'),
    job('loaded', { after: ['load'], noted: undefined }),
    job('prove', { after: ['loaded'] }),
  ]);
  board.hear(
    [
      ['done prove', ''],
      ['done load', ''],
    ],
    nobody,
  );
  for (const own of board.takeOwn()) board.done(own);
  expect(heard).toEqual(['load ', 'prove ']);
  expect(board.isOver).toBe(true);
});

test('what is noted nowhere everybody does for himself', () => {
  const board = new SharedBoard([job('load'), job('loaded', { after: ['load'], noted: undefined })]);
  expect(board.takeOwn()).toEqual([]);
  board.hear([['done load', null]], nobody);
  const [own] = board.takeOwn();
  expect(own!.id).toBe('loaded');
  board.done(own!);
  expect(board.isOver).toBe(true);
});
