const milliseconds = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

/** How a duration is written: a whole number of minutes, hours, days or weeks. */
export const durationPattern = /^[1-9]\d{0,4}[mhdw]$/;

/** Reads `26h` as 93,600,000. The text must be of {@link durationPattern}. */
export function millisecondsOf(duration: string): number {
  return Number.parseInt(duration, 10) * milliseconds[duration.at(-1) as keyof typeof milliseconds];
}
