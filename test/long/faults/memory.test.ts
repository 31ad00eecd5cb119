import { test } from 'vitest';
import { expectBoundedMemory, makeHugeRows, makeOrdinaryRows } from '../../faults/memory.ts';
import { freshDatabase, server } from '../../servers.ts';

test('four rows of 300 MB at once pass in less than 300 MB of memory', async (context) => {
  await using source = await freshDatabase(await server('18', context));
  await makeHugeRows(source, 4, 300);
  console.log('rows of 300 MB, peaks in MB:', await expectBoundedMemory(source));
});

test.for([1, 10])('%i GB pass in less than 300 MB of memory', async (gigabytes, context) => {
  await using source = await freshDatabase(await server('18', context));
  await makeOrdinaryRows(source, gigabytes * 1024);
  console.log(`${gigabytes} GB, peaks in MB:`, await expectBoundedMemory(source));
});
