import { InputError } from './inputError.ts';

const form = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(:\d\d(?:\.\d{1,9})?)?\s*(Z|[+-]\d\d(?::?\d\d)?)?$/i;

/** An instant that was typed. */
export interface TypedInstant {
  readonly date: Date;
  /** True when it named no zone, and was read in that of this machine. */
  readonly local: boolean;
}

/** Reads a date with a time, and a zone unless that of this machine is meant. */
export function parseInstant(name: string, text: string, now: Date = new Date()): TypedInstant {
  const [, day, minute, second = ':00', zone = ''] = form.exec(text.trim()) ?? [];
  if (!day || !minute) throw wrong(name, text, 'is not an instant');
  const date = new Date(`${day}T${minute}${second}${isoZone(zone)}`);
  if (Number.isNaN(date.getTime()) || !exists(day, `${minute}${second.slice(0, 3)}`))
    throw wrong(name, text, 'does not exist');
  if (date > now) throw wrong(name, text, 'is in the future');
  return { date, local: zone === '' };
}

function isoZone(zone: string): string {
  const [, sign, hours, minutes = '00'] = /^([+-])(\d\d):?(\d\d)?$/.exec(zone) ?? [];
  return sign ? `${sign}${hours}:${minutes}` : zone.toUpperCase();
}

/** Date takes 30 February for 2 March. */
function exists(day: string, time: string): boolean {
  const utc = new Date(`${day}T${time}Z`);
  return !Number.isNaN(utc.getTime()) && utc.toISOString().startsWith(`${day}T${time}`);
}

function wrong(name: string, text: string, what: string): InputError {
  return new InputError(
    `${name} ${JSON.stringify(text)} ${what}`,
    'write it with a zone, as 2026-11-22T21:30:00Z or "2026-11-22 22:30 +01:00", or without one in local time, as "2026-11-22 22:30"',
  );
}
