import { setImmediate as tick } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { ByteBudget } from '../../engine/pipe/byteBudget.ts';

/** Asks for the bytes and notes when they are granted. */
function ask(budget: ByteBudget, granted: string[], name: string, bytes: number) {
  void budget.acquire(bytes).then(() => granted.push(name));
}

test('grants what fits and lets the rest wait in the order it came, also what would fit', async () => {
  const budget = new ByteBudget(100);
  const granted: string[] = [];
  ask(budget, granted, 'first', 60);
  ask(budget, granted, 'big', 80);
  ask(budget, granted, 'small', 10);
  await tick();
  expect(granted).toEqual(['first']);
  budget.release(60);
  await tick();
  expect(granted).toEqual(['first', 'big', 'small']);
});

test('grants more than the whole to one who is alone, so that nobody waits for ever', async () => {
  const budget = new ByteBudget(100);
  const granted: string[] = [];
  ask(budget, granted, 'small', 1);
  ask(budget, granted, 'oversized', 1000);
  await tick();
  expect(granted).toEqual(['small']);
  budget.release(1);
  await tick();
  expect(granted).toEqual(['small', 'oversized']);
  ask(budget, granted, 'next', 1);
  budget.release(1000);
  await tick();
  expect(granted).toEqual(['small', 'oversized', 'next']);
});
