import type { Held, Released } from '../engine/index.ts';
import { counted } from './human.ts';

/** What is under legal hold now, and where. */
export function holdSummary({ hold: { plan, set }, objects }: Held): string {
  const where = objects === undefined ? '; its store knows no legal hold, so prune alone heeds it' : '';
  return `set ${set} of ${plan} is under legal hold${objectsText(objects)}, until: pgstow release ${set}${where}`;
}

/** What is under legal hold no more. */
export function releaseSummary(set: string, { holds, objects }: Released): string {
  const ended = holds.length > 0 ? counted(holds.length, 'legal hold') : 'a legal hold without a record';
  return `${ended} of set ${set} ended${objectsText(objects)}`;
}

function objectsText(objects: number | undefined): string {
  return objects === undefined ? '' : `, ${counted(objects, 'object')}`;
}
