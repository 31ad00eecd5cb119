import type { StoragePlace } from '../repository/storagePlace.ts';
import { listPrices, type RegionPrices } from './listPrices.ts';
import type { PriceTable } from './priceTable.ts';

/** Prices to reckon with, or why there are none. */
export type ChosenPrices =
  | { readonly table: PriceTable & Partial<Pick<RegionPrices, 'service' | 'region'>>; readonly reason?: undefined }
  | { readonly table?: undefined; readonly reason: string };

/** The list prices of a place. */
export function choosePrices({ service, region }: StoragePlace): ChosenPrices {
  if (service === 'folder') return { reason: 'a folder has no list price' };
  if (service === 'gcs' || service === 'other') return { reason: `no list price is known of ${names[service]}` };
  const known = listPrices.filter((each) => each.service === service);
  const table = known.find((each) => each.region === region);
  if (table) return { table };
  const regions = known.map((each) => each.region).join(', ');
  if (region === undefined) return { reason: `the address does not tell the region of ${names[service]}` };
  return { reason: `no list price is known of ${names[service]} in ${region}; known are ${regions}` };
}

const names = { amazon: 'Amazon S3', oss: 'Alibaba OSS', gcs: 'Google Cloud Storage', other: 'this service' } as const;
