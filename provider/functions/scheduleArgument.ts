import type { Schedule } from '../engine.ts';
import type { Parameter } from '../functionType.ts';
import { ArgumentError } from '../functionType.ts';
import { detailOf, isPgstowError } from '../refusal.ts';
import { camelCase } from '../resources/planDocument.ts';
import type { Session } from '../session.ts';
import { isObject, type Value } from '../values/value.ts';

/** A schedule as an argument: of any type, so that fields may be left out. */
export const scheduleParameter: Parameter = {
  name: 'schedule',
  type: 'dynamic',
  description:
    'A schedule as `pgstow_backup_plan` takes it: `{ days = [...], start_at = [...], time_zone = "..." }`, `{ cron = "...", time_zone = "..." }` or `{ once = "..." }`; or that of a plan.',
};

export async function scheduleOf(given: Value, session: Session): Promise<Schedule> {
  if (!isObject(given)) throw new ArgumentError(0, 'a schedule is an object, such as { start_at = ["01:00"] }');
  const { parseSchedule } = await session.engine();
  const fields = Object.entries(given).filter(([, value]) => value !== null);
  try {
    return parseSchedule(Object.fromEntries(fields.map(([name, value]) => [camelCase(name), value])));
  } catch (thrown) {
    throw isPgstowError(thrown) ? new ArgumentError(0, detailOf(thrown)) : thrown;
  }
}
