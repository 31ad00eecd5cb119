import { test } from 'vitest';
import { expectBoundedMemory, makeHugeRows, makeOrdinaryRows, makeWideRows } from '../../faults/memory.ts';
import { freshDatabase, server } from '../../servers.ts';

test('four rows of 300 MB at once pass in less than 256 MB of memory', async (context) => {
  await using source = await freshDatabase(await server('18', context));
  await makeHugeRows(source, 4, 300);
  console.log('rows of 300 MB, peaks in MB:', await expectBoundedMemory(source));
});

test('a gigabyte passes in less than 256 MB of memory', async (context) => {
  await using source = await freshDatabase(await server('18', context));
  await makeOrdinaryRows(source, 1024);
  console.log('1 GB, peaks in MB:', await expectBoundedMemory(source));
});

test('ten gigabytes pass in less than 256 MB of memory', async (context) => {
  await using source = await freshDatabase(await server('18', context));
  await makeWideRows(source, 10 * 1024);
  console.log('10 GB, peaks in MB:', await expectBoundedMemory(source));
});
