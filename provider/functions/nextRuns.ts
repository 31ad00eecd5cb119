import type { FunctionType } from '../functionType.ts';
import { ArgumentError } from '../functionType.ts';
import type { Session } from '../session.ts';
import type { Value } from '../values/value.ts';
import { scheduleOf, scheduleParameter } from './scheduleArgument.ts';

const most = 1000;

/** `provider::pgstow::next_runs`. */
export const nextRunsFunction: FunctionType = {
  name: 'next_runs',
  summary: 'When a schedule starts next.',
  description:
    'The next starts of a schedule after an instant, in RFC 3339 and UTC; fewer than asked for where it has no more. Changes of the clocks are taken into account: `provider::pgstow::next_runs(pgstow_backup_plan.orders.schedule, plantimestamp(), 3)`.',
  parameters: [
    scheduleParameter,
    { name: 'from', type: 'string', description: 'The instant, in RFC 3339, such as `plantimestamp()` gives it.' },
    { name: 'n', type: 'number', description: `How many, from 1 to ${most}.` },
  ],
  returns: ['list', 'string'],
  call: nextRuns,
};

async function nextRuns([given, from, n]: readonly Value[], session: Session): Promise<Value> {
  const { nextStarts } = await session.engine();
  const schedule = await scheduleOf(given!, session);
  const starts = nextStarts(schedule, instantOf(from as string), countOf(n!));
  return starts.map((start) => start.toISOString().replace('.000Z', 'Z'));
}

function instantOf(text: string): Date {
  const instant = new Date(text);
  const hasOffset = /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:\d\d)$/i.test(text);
  if (hasOffset && !Number.isNaN(instant.getTime())) return instant;
  throw new ArgumentError(
    1,
    `${JSON.stringify(text)} is not an instant in RFC 3339 with its offset, such as 2026-12-01T01:00:00Z`,
  );
}

function countOf(n: Value): number {
  if (typeof n === 'number' && Number.isInteger(n) && n >= 1 && n <= most) return n;
  throw new ArgumentError(2, `n: ${n} is not allowed; allowed: a whole number from 1 to ${most}`);
}
