import fc from 'fast-check';
import { test } from 'vitest';
import { server } from '../servers.ts';
import { besideProperty, everyTableComesBeside } from './beside.ts';

test('every table of PostgreSQL 18 is restored beside itself, and nothing that is there changes', (context) =>
  everyTableComesBeside('18', context));

test('tables with hostile names are restored beside themselves', async (context) => {
  await fc.assert(besideProperty(await server('18', context)), { numRuns: 8, endOnFailure: true });
}, 60_000);
