import type { ClassPrices, PriceTable } from './priceTable.ts';

/** List prices of a region of a service. */
export interface RegionPrices extends PriceTable {
  readonly service: 'amazon' | 'oss';
  readonly region: string;
}

type Classes = Readonly<Record<string, ClassPrices>>;

const minimumOfAmazon = { minimumBytes: 128 * 1024 };
const minimumOfAlibaba = { minimumBytes: 64 * 1024 };

/** Virginia, Ohio, Oregon and Ireland ask for the same. What is archived cannot be read before it is thawed. */
const amazonUsual: Classes = {
  STANDARD: { storage: 0.023, get: 0.0004 },
  STANDARD_IA: { storage: 0.0125, get: 0.001, retrieval: 0.01, ...minimumOfAmazon },
  ONEZONE_IA: { storage: 0.01, get: 0.001, retrieval: 0.01, ...minimumOfAmazon },
  GLACIER_IR: { storage: 0.004, get: 0.01, retrieval: 0.03, ...minimumOfAmazon },
  GLACIER: { storage: 0.0036 },
  DEEP_ARCHIVE: { storage: 0.00099 },
};

const amazonFrankfurt: Classes = {
  STANDARD: { storage: 0.0245, get: 0.00043 },
  STANDARD_IA: { storage: 0.0135, get: 0.001, retrieval: 0.01, ...minimumOfAmazon },
  ONEZONE_IA: { storage: 0.0108, get: 0.001, retrieval: 0.01, ...minimumOfAmazon },
  GLACIER_IR: { storage: 0.005, get: 0.01, retrieval: 0.03, ...minimumOfAmazon },
  GLACIER: { storage: 0.0039 },
  DEEP_ARCHIVE: { storage: 0.0018 },
};

/** The mainland's regions ask for the same; requests are sold by 10,000. */
const alibabaStandard: ClassPrices = { storage: 0.12, get: 0.001 };
const alibabaInfrequent: ClassPrices = { storage: 0.08, get: 0.01, retrieval: 0.0325, ...minimumOfAlibaba };
const alibabaArchive: ClassPrices = { storage: 0.033, ...minimumOfAlibaba };

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
 * What is asked for without any contract, at the date that is said, typed by hand: the first tiers, without tax and free quotas.
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
    note: 'first tiers, without tax and free quotas; egress to the internet',
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
    note: 'locally redundant storage, without free quotas; egress to the internet by day',
    egress: 0.5,
    classes,
  };
}
