import fc from 'fast-check';
import { describe, test } from 'vitest';
import { besideProperty, everyTableComesBeside } from '../../roundtrip/beside.ts';
import { server } from '../../servers.ts';

const versions = ['14', '15', '16', '17', '18'];

describe.each(versions)('every table of PostgreSQL %s', (version) => {
  test('is restored beside itself, and nothing that is there changes', (context) =>
    everyTableComesBeside(version, context));
});

test('a hundred and fifty databases with hostile names are restored beside themselves', async (context) => {
  const servers = await Promise.all(['14', '18'].map((version) => server(version, context)));
  for (const on of servers) await fc.assert(besideProperty(on), { numRuns: 75, endOnFailure: true });
});
