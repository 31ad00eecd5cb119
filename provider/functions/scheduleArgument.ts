import type { Schedule } from '../engine.ts';
import type { Parameter } from '../functionType.ts';
import { ArgumentError } from '../functionType.ts';
import { isPgstowError } from '../refusal.ts';
import { camelCase } from '../resources/planDocument.ts';
import { inTerraformWords } from '../resources/terraformWords.ts';
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
  const names = Object.keys(given).filter((name) => given[name] !== null);
  try {
    return parseSchedule(Object.fromEntries(names.map((name) => [camelCase(name), given[name]])));
  } catch (thrown) {
    throw isPgstowError(thrown) ? new ArgumentError(0, inWordsOf(names, thrown.message)) : thrown;
  }
}

/** Without the hint, which names the description of a plan file; a field that there is not as it was written. */
function inWordsOf(names: readonly string[], message: string): string {
  return names.reduce(
    (text, name) => text.replaceAll(`schedule.${camelCase(name)}`, `schedule.${name}`),
    inTerraformWords(message),
  );
}
