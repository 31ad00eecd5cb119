import { describe, expect, test } from 'vitest';
import { PgstowError } from '../../engine/errors.ts';
import { databaseError, lostConnection } from '../../engine/postgres/databaseError.ts';

const ofSystem = (code: string, message: string) => Object.assign(new Error(`${code}: ${message}`), { code });

describe('what the system says under a query', () => {
  test.each([
    ['ECONNRESET', 'read'],
    ['EPIPE', 'write'],
    ['ETIMEDOUT', 'read'],
    ['EHOSTUNREACH', 'read'],
  ])('is a connection that was lost where a socket has %s', (code, message) => {
    const error = lostConnection(ofSystem(code, message), 'backup of plan shop');
    expect(error).toMatchObject({
      code: 'connection',
      message: `backup of plan shop: the connection to the server was lost (${code}: ${message})`,
      retryable: true,
    });
  });

  test.each([
    ['ENOENT', "no such file or directory, open 'rows.wasm'"],
    ['ENOSPC', 'no space left on device, write'],
    ['EACCES', 'permission denied, open'],
    ['EMFILE', 'too many open files'],
  ])('is none where a file has %s, and stays what it is', (code, message) => {
    const thrown = ofSystem(code, message);
    const error = databaseError(thrown, 'backup of plan shop', new AbortController().signal, 'pgstow grants');
    expect(error).toBe(thrown);
    expect(error).not.toBeInstanceOf(PgstowError);
  });
});
