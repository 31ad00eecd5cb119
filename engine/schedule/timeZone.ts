const day = 86_400_000;

/** Whether a text is the name of a time zone in the IANA database, as this Node.js has it. */
export function isTimeZone(name: string): boolean {
  if (/^[+-]/.test(name)) return false; // an offset, which Intl takes as well
  const asWritten = timeZones().find((known) => known.toLowerCase() === name.toLowerCase());
  if (asWritten !== undefined) return asWritten === name; // other programs tell upper from lower case
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** The names to choose from; older names of the same zones are taken too. */
export function timeZones(): readonly string[] {
  return [...Intl.supportedValuesOf('timeZone'), 'UTC'];
}

/**
 * How the clocks of a place go on some day. Local times are written as milliseconds since 1970 as if the place had UTC;
 * an offset is what is added to UTC.
 */
export interface DayClock {
  /** The offset before the clocks are changed, and after. */
  readonly before: number;
  readonly after: number;
  /** The instant at which they are changed; undefined on a day like most. */
  readonly changeAt: number | undefined;
}

/**
 * The clock of a local day, counted from 1970. Clocks are taken to be changed at most once within the three days around
 * it: no zone of the database does otherwise from 2020 to 2037.
 */
export function dayClock(timeZone: string, localDay: number): DayClock {
  const from = (localDay - 1) * day;
  const until = (localDay + 2) * day;
  const before = offsetAtMidnight(timeZone, localDay - 1);
  const after = offsetAtMidnight(timeZone, localDay + 2);
  return { before, after, changeAt: before === after ? undefined : changeBetween(timeZone, from, until, before) };
}

const midnights = new Map<string, Map<number, number>>();

/** The offset at a midnight of UTC. Neighbouring days ask for the same ones. */
function offsetAtMidnight(timeZone: string, utcDay: number): number {
  const known = midnights.get(timeZone) ?? new Map<number, number>();
  midnights.set(timeZone, known);
  const offset = known.get(utcDay) ?? offsetAt(timeZone, utcDay * day);
  known.set(utcDay, offset);
  return offset;
}

/** Clocks are changed at whole minutes. */
function changeBetween(timeZone: string, from: number, until: number, before: number): number {
  let [low, high] = [from / 60_000, until / 60_000];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(timeZone, middle * 60_000) === before) low = middle;
    else high = middle;
  }
  return high * 60_000;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** What the clocks of a place are ahead of UTC at an instant. */
export function offsetAt(timeZone: string, instant: number): number {
  const part: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
  for (const { type, value } of formatOf(timeZone).formatToParts(instant)) part[type] = Number(value);
  const { year, month, day, hour, minute, second } = part;
  return Date.UTC(year!, month! - 1, day!, hour!, minute!, second!) - Math.floor(instant / 1000) * 1000;
}

/** To make one costs a hundred times as much as to use it. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const figures = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' } as const;
  const made = new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', ...figures, second: 'numeric' });
  formats.set(timeZone, made);
  return made;
}
