import { checkStoreAddress } from '../store/openStore.ts';

/** Throws `input` where a repository cannot have this address; nothing is asked whether there is one. */
export function checkAddress(url: string): void {
  checkStoreAddress(url);
}
