import { expect, test } from 'vitest';
import { type Clock, throttle } from '../../engine/pipe/throttle.ts';

/** Time that passes only when somebody sleeps, and then at once. */
class FakeClock implements Clock {
  time = 5000;
  now = () => this.time;
  async sleep(milliseconds: number): Promise<void> {
    const end = this.time + milliseconds;
    await Promise.resolve();
    this.time = Math.max(this.time, end);
  }
}

test('keeps to the rate over time', async () => {
  const clock = new FakeClock();
  const pass = throttle(1_000_000, { clock });
  for (let sent = 0; sent < 10_000_000; sent += 50_000) await pass(50_000);
  expect(clock.time - 5000).toBeGreaterThan(9800);
  expect(clock.time - 5000).toBeLessThan(10_000);
});

test('is shared fairly by all who use it at once', async () => {
  const clock = new FakeClock();
  const pass = throttle(1_000_000, { clock });
  const connection = async () => {
    for (let sent = 0; sent < 1_000_000; sent += 100_000) await pass(100_000);
  };
  await Promise.all([connection(), connection(), connection(), connection()]);
  expect(clock.time - 5000).toBeGreaterThan(3800);
  expect(clock.time - 5000).toBeLessThan(4100);
});

test('does not hold up who is below the rate', () => {
  const clock = new FakeClock();
  const pass = throttle(1_000_000, { clock });
  for (let chunk = 0; chunk < 100; chunk++) {
    expect(pass(10_000)).toBeUndefined();
    clock.time += 10;
  }
});

test('a pause is not saved up for a long burst', async () => {
  const clock = new FakeClock();
  const pass = throttle(1_000_000, { clock });
  clock.time += 3_600_000;
  const start = clock.time;
  await pass(1_000_000);
  expect(clock.time - start).toBe(900);
});

test('whoever waits is let go when the signal fires', async () => {
  const stop = new AbortController();
  const waiting = throttle(1, { signal: stop.signal })(1_000_000);
  setTimeout(() => stop.abort(), 20);
  await expect(waiting).rejects.toMatchObject({ code: 'interrupted' });
});
