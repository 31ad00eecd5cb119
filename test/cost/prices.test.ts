import { describe, expect, test } from 'vitest';
import { choosePrices } from '../../engine/cost/choosePrices.ts';
import { parsePriceTable } from '../../engine/cost/priceTable.ts';
import { restoreCost } from '../../engine/cost/restoreCost.ts';
import { storedCost } from '../../engine/cost/storedCost.ts';
import { unpriced } from '../../engine/cost/unpriced.ts';
import { storagePlace } from '../../engine/repository/storagePlace.ts';

const gib = 2 ** 30;
const virginia = choosePrices(storagePlace('s3://bucket/p?region=us-east-1')).table!;

describe('list prices', () => {
  test.each([
    ['s3://bucket/p?region=eu-central-1', 'amazon eu-central-1 USD'],
    ['s3://bucket?endpoint=https://s3.us-west-2.amazonaws.com&region=us-west-2', 'amazon us-west-2 USD'],
    ['s3://bucket?endpoint=https://oss-cn-hangzhou-internal.aliyuncs.com', 'oss cn-hangzhou CNY'],
    ['s3://bucket?endpoint=https://s3.oss-cn-shanghai.aliyuncs.com&region=cn-shanghai', 'oss cn-shanghai CNY'],
  ])('are known for %s', (url, expected) => {
    const { service, region, currency, date, source } = choosePrices(storagePlace(url)).table!;
    expect(`${service} ${region} ${currency}`).toBe(expected);
    expect([date, source]).toEqual(['2025-06', expect.stringMatching(/^https:/)]);
  });

  test.each([
    ['/srv/backups', 'a folder has no list price'],
    ['s3://bucket?endpoint=https://minio.example.com', 'no list price is known of this service'],
    ['s3://bucket?endpoint=https://storage.googleapis.com', 'no list price is known of Google Cloud Storage'],
    ['s3://bucket/p', 'the address does not tell the region of Amazon S3'],
    [
      's3://bucket?region=mars-1',
      'no list price is known of Amazon S3 in mars-1; known are us-east-1, us-east-2, us-west-2, eu-west-1, eu-central-1',
    ],
  ])('are not known for %s', (url, reason) => {
    expect(choosePrices(storagePlace(url))).toEqual({ reason });
  });
});

describe('what is stored', () => {
  test('is priced by the class that the store lists, and small objects as the class bills them', () => {
    const objects = [
      { size: 10 * gib, storageClass: 'STANDARD' },
      { size: 20 * gib, storageClass: 'STANDARD_IA' },
      { size: 1, storageClass: 'STANDARD_IA' },
    ];
    const ia = (20 + 128 / 1024 / 1024) * 0.0125;
    expect(storedCost(objects, virginia)).toEqual({
      objects: 3,
      bytes: 30 * gib + 1,
      monthly: expect.closeTo(0.23 + ia, 9),
      classes: [
        { storageClass: 'STANDARD', objects: 1, bytes: 10 * gib, monthly: expect.closeTo(0.23, 9) },
        { storageClass: 'STANDARD_IA', objects: 2, bytes: 20 * gib + 1, monthly: expect.closeTo(ia, 9) },
      ],
    });
  });

  test('has no sum where a class has no price, and its bytes all the same', () => {
    const objects = [
      { size: gib, storageClass: 'STANDARD' },
      { size: gib, storageClass: 'INTELLIGENT_TIERING' },
    ];
    expect(storedCost(objects, virginia)).toEqual({
      objects: 2,
      bytes: 2 * gib,
      classes: [
        { storageClass: 'INTELLIGENT_TIERING', objects: 1, bytes: gib },
        { storageClass: 'STANDARD', objects: 1, bytes: gib, monthly: 0.023 },
      ],
    });
    expect(unpriced(virginia, ['STANDARD', 'INTELLIGENT_TIERING', 'GLACIER'])).toEqual([
      'no price is known of storage class INTELLIGENT_TIERING',
    ]);
    const archive = choosePrices(storagePlace('s3://bucket?endpoint=https://oss-cn-beijing.aliyuncs.com')).table!;
    expect(unpriced(archive, ['Archive'])).toEqual([
      'no price is known of reading storage class Archive',
      'no price is known of writing storage class Archive',
    ]);
  });

  test('has its bytes where there are no prices at all', () => {
    const classes = [{ objects: 1, bytes: 7 }];
    expect(storedCost([{ size: 7 }], undefined)).toEqual({ objects: 1, bytes: 7, classes });
    expect(storedCost([], undefined)).toEqual({ objects: 0, bytes: 0, classes: [] });
  });
});

test('a restore costs requests, thawing, retrieval and egress', () => {
  const objects = Array.from({ length: 1000 }, () => ({ size: gib, storageClass: 'GLACIER_IR' }));
  const { cost, ...read } = restoreCost('s', objects, virginia);
  expect(read).toEqual({ set: 's', requests: 1000, bytes: 1000 * gib });
  expect(cost).toBeCloseTo(0.01 + 1000 * (0.03 + 0.09), 9);
  const thawed = objects.map(({ size }) => ({ size, storageClass: 'DEEP_ARCHIVE' }));
  expect(restoreCost('s', [{ size: gib, storageClass: 'STANDARD' }, ...thawed], virginia)).toEqual({
    set: 's',
    requests: 1001,
    bytes: 1001 * gib,
    thawedBytes: 1000 * gib,
    cost: expect.closeTo(1.001 * 0.0004 + 0.1 + 1000 * 0.02 + 1001 * 0.09, 9),
  });
  const priced = { ...virginia, classes: { GLACIER: { storage: 1, get: 1 } } };
  expect(restoreCost('s', [{ size: 5, storageClass: 'GLACIER' }], priced)).not.toHaveProperty('cost');
});

test('prices that do not fit are refused with all that is wrong', () => {
  const refused = (text: string) => {
    try {
      parsePriceTable(text, 'p.json');
    } catch (thrown) {
      const { code, message, hint } = thrown as { code: string; message: string; hint: string };
      return `${code}: ${message}: ${hint}`;
    }
    return 'accepted';
  };
  const hint = 'write it as docs/cost.md shows: currency, date, source, egress and classes with storage and get';
  expect(refused('{')).toMatch(/^input: p\.json is not JSON: .*: write it as docs\/cost\.md shows/);
  const wrong = {
    currency: 'EUR',
    date: 'now',
    source: 'us',
    classes: { '*': { storage: -1, storag: 1 }, GLACIER: 4 },
  };
  const told = [
    'date: "now" is not allowed; allowed: a day or a month, such as 2026-11-01 or 2026-11',
    'classes.*.storage: -1 is not allowed; allowed: a number, 0 or more',
    'classes.*.storag is not a field; known are storage, get, retrieval, put, thaw, thawRequest, minimumDays, minimumBytes',
    'classes.GLACIER: 4 is not allowed; allowed: a mapping of prices, such as { "storage": 0.02, "get": 0.0004 }',
  ];
  expect(refused(JSON.stringify(wrong))).toBe(`input: p.json does not fit: ${told.join('; ')}: ${hint}`);
  expect(refused('{"date":"2026-11","source":"us","classes":{"*":{"minimumDays":0.5}}}')).toBe(
    `input: p.json does not fit: currency is missing; allowed: a text, such as EUR; classes.*.storage is missing; allowed: a number, 0 or more; classes.*.minimumDays: 0.5 is not allowed; allowed: a whole number, 0 or more: ${hint}`,
  );
  expect(refused('[]')).toBe(
    `input: p.json does not fit: the table: a mapping or a list is not allowed; allowed: a mapping of fields: ${hint}`,
  );
  expect(refused(JSON.stringify({ ...wrong, date: '2026-11', classes: {} }))).toBe('accepted');
});
