import { test } from 'vitest';
import { freshDatabase, server } from '../servers.ts';
import { expectBoundedMemory, makeHugeRows, makeOrdinaryRows } from './memory.ts';

test('a row of 200 MB passes through four connections in less than 256 MB of memory', async (context) => {
  await using source = await freshDatabase(await server('18', context));
  await makeHugeRows(source, 1, 200);
  await makeOrdinaryRows(source, 20);
  await expectBoundedMemory(source);
});
