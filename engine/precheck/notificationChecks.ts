import { PgstowError } from '../errors.ts';
import { resolveAddress } from '../notify/address.ts';
import type { Plan } from '../repository/plans.ts';
import type { KeptReference } from '../spec/referenceSchema.ts';
import type { Environment } from '../spec/secret.ts';
import { type Check, check, failed, type Outcome, pass } from './report.ts';

interface Options {
  readonly env: Environment;
  readonly signal: AbortSignal;
}

/** Whether the addresses are there of those who are to be told. Nothing is sent. A backup does not fail for want of them. */
export async function notificationChecks({ document }: Plan, options: Options): Promise<Check[]> {
  const { notifications = [], ping } = document;
  const webhooks = notifications.map(({ webhook }, index) =>
    check(`notification ${index + 1}`, () => look(webhook, `notifications[${index}].webhook`, options)),
  );
  return Promise.all([...webhooks, ...(ping ? [check('ping', () => look(ping, 'ping', options))] : [])]);
}

async function look(reference: KeptReference, field: string, options: Options): Promise<Outcome> {
  try {
    const { protocol } = await resolveAddress(reference, field, options);
    return pass(`${field} is an ${protocol.slice(0, -1)} address; nothing was sent`);
  } catch (thrown) {
    if (thrown instanceof PgstowError && thrown.code === 'interrupted') throw thrown;
    return { ...failed(thrown), status: 'warn' };
  }
}
