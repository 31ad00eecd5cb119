import { expect, test } from 'vitest';
import { unknown } from '../../provider/values/value.ts';
import { withPlans } from './planScene.ts';

const source = { host: 'db.example.com', database: 'orders', user: 'backup' };
const orders = { id: 'orders', source };

test('an object with nothing in it is warned of, for Terraform has left out what was misspelt', async () => {
  await withPlans(async ({ plans }) => {
    const config = { ...orders, source: { ...source, ssl: {} }, retention: {} };
    const said = await plans.validate(config);
    expect(said.map(({ severity, path, detail }) => `${severity} ${path} | ${detail}`)).toEqual([
      'warning source | source.ssl holds no value. Terraform leaves out, without a word, names in it that it does not know; known are mode, root_certificate, client_certificate, client_key.\n\nCheck how they are written, or leave out source.ssl.',
      'warning retention | retention holds no value. Terraform leaves out, without a word, names in it that it does not know; known are keep_days, keep_last, keep_hourly, keep_daily, keep_weekly, keep_monthly, keep_yearly.\n\nCheck how they are written, or leave out retention.',
    ]);
    const token = { ...source, ssl: { mode: 'verify-full' }, password: { rds_iam: {} } };
    expect(await plans.validate({ id: 'orders', source: token, retention: { keep_days: unknown } })).toEqual([]);
  });
});
