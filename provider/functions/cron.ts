import type { FunctionType } from '../functionType.ts';
import { ArgumentError } from '../functionType.ts';
import { scheduleOf, scheduleParameter } from './scheduleArgument.ts';

/** `provider::pgstow::cron`. */
export const cronFunction: FunctionType = {
  name: 'cron',
  summary: 'A schedule as a cron expression.',
  description:
    'The cron expression of five fields that starts at the same local times as a schedule, for a scheduler that knows the time zone. An error where there is none: a schedule that starts once, or whose times need several expressions.',
  parameters: [scheduleParameter],
  returns: 'string',
  call: async ([given], session) => {
    const { cronOf } = await session.engine();
    const said = cronOf(await scheduleOf(given!, session));
    if (said.cron === undefined) throw new ArgumentError(0, `the schedule is no cron expression: ${said.reason}`);
    return said.cron;
  },
};
