import { encode } from '@msgpack/msgpack';
import { expect, test } from 'vitest';
import { functionTypes } from '../../provider/provider.ts';
import type { Type } from '../../provider/values/type.ts';
import { unknown, type Value } from '../../provider/values/value.ts';
import { decodeValue, encodeValue } from '../../provider/values/wire.ts';
import { ProviderClient } from './providerClient.ts';

test('an address is put together with everything escaped, and what is wrong with it is told', async () => {
  await using client = await ProviderClient.start();
  const url = (...given: Value[]) => call(client, 'repository_url', given);
  expect(await url('backups', 'prod')).toBe('s3://backups/prod');
  expect(await url('backups', '')).toBe('s3://backups');
  const endpoint = 'https://minio.example.com:9000';
  expect(await url('backups', 'prod', { region: 'eu-central-1', endpoint, path_style: 'true', sse: null })).toBe(
    's3://backups/prod?region=eu-central-1&endpoint=https://minio.example.com:9000&path-style=true',
  );
  expect(await url('B', 'a//b', { regoin: 'x' })).toEqual({
    text: 'the address of the bucket is not right: there is no parameter "regoin"; "B" is not the name of a bucket: 3 to 63 lower-case letters, digits, "." and "-"; "a//b" cannot be the beginning of keys: letters, digits, ".", "_", "-" and "/" between them, no part beginning with a dot, 512 characters at most\n\nwrite s3://bucket/prefix?region=eu-central-1, in quotes in a shell; its parameters are region, endpoint, path-style, storage-class, sse, kms-key, create-only',
  });
  expect(await url('backups', '', { region: 'a' }, { region: 'b' })).toEqual({
    text: 'the parameters are one map, such as { region = "eu-central-1" }',
    functionArgument: 3,
  });
});

test('a schedule is a cron expression where one can say it', async () => {
  await using client = await ProviderClient.start();
  const cron = (schedule: Value) => call(client, 'cron', [schedule]);
  expect(await cron({ days: ['mon', 'wed', 'fri'], start_at: ['01:00'], time_zone: 'Europe/Berlin' })).toBe(
    '0 1 * * 1,3,5',
  );
  expect(await cron({ start_at: ['01:00'], days: null, cron: null })).toBe('0 1 * * *');
  expect(await cron({ start_at: ['01:00', '13:30'] })).toEqual({
    text: 'the schedule is no cron expression: its times of the day are not the same minutes of some hours: 2 expressions are needed: 0 1 * * *, 30 13 * * *',
    functionArgument: 0,
  });
  expect(await cron({ once: '2026-12-01T01:00:00+01:00' })).toEqual({
    text: 'the schedule is no cron expression: it starts once, at 2026-12-01T01:00:00+01:00: a cron expression has no year',
    functionArgument: 0,
  });
});

test('a schedule that is none says what is wrong with it, in the words of Terraform', async () => {
  await using client = await ProviderClient.start();
  const text = async (schedule: Value) => ((await call(client, 'cron', [schedule])) as { text: string }).text;
  expect(await text({ strat_at: ['01:00'] })).toMatchInlineSnapshot(`
    "schedule.strat_at is not a field of a plan; did you mean start_at?
    schedule: it says no start; allowed: { days = [DAY], start_at = ["HH:MM"], time_zone = "ZONE" }, { cron = "7 1 * * mon-fri", time_zone = "ZONE" } or { once = "INSTANT" }"
  `);
  expect(await text({ start_at: ['25:00'] })).toMatchInlineSnapshot(`
    "schedule.start_at[0]: "25:00" is not allowed; allowed: a time from "00:00" to "23:59""
  `);
  expect(await text('0 1 * * *')).toBe('a schedule is an object, such as { start_at = ["01:00"] }');
});

test('the next starts follow the clocks of the time zone', async () => {
  await using client = await ProviderClient.start();
  const next = (...given: Value[]) => call(client, 'next_runs', given);
  const nightly = { start_at: ['02:30'], time_zone: 'Europe/Berlin' };
  expect(await next(nightly, '2026-03-28T00:00:00Z', 3)).toEqual([
    '2026-03-28T01:30:00Z',
    '2026-03-29T01:00:00Z', // 02:30 is not there
    '2026-03-30T00:30:00Z',
  ]);
  expect(await next({ once: '2026-12-01T01:00:00+01:00' }, '2026-11-01T00:00:00+02:00', 5)).toEqual([
    '2026-12-01T00:00:00Z',
  ]);
  expect(await next(nightly, unknown, 1)).toEqual(unknown);
  expect(await next(nightly, '2026-03-28', 1)).toEqual({
    text: '"2026-03-28" is not an instant in RFC 3339 with its offset, such as 2026-12-01T01:00:00Z',
    functionArgument: 1,
  });
  expect(await next(nightly, '2026-03-28T00:00:00Z', 0)).toEqual({
    text: 'n: 0 is not allowed; allowed: a whole number from 1 to 1000',
    functionArgument: 2,
  });
});

/** What a function gives, or the error. */
async function call(client: ProviderClient, name: string, given: readonly Value[]) {
  const { parameters, variadic, returns } = functionTypes.find((each) => each.name === name)!;
  const values = given.map((value, index) => argument((parameters[index] ?? variadic!).type, value));
  const { result, error } = await client.calls.callFunction({ name, arguments: values });
  if (!error) return decodeValue(returns, result);
  const { text, functionArgument } = error;
  return { text, ...(functionArgument !== undefined && { functionArgument: Number(functionArgument) }) };
}

/** As Terraform sends it: a value of any type brings its type. */
function argument(type: Type, value: Value) {
  if (type !== 'dynamic') return encodeValue(type, value);
  return { msgpack: encode([Buffer.from(JSON.stringify(writtenType(value))), value]) };
}

/** The type that Terraform gives to what is written out. */
function writtenType(value: Value): unknown {
  if (value === null) return 'dynamic';
  if (Array.isArray(value)) return ['tuple', value.map(writtenType)];
  if (typeof value !== 'object') return typeof value === 'boolean' ? 'bool' : typeof value;
  return [
    'object',
    Object.fromEntries(Object.entries(value).map(([name, each]) => [name, writtenType(each as Value)])),
  ];
}
