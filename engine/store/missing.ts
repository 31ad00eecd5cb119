import { PgstowError } from '../errors.ts';

/** An object that was asked for by its key is not there. */
export function missingObject(key: string, url: string, cause?: unknown): PgstowError {
  return new PgstowError('damaged', `${key} is missing in ${url}`, { hint: verifyHint, cause });
}

/** An object ends before the range that was asked for. */
export function shortObject(key: string, needed: number, size: number): PgstowError {
  return new PgstowError('damaged', `${key} is too short: ${size} bytes, at least ${needed} needed`, {
    hint: verifyHint,
  });
}

const verifyHint = 'run pgstow verify to see what is damaged; whatever does not need this object can still be restored';
