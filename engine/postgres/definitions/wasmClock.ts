import type { WasmMemory } from './wasmMemory.ts';

/** The time of day, in a place where local time is UTC. */
export function clockImports(memory: WasmMemory) {
  /** C's `struct tm`: nine 32-bit numbers, then the offset from UTC. */
  const localTime = (seconds: bigint, tm: number): void => {
    const date = new Date(Number(seconds) * 1000);
    const yearDay = Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / 86_400_000);
    const fields = [
      date.getUTCSeconds(),
      date.getUTCMinutes(),
      date.getUTCHours(),
      date.getUTCDate(),
      date.getUTCMonth(),
      date.getUTCFullYear() - 1900,
      date.getUTCDay(),
      yearDay,
      0,
      0,
    ];
    for (const [i, value] of fields.entries()) memory.setInt32(tm + 4 * i, value);
  };

  return {
    wasi: {
      clock_time_get(id: number, _precision: bigint, out: number): number {
        const milliseconds = id === 0 ? Date.now() : performance.now();
        memory.setInt64(out, BigInt(Math.round(milliseconds * 1e6)));
        return 0;
      },
    },
    env: {
      emscripten_date_now: () => Date.now(),
      emscripten_get_now: () => performance.now(),
      _localtime_js: localTime,
      _mktime_js(tm: number): bigint {
        const [second, minute, hour, day, month, year] = [0, 1, 2, 3, 4, 5].map((i) =>
          memory.view.getInt32(tm + 4 * i, true),
        );
        const seconds = BigInt(Date.UTC(year! + 1900, month, day, hour, minute, second) / 1000);
        localTime(seconds, tm);
        return seconds;
      },
      _tzset_js(offset: number, hasDaylight: number, standard: number, daylight: number): void {
        memory.setInt32(offset, 0);
        memory.setInt32(hasDaylight, 0);
        for (const name of [standard, daylight]) memory.bytes.set(Buffer.from('UTC\0'), name);
      },
    },
  };
}
