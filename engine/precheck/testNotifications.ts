import { PgstowError } from '../errors.ts';
import { announce } from '../notify/announce.ts';
import type { Repository } from '../repository/repository.ts';
import type { Environment } from '../spec/secret.ts';

export interface TestNotificationsOptions {
  readonly signal?: AbortSignal;
  /** Where addresses are looked up. Default: this process's own. */
  readonly env?: Environment | undefined;
}

export interface NotificationTest {
  /** The field of the plan that names the receiver. */
  readonly field: string;
  readonly arrived: boolean;
  /** Why it did not, and what to do. */
  readonly reason?: string | undefined;
  readonly remedy?: string | undefined;
}

/**
 * Sends a test message to all whom a plan notifies, of whatever. The ping is left alone: it would say that there is a new set. Rejects with
 * `input` (unknown plan, or one that notifies nobody).
 */
export async function testNotifications(
  repository: Repository,
  idOrName: string,
  { signal = new AbortController().signal, env = process.env }: TestNotificationsOptions = {},
): Promise<NotificationTest[]> {
  const { id, name, document } = await repository.plans.resolve(idOrName);
  const { store, surroundings } = repository;
  const receipts = await announce(
    document,
    {
      event: 'test',
      outcome: 'tested',
      plan: { id, name },
      repository: store.url,
      host: surroundings.host,
      warnings: [],
    },
    { signal, env },
  );
  if (receipts.length === 0) {
    throw new PgstowError('input', `plan ${id} notifies nobody`, {
      hint: 'give it notifications: [{ webhook: { env: NAME }, format: slack }], and apply it',
    });
  }
  return receipts.map(({ field, failure }) => ({
    field,
    arrived: failure === undefined,
    reason: failure?.message,
    remedy: failure?.hint,
  }));
}
