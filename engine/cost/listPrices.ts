import type { ClassPrices, PriceTable } from './priceTable.ts';

/** List prices of a region of a service. */
export interface RegionPrices extends PriceTable {
  readonly service: 'amazon' | 'oss';
  readonly region: string;
}

type Classes = Readonly<Record<string, ClassPrices>>;

const minimumOfAmazon = { minimumBytes: 128 * 1024 };
const minimumOfAlibaba = { minimumBytes: 64 * 1024 };

/** How long what is stored in a class of Amazon is billed at least. */
const days = { infrequent: { minimumDays: 30 }, archive: { minimumDays: 90 }, deep: { minimumDays: 180 } };

/** Standard retrievals, the same in all regions that are here. What has been thawed is read as STANDARD. */
const thaw = { thaw: 0.01, thawRequest: 0.05 };
const thawDeep = { thaw: 0.02, thawRequest: 0.1 };

/** Virginia, Ohio, Oregon and Ireland ask for the same. */
const amazonUsual: Classes = {
  STANDARD: { storage: 0.023, get: 0.0004, put: 0.005 },
  STANDARD_IA: { storage: 0.0125, get: 0.001, put: 0.01, retrieval: 0.01, ...minimumOfAmazon, ...days.infrequent },
  ONEZONE_IA: { storage: 0.01, get: 0.001, put: 0.01, retrieval: 0.01, ...minimumOfAmazon, ...days.infrequent },
  GLACIER_IR: { storage: 0.004, get: 0.01, put: 0.02, retrieval: 0.03, ...minimumOfAmazon, ...days.archive },
  GLACIER: { storage: 0.0036, get: 0.0004, put: 0.03, ...thaw, ...days.archive },
  DEEP_ARCHIVE: { storage: 0.00099, get: 0.0004, put: 0.05, ...thawDeep, ...days.deep },
};

const amazonFrankfurt: Classes = {
  STANDARD: { storage: 0.0245, get: 0.00043, put: 0.0054 },
  STANDARD_IA: { storage: 0.0135, get: 0.001, put: 0.01, retrieval: 0.01, ...minimumOfAmazon, ...days.infrequent },
  ONEZONE_IA: { storage: 0.0108, get: 0.001, put: 0.01, retrieval: 0.01, ...minimumOfAmazon, ...days.infrequent },
  GLACIER_IR: { storage: 0.005, get: 0.01, put: 0.02, retrieval: 0.03, ...minimumOfAmazon, ...days.archive },
  GLACIER: { storage: 0.0039, get: 0.00043, put: 0.036, ...thaw, ...days.archive },
  DEEP_ARCHIVE: { storage: 0.0018, get: 0.00043, put: 0.06, ...thawDeep, ...days.deep },
};

/** The mainland's regions ask for the same; requests are sold by 10,000. Of its archive only storage is known here. */
const alibabaStandard: ClassPrices = { storage: 0.12, get: 0.001, put: 0.001 };
const alibabaInfrequent: ClassPrices = {
  storage: 0.08,
  get: 0.01,
  put: 0.01,
  retrieval: 0.0325,
  ...minimumOfAlibaba,
  minimumDays: 30,
};
const alibabaArchive: ClassPrices = { storage: 0.033, ...minimumOfAlibaba, minimumDays: 60 };

/** Alibaba's own names, and those under which its S3 interface shows the same classes. */
const alibabaMainland: Classes = {
  Standard: alibabaStandard,
  STANDARD: alibabaStandard,
  IA: alibabaInfrequent,
  STANDARD_IA: alibabaInfrequent,
  Archive: alibabaArchive,
  GLACIER: alibabaArchive,
};

/**
 * What is asked for without any contract, at the date that is said, typed by hand and from memory: the first tiers, without tax and free quotas.
 * Whoever knows better gives a table of their own. What is not here is not known: so the tiers of INTELLIGENT_TIERING, which
 * a listing does not tell.
 */
export const listPrices: readonly RegionPrices[] = [
  ...['us-east-1', 'us-east-2', 'us-west-2', 'eu-west-1'].map((region) => amazon(region, amazonUsual)),
  amazon('eu-central-1', amazonFrankfurt),
  ...['cn-beijing', 'cn-hangzhou', 'cn-shanghai', 'cn-shenzhen'].map((region) => alibaba(region, alibabaMainland)),
];

function amazon(region: string, classes: Classes): RegionPrices {
  return {
    service: 'amazon',
    region,
    currency: 'USD',
    date: '2025-06',
    source: 'https://aws.amazon.com/s3/pricing/',
    note: 'from memory; first tiers, without tax and free quotas; egress to the internet',
    egress: 0.09,
    classes,
  };
}

function alibaba(region: string, classes: Classes): RegionPrices {
  return {
    service: 'oss',
    region,
    currency: 'CNY',
    date: '2025-06',
    source: 'https://www.alibabacloud.com/en/product/oss/pricing',
    note: 'from memory; locally redundant storage, without free quotas; egress to the internet by day',
    egress: 0.5,
    classes,
  };
}
