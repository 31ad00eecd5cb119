import { PgstowError } from '../errors.ts';
import type { PlanDocument } from '../spec/plan.ts';
import { checkStoreAddress } from '../store/openStore.ts';

/** Throws `input` where a repository cannot have this address; nothing is asked whether there is one. */
export function checkAddress(url: string): void {
  checkStoreAddress(url);
}

/** The same for the repositories that a plan has its sets copied to: what is no address, or holds credentials, is not to be stored. */
export function checkAddressesOfCopies({ copies = [] }: Pick<PlanDocument, 'copies'>): void {
  for (const [index, { repository }] of copies.entries()) {
    try {
      checkStoreAddress(repository);
    } catch (thrown) {
      if (!(thrown instanceof PgstowError)) throw thrown;
      const { code, message, hint } = thrown;
      const where = `copies[${index}].repository`;
      throw new PgstowError(code, `${where}: ${message}`, { ...(hint && { hint }), cause: thrown });
    }
  }
}
