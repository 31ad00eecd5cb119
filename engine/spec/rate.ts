const units: Readonly<Record<string, number>> = {
  B: 1,
  kB: 1000,
  MB: 1000 ** 2,
  GB: 1000 ** 3,
  KiB: 1024,
  MiB: 1024 ** 2,
  GiB: 1024 ** 3,
};

/** How a rate is written as text. */
export const ratePattern = /^(\d+(?:\.\d+)?) ?(B|kB|MB|GB|KiB|MiB|GiB)\/s$/;

/** Reads `50MB/s` as 50,000,000; undefined when the text is no such rate, or less than a byte per second. */
export function bytesPerSecond(text: string): number | undefined {
  const [, figure, unit] = ratePattern.exec(text) ?? [];
  const factor = unit && units[unit];
  if (!figure || !factor) return undefined;
  const rate = Math.round(Number(figure) * factor);
  return rate >= 1 && Number.isSafeInteger(rate) ? rate : undefined;
}

/** Writes a rate in the largest unit in which it is a whole number: 50,000,000 as `50MB/s`. */
export function formatRate(bytes: number): string {
  const fitting = Object.entries(units).filter(([, factor]) => bytes % factor === 0);
  const [unit, factor] = fitting.reduce((largest, each) => (each[1] > largest[1] ? each : largest), ['B', 1]);
  return `${bytes / factor}${unit}/s`;
}
