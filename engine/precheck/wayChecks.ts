import type { ConnectionTarget } from '../postgres/target.ts';
import { type Check, check, pass } from './report.ts';

/** How the server is found and reached, where that is not by its address alone. */
export async function wayChecks({ foundAs, host, port, via }: ConnectionTarget, signal: AbortSignal): Promise<Check[]> {
  return [
    ...(foundAs === undefined ? [] : [await check('instance', () => pass(`${foundAs} is at ${host}:${port}`))]),
    ...(via ? [await check('bastion', async () => pass(await via.reach(signal)))] : []),
  ];
}
