import type { Done } from '../../action/report.ts';

/** A repository of two storage classes, and a plan whose sets are copied. */
export const sampleCost: Done = {
  command: 'cost',
  report: {
    prices: { currency: 'EUR', date: '2026-11-01', source: 'our contract with the data centre' },
    unpriced: ['no price is known of storage class GLACIER'],
    repository: {
      objects: 115,
      bytes: 112 * 2 ** 30,
      classes: [
        { storageClass: 'GLACIER', objects: 15, bytes: 12 * 2 ** 30 },
        { storageClass: 'STANDARD', objects: 100, bytes: 100 * 2 ** 30, monthly: 2 },
      ],
    },
    plans: [
      {
        plan: 'orders-nightly',
        name: 'Orders',
        sets: 3,
        stored: { objects: 113, bytes: 112 * 2 ** 30, classes: [] },
        growth: { newBytes: 2 ** 31, newObjects: 5, setsPerDay: 1 },
        making: { requests: 150, listings: 1020, monthly: 0.01 },
        copying: [{ repository: 's3://copies/orders', bytes: 60 * 2 ** 30, monthly: 3 }],
        outlook: { state: 'steady', sets: 31, bytes: 160 * 2 ** 30, monthly: 3.2, earlyDeletion: 0.5 },
        restore: {
          set: '20261122T213000Z-k3v9qa',
          requests: 103,
          bytes: 100 * 2 ** 30,
          thawedBytes: 12 * 2 ** 30,
          cost: 5,
        },
      },
    ],
    warnings: [],
  },
};
