import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseMessages } from '../../engine/postgres/definitions/pgDumpMessages.ts';
import { ErrorWatch } from '../../engine/postgres/definitions/serverErrors.ts';

describe("the server's last error", () => {
  const message = (type: string, body: string) => {
    const head = Buffer.alloc(5, type);
    head.writeInt32BE(Buffer.byteLength(body) + 4, 1);
    return Buffer.concat([head, Buffer.from(body)]);
  };
  const stream = Buffer.concat([
    message('E', 'SFEHLER\0VERROR\0C42P01\0Merster\0\0'),
    message('Z', 'E'),
    message('1', ''),
    message('D', 'E is no error here'),
    message('E', 'SFEHLER\0VERROR\0C42501\0Mkeine Berechtigung für Tabelle x\0Hnone\0\0'),
    message('N', 'SWARNUNG\0VWARNING\0C01000\0Mnur ein Hinweis\0\0'),
    message('Z', 'I'),
  ]);

  test('is known whatever pieces the bytes come in', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(stream.length)), (cuts) => {
        const watch = new ErrorWatch();
        const at = [0, ...cuts.sort((a, b) => a - b), stream.length];
        for (let i = 1; i < at.length; i++) watch.follow(stream.subarray(at[i - 1], at[i]));
        expect(watch.last).toEqual({ sqlstate: '42501', message: 'keine Berechtigung für Tabelle x' });
      }),
    );
  });

  test('is none when there was none', () => {
    const watch = new ErrorWatch();
    watch.follow(message('D', 'EEEEE'));
    expect(watch.last).toBeUndefined();
  });
});

test("pg_dump's messages are taken apart, with what belongs to them", () => {
  const stderr = [
    'pg_dump: warning: subscriptions not dumped because current user is not a superuser',
    'pg_dump: error: query failed: ERROR:  permission denied for table t',
    'HINT:  ask',
    'pg_dump: detail: Query was: LOCK TABLE public.t IN ACCESS SHARE MODE',
    'pg_dump: hint: try again',
    'pg_dump: something else',
    '',
  ];
  expect(parseMessages(stderr.join('\n'))).toEqual([
    { level: 'warning', text: 'subscriptions not dumped because current user is not a superuser' },
    {
      level: 'error',
      text: 'query failed: ERROR:  permission denied for table t\nHINT:  ask\ndetail: Query was: LOCK TABLE public.t IN ACCESS SHARE MODE\nhint: try again',
    },
    { level: 'other', text: 'something else' },
  ]);
});
