import fc from 'fast-check';
import { test } from 'vitest';
import { server, versions } from '../servers.ts';
import { roundTripProperty } from './roundTripProperty.ts';

test('random databases come back as they were', async (context) => {
  const servers = await Promise.all(versions.map((version) => server(version, context)));
  await fc.assert(roundTripProperty(servers), { numRuns: 25, interruptAfterTimeLimit: 45_000 });
}, 120_000);
