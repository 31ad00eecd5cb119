import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { complaintsAbout } from './actionlint.ts';
import { stepsOf, type Workflow } from './workflow.ts';

const folder = new URL('../../.github/workflows/', import.meta.url);
const textOf = (file: string) => readFileSync(new URL(file, folder), 'utf8');
const workflowOf = (file: string) => parse(textOf(file)) as Workflow;

describe.each(readdirSync(folder))('%s', (file) => {
  test('is taken by the linter', async () => {
    expect(await complaintsAbout(textOf(file))).toEqual([]);
  });

  test('calls Actions by their commit', () => {
    const called = [...textOf(file).matchAll(/uses: (.*)/g)].map(([, action]) => action);
    for (const action of called) expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v[\d.]+$/);
  });

  test('puts no expression into the text of a shell, where it would be run', () => {
    for (const { run = '' } of stepsOf(workflowOf(file))) expect(run).not.toContain('${{');
  });
});

test('each job may do what it must, and no more', () => {
  const may = (file: string) => {
    const { permissions, jobs } = workflowOf(file);
    return Object.fromEntries(Object.entries(jobs).map(([name, job]) => [name, job.permissions ?? permissions]));
  };
  expect(may('ci.yml')).toEqual({ ci: { contents: 'read' } });
  expect(may('release.yml')).toEqual({
    test: { contents: 'read' },
    provider: { contents: 'read' },
    container: { contents: 'read', packages: 'write' },
    image: { packages: 'write' },
    npm: { 'id-token': 'write' },
    github: { contents: 'write' },
  });
});

test('nothing is published before all of it is tested and built', () => {
  const { jobs } = workflowOf('release.yml');
  const before = (name: string): string[] =>
    [jobs[name]!.needs ?? []].flat().flatMap((need) => [need, ...before(need)]);
  for (const job of ['image', 'npm', 'github'])
    expect(before(job)).toEqual(expect.arrayContaining(['test', 'provider', 'container']));
});
