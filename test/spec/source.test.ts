import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type ThrowawayServer } from '../../embedded/server.ts';
import { PgstowError } from '../../engine/errors.ts';
import { withConnection } from '../../engine/postgres/connect.ts';
import type { ConnectionTarget } from '../../engine/postgres/target.ts';
import { sharedOptions } from '../setup/sharedServer.ts';

describe('a password that is made anew for every connection', () => {
  let server: ThrowawayServer;
  beforeAll(async () => {
    server = await startServer({ ...sharedOptions('18'), tcp: true });
  });
  afterAll(() => server.stop());

  const connect = (password: ConnectionTarget['password']) =>
    withConnection({ ...server.target('postgres', 'tcp'), password }, {}, (client) => client.query('SELECT 1'));

  it('is asked for by each of them', async () => {
    let asked = 0;
    const password = async () => {
      asked++;
      return server.password;
    };
    await connect(password);
    await connect(password);
    expect(asked).toBe(2);
  });

  it('that cannot be made says why', async () => {
    const refusal = new PgstowError('input', 'no credentials for AWS');
    await expect(connect(async () => Promise.reject(refusal))).rejects.toBe(refusal);
  });

  it('that is refused names the rights that a token takes', async () => {
    await expect(connect(async () => 'a token')).rejects.toMatchObject({
      code: 'connection',
      message: expect.stringContaining('password authentication failed for user "postgres"'),
      hint:
        'for a token of IAM the credentials need rds-db:connect on dbuser:RESOURCE-ID/postgres, the role GRANT rds_iam TO postgres, ' +
        "and the instance IAM authentication; its host is to be the instance's own name, in its own region",
    });
  });
});
