import fc from 'fast-check';
import { test } from 'vitest';
import { roundTripProperty } from '../../roundtrip/roundTripProperty.ts';
import { server } from '../../servers.ts';

test('two hundred random databases come back as they were, on every version', async (context) => {
  const servers = await Promise.all(['14', '15', '16', '17', '18'].map((version) => server(version, context)));
  await fc.assert(roundTripProperty(servers), { numRuns: 200 });
});
