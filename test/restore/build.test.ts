import { expect, test } from 'vitest';
import { ArchiveGraph } from '../../engine/archive/archiveGraph.ts';
import { parseArchive } from '../../engine/postgres/archive.ts';
import { tablesOf } from '../../engine/restore/build/build.ts';
import { TestRepository } from '../roundtrip/testRepository.ts';
import { freshDatabase, server } from '../servers.ts';

test('a foreign key waits for the rows of all partitions of its table, for it would else check each as it comes', async (context) => {
  await using source = await freshDatabase(await server('18', context));
  await source.query(`
    CREATE TABLE kind (id int PRIMARY KEY);
    CREATE TABLE remark (id int, kind int REFERENCES kind) PARTITION BY RANGE (id);
    CREATE TABLE remark_1 PARTITION OF remark FOR VALUES FROM (0) TO (10);
    CREATE TABLE remark_2 PARTITION OF remark FOR VALUES FROM (10) TO (20) PARTITION BY RANGE (id);
    CREATE TABLE remark_2a PARTITION OF remark_2 FOR VALUES FROM (10) TO (15);`);
  await using repository = await TestRepository.open();
  const set = await repository.backup(source);
  const graph = new ArchiveGraph(parseArchive(await repository.repository.sets.readDefinitions(set)));
  const foreignKey = graph.entries.find(({ desc }) => desc === 'FK CONSTRAINT')!;
  const names = tablesOf(graph, foreignKey).map(({ name }) => name);
  expect(names.sort()).toEqual(['kind', 'remark', 'remark_1', 'remark_2', 'remark_2a']);
});
