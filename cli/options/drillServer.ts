import { Option } from 'commander';
import type { ConnectionTarget } from '../../engine/index.ts';
import type { Invocation } from '../invocation.ts';
import { refusePassword } from './target.ts';

/** Where drills restore to; of the machine that runs them, so no plan says it. */
export function drillServerOption(flags: string): Option {
  return new Option(
    flags,
    'postgresql://user@host:port/database of a server in which drills make a database, and drop it; its role must be allowed to. ' +
      'Default: they start one with programs of this machine',
  ).env('PGSTOW_DRILL_SERVER');
}

/** Parsed before anything is begun. `option` is what it is called: its value may come from the environment. */
export async function drillServer(
  invocation: Invocation,
  option: '--server' | '--drill-server',
  url: string | undefined,
): Promise<ConnectionTarget | undefined> {
  if (!url) return undefined;
  const name = option === '--server' ? 'server' : 'drillServer';
  if (invocation.isTyped(name)) refusePassword(option, url, ', or set PGSTOW_DRILL_SERVER to the whole URL');
  return (await invocation.engine()).parseTargetUrl(url);
}
