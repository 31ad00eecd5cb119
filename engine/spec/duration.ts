const milliseconds = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

/** How a duration is written: a whole number of minutes, hours, days or weeks. */
export const durationPattern = /^[1-9]\d{0,4}[mhdw]$/;

/** Reads `26h` as 93,600,000. The text must be of {@link durationPattern}. */
export function millisecondsOf(duration: string): number {
  return Number.parseInt(duration, 10) * milliseconds[duration.at(-1) as keyof typeof milliseconds];
}

/** Writes a duration as it is read, in minutes or whole hours; what is left of a minute counts as one. */
export function durationText(duration: number): string {
  const minutes = Math.ceil(duration / milliseconds.m);
  return minutes % 60 === 0 ? `${minutes / 60}h` : `${minutes}m`;
}
