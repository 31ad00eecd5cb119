import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planLargeObjects, planUnits, type Range, type Unit } from '../../engine/backup/ranges.ts';
import type { CatalogTable } from '../../engine/postgres/catalog/tables.ts';

const block = 8192;

/** Tables from empty to a terabyte, most of them small, with more or less beside the heap. */
const table = fc
  .record({
    blocks: fc.oneof(
      fc.constant(0),
      fc.integer({ min: 1, max: 128 }),
      fc.integer({ min: 1, max: 20_000 }),
      fc.integer({ min: 1, max: 134_217_728 }),
    ),
    toast: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 2 ** 40 })),
    heap: fc.boolean(),
    kind: fc.constantFrom('r' as const, 'r' as const, 'r' as const, 'p' as const, 'f' as const),
  })
  .map(
    ({ blocks, toast, heap, kind }): Omit<CatalogTable, 'oid'> => ({
      ...{ schema: 's', name: 't', persistence: 'p', columns: ['a'], ancestors: [], extension: null, condition: null },
      ...{ mayRead: true, mayUseSchema: true, rowSecurity: false },
      ...{ kind, heap, blocks, bytes: blocks * block + toast },
    }),
  );
const tables = fc
  .array(table, { maxLength: 300 })
  .map((list) => list.map((each, at): CatalogTable => ({ ...each, oid: 16_384 + at * 7 })));
const server = fc.record({ tidRangeScan: fc.boolean() });

describe('the units of work of a backup', () => {
  test('cover every block of every table exactly once, and rows that come later too', () => {
    fc.assert(
      fc.property(tables, server, (list, options) => {
        const ranges = Map.groupBy(rangesOf(planUnits(list, options)), (range) => range.table.oid);
        expect([...ranges.keys()].sort()).toEqual(
          list
            .filter(({ kind }) => kind === 'r')
            .map(({ oid }) => oid)
            .sort(),
        );
        for (const slices of ranges.values()) expect(gapless(slices)).toBe(true);
      }),
    );
  });

  test('are the same for the same tables in any order, but for units of equal size', () => {
    fc.assert(
      fc.property(tables, server, fc.func(fc.integer()), (list, options, chance) => {
        const shuffled = [...list].sort((a, b) => chance(a.oid, b.oid) || a.oid - b.oid);
        expect(bordersOf(planUnits(shuffled, options))).toEqual(bordersOf(planUnits(list, options)));
      }),
      { numRuns: 30 },
    );
  });

  test('keep their borders while a table grows a little', () => {
    fc.assert(
      fc.property(fc.integer({ min: 5000, max: 500_000 }), fc.integer({ min: 1, max: 5000 }), (blocks, more) => {
        const [before, after] = [blocks, blocks + more].map((count) =>
          bordersOf(planUnits([plain(count)], { tidRangeScan: true })),
        );
        const closed = before!.filter((border) => !border.endsWith(' undefined')); // the last one is open
        expect(closed.filter((border) => !after!.includes(border))).toEqual([]);
      }),
    );
  });

  test('keep their tables when another small table grows or goes, as long as their number stays', () => {
    const many = Array.from({ length: 1000 }, (_, at) => ({ ...plain(10), oid: 16_384 + at }));
    const members = (some: readonly CatalogTable[]) =>
      planUnits(some, { tidRangeScan: true }).map((unit) =>
        rangesOf([unit])
          .map(({ table }) => table.oid)
          .join(),
      );
    const [all, without] = [members(many), members(many.slice(1))];
    expect(all.length).toBeGreaterThan(4);
    expect(all.filter((unit) => !without.includes(unit))).toHaveLength(1);
  });

  test.each([1, 4, 6, 8, 12])('put small tables together evenly when their OIDs come in steps of %i', (step) => {
    const many = Array.from({ length: 2000 }, (_, at) => ({ ...plain(25), oid: 16_384 + at * step }));
    const packs = planUnits(many, { tidRangeScan: true }).map(({ bytes }) => bytes / 1024 / 1024);
    expect(Math.max(...packs)).toBeLessThan(6); // 4 at most on average
  });

  test('come largest first, and none is much larger than a range should be', () => {
    fc.assert(
      fc.property(tables, server, (list, options) => {
        const units = planUnits(list, options);
        expect(units.map(({ bytes }) => bytes)).toEqual(units.map(({ bytes }) => bytes).sort((a, b) => b - a));
        const sliced = units.filter(
          ({ contents: [first] }) => first?.kind === 'range' && first.range.from !== undefined,
        );
        const heap = sliced.filter(
          ({ contents: [first] }) =>
            first?.kind === 'range' && first.range.table.bytes < 2 * first.range.table.blocks * block,
        );
        expect(heap.every(({ bytes }) => bytes <= 64 * 1024 * 1024)).toBe(true);
      }),
    );
  });

  test('take every large object once', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 2 ** 32 - 1 }), { maxLength: 3000 }), (list) => {
        const oids = list.sort((a, b) => a - b);
        const contents = planLargeObjects(oids).flatMap((unit) => unit.contents);
        for (const part of ['metadata', 'data']) {
          expect(
            contents.flatMap((content) =>
              content.kind === 'largeObjects' && content.part === part ? content.oids : [],
            ),
          ).toEqual(oids);
        }
      }),
    );
  });
});

function plain(blocks: number): CatalogTable {
  return {
    ...{ oid: 16_384, schema: 's', name: 't', kind: 'r', persistence: 'p', heap: true, columns: ['a'], ancestors: [] },
    ...{ extension: null, condition: null, mayRead: true, mayUseSchema: true, rowSecurity: false },
    ...{ blocks, bytes: blocks * block },
  };
}

function rangesOf(units: readonly Unit[]): Range[] {
  return units.flatMap(({ contents }) =>
    contents.flatMap((content) => (content.kind === 'range' ? content.range : [])),
  );
}

/** Where the first slice begins, each next one where the one before ends, and the last one is open. */
function gapless(slices: readonly Range[]): boolean {
  if (slices.length === 1 && slices[0]!.from === undefined) return slices[0]!.to === undefined;
  const inOrder = [...slices].sort((a, b) => a.from! - b.from!);
  return (
    inOrder[0]!.from === 0 &&
    inOrder.at(-1)!.to === undefined &&
    inOrder.slice(1).every(({ from }, at) => from === inOrder[at]!.to && from! > inOrder[at]!.from!)
  );
}

function bordersOf(units: readonly Unit[]): string[] {
  return units
    .map((unit) =>
      rangesOf([unit])
        .map(({ table, from, to }) => `${table.oid} ${from} ${to}`)
        .sort()
        .join(', '),
    )
    .sort();
}
