import { createHash } from 'node:crypto';
import type { Surroundings } from './surroundings.ts';

/** RFC 4648, in lower case: letters and digits that are not easily taken for one another. */
const base32 = 'abcdefghijklmnopqrstuvwxyz234567';

/** The same, in the order in which texts are sorted. */
const inOrder = [...base32].sort().join('');

/** A new id of a set or a run, such as `20261122T213000Z-ffk3v4`: ids sort by time; the first two letters are milliseconds. */
export function newTimeId({ now, random }: Pick<Surroundings, 'now' | 'random'>): string {
  const at = now();
  const time = at.toISOString().replace(/[-:]|\.\d+/g, '');
  const [coarse, fine] = [Math.floor(at.getUTCMilliseconds() / 32), at.getUTCMilliseconds() % 32];
  return `${time}-${inOrder[coarse]}${inOrder[fine]}${randomLetters(4, random)}`;
}

/** The id of the record that a start had no run, made of what it is a start of, so that there is one for all who make it. */
export function startId(of: string, start: string): string {
  const random = (bytes: number) => createHash('sha256').update(`${of} ${start}`).digest().subarray(0, bytes);
  return newTimeId({ now: () => new Date(start), random });
}

/** The id of a set without what a copy of it may bear besides: `<id>.1` where an earlier attempt at `<id>` was declared dead. */
export function originalOf(set: string): string {
  return set.replace(/\.\d+$/, '');
}

/** The instant in an id, to the second, in milliseconds since 1970. */
export function timeOfId(id: string): number {
  const [, date, hour, minute, second] = /^(\d{8})T(\d\d)(\d\d)(\d\d)Z/.exec(id) ?? [];
  return date
    ? Date.parse(`${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}T${hour}:${minute}:${second}Z`)
    : Number.NaN;
}

/** A plan's id made from words that need not be unique, such as `orders-every-night-x4ta`. */
export function newPlanId(words: string, random: Surroundings['random']): string {
  const slug = words
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 50)
    .replace(/^-|-$/g, '');
  return `${slug || 'plan'}-${randomLetters(4, random)}`;
}

function randomLetters(count: number, random: Surroundings['random']): string {
  return Array.from(random(count), (byte) => base32[byte % 32]).join('');
}
