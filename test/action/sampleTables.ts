import type { TableSize } from '../../action/summary/sizes.ts';
import { billing, orders } from './sampleReports.ts';

const someRead = {
  read: 198_000_000,
  reused: 7_702_000_000,
  stored: 21_000_000,
  reason: 'blocks of it were changed (6 of 239 ranges); it is a sample of what is unchanged (2 of 239 ranges)',
};

/** What is in the sets of the samples. */
export const sampleTables: ReadonlyMap<string, readonly TableSize[]> = new Map([
  [
    orders,
    [
      { schema: 'public', name: 'orders', rows: 31_000_000, bytes: 7_900_000_000, reading: someRead },
      { schema: 'public', name: 'order_items', rows: 19_000_000, bytes: 3_600_000_000 },
      { schema: 'billing', name: 'invoice', rows: 900_000, bytes: 610_000_000 },
      { schema: 'public', name: 'customers', rows: 300_000, bytes: 240_000_000 },
      { schema: 'public', name: 'Audit log', rows: 4_311, bytes: 49_000_000 },
      { schema: 'public', name: 'settings', rows: 0, bytes: 0 },
    ],
  ],
  [billing, [{ schema: 'public', name: 'invoice', rows: 12_000, bytes: 3_100_000 }]],
]);
