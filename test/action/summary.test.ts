import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { describe, expect, test, vi } from 'vitest';
import type { Done, Report } from '../../action/report.ts';
import { bar } from '../../action/summary/bar.ts';
import { code, md } from '../../action/summary/markdown.ts';
import type { TableSize } from '../../action/summary/sizes.ts';
import { type SummaryOptions, summaryOf } from '../../action/summary/summary.ts';
import { writeSummary } from '../../action/summary/writeSummary.ts';
import { evilNames, reportOf, sampleReports } from './sampleReports.ts';
import { sampleTables } from './sampleTables.ts';

const megabyte = 1024 * 1024;

/** As GitHub reads it, which lets this HTML through and more. */
function htmlOf(markdown: string): string {
  return micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousHtml: true });
}

const ours = 'h2 p strong em code br table thead tbody tr th td details summary'.split(' ');

/** Nothing is in it but what a summary is made of, and every table has as many cells in each row. */
function expectWellFormed(html: string): void {
  const open: string[] = [];
  for (const [, closes, name] of html.matchAll(/<(\/?)([^\s>/]+)[^>]*>/g)) {
    expect(ours).toContain(name);
    if (name === 'br') continue;
    if (closes) expect(open.pop()).toBe(name);
    else open.push(name!);
  }
  expect(open).toEqual([]);
  for (const [table] of html.matchAll(/<table>.*?<\/table>/gs)) {
    const rows = [...table.matchAll(/<tr>.*?<\/tr>/gs)].map(([row]) => [...row.matchAll(/<t[hd][ >]/g)].length);
    expect(new Set(rows).size).toBe(1);
  }
  // a row that were none would be shown as it is written
  expect(html.replaceAll(/<[^>]*>/g, '')).not.toMatch(/^\| .* \|$/m);
}

/** What a person reads. */
function textOf(html: string): string {
  const entities: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"' };
  return html
    .replaceAll('<br>', '\n')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&(\w+);/g, (_, name: string) => entities[name]!)
    .replaceAll('\u2060', '')
    .trim();
}

function summary(report: Report, options: Partial<SummaryOptions> = {}): string {
  return summaryOf(report, { tables: sampleTables, limit: megabyte, ...options });
}

describe('the summary of a step', () => {
  test.each(Object.keys(sampleReports))('of %s is a page of whole tables', (command) => {
    const markdown = summary(sampleReports[command]!);
    expectWellFormed(htmlOf(markdown));
    expect(markdown).toMatch(new RegExp(`^## (✅|❌) pgstow ${command} (succeeded|failed)\\n`));
    expect(markdown).toContain('s3://acme-backups/prod?region=eu-central-1');
  });

  test('says of backups what was made, how large it is, and what to do about what was not', () => {
    const text = textOf(htmlOf(summary(sampleReports['run-due']!)));
    for (const words of [
      '2 backups made, 1 failed, 1 not begun',
      'crm: table public.audit_log: ACCESS SHARE was not granted in 5 min',
      'wait for that statement to end, or cancel it: SELECT pg_cancel_backend(4711)',
      'orders-nightly: 6 tables, 51,204,311 rows, 12.4 GB',
      'public."Audit log"',
      '198 MB read; 12.2 GB unchanged since set 20261124T012302Z-t2mm7p and not read, which saved about 58 s',
      '148 MB in 6 ranges: blocks of it were changed',
      'blocks of it were changed (6 of 239 ranges); it is a sample of what is unchanged (2 of 239 ranges)',
      'missed 3 times',
      'nothing ran it before the next start',
      'orders-nightly: 3 subscriptions cannot be read by this role: they are left out',
    ]) {
      expect(text).toContain(words);
    }
  });

  test('says of a restore what becomes of each object, by which name, and what to do in the words of inputs', () => {
    const done = sampleReports.restore!.done as Extract<Done, { command: 'restore' }>;
    const problem = { code: 'conflict', message: 'the target has it already', hint: 'choose --conflict skip' } as const;
    const preview = { ...done.preview, problems: [problem] };
    const text = textOf(htmlOf(summary(reportOf({ ...done, preview }))));
    for (const words of [
      'choose input conflict skip',
      'as billing.rate_restored',
      'Other objects: create 1 schema, 1 function, 311 large objects',
    ]) {
      expect(text).toContain(words);
    }
  });

  test('says of a restore which ranges are missing of which table', () => {
    const done = sampleReports.restore!.done as Extract<Done, { command: 'restore' }>;
    const ranges = [{ from: 4096, to: 8192, rows: 1234 }];
    const lost = [{ schema: 'public', name: 'orders', rows: 1234, ranges }];
    const page = summary(reportOf({ ...done, lost }));
    expect(textOf(htmlOf(page))).toContain('Missing, for it is stored damaged:');
    expect(page).toMatch(/^\| public\.orders \| 4096 to 8191 \| 1,234 \|$/m);
  });

  test('calls a plan well that has a set which is young enough, and no other', () => {
    const plan = { plan: 'a', name: 'A' } as const;
    const plans = (['fine', 'late', 'no set', 'paused', 'damaged'] as const).map((health) => ({ ...plan, health }));
    const done = { command: 'health', report: { plans, lookedInside: true, warnings: [] } } as const;
    const rows = summary(reportOf(done)).match(/^\| \S+ \| a \| [\w ]+/gm);
    expect(rows).toEqual([
      '| ❌ | a | late ',
      '| ❌ | a | damaged ',
      '| ✅ | a | fine ',
      '| ⏳ | a | no set ',
      '| ⏸️ | a | paused ',
    ]);
  });

  test('says of holds, thawing, rotations and what is brought back what the command line says', () => {
    const page = (command: string) => textOf(htmlOf(summary(sampleReports[command]!)));
    expect(page('hold')).toMatch(
      /\nSet \S+ of orders-nightly is under legal hold, 8 objects, until: pgstow release \S+\nReason: case \| 4711$/,
    );
    expect(page('release')).toMatch(/\n1 legal hold of set \S+ ended, 4 objects\n/);
    expect(page('thaw')).toContain('9 blobs, 40.0 MB in GLACIER (9 asked for now) of its 12 blobs are being thawed');
    expect(page('archive')).toContain('3 old sets: 12 blobs, 40.0 MB that they alone need would be archived');
    expect(page('undelete')).toContain('\n1 object brought back\n');
    expect(page('key-rotate')).toContain(
      'master key 2\nopens with: key 00112233 (since | the leak)\nremoved: key 3f9a12c4',
    );
    expect(page('key-rotate')).toContain('14 sets of orders-nightly, up to');
  });

  test('has a chart of the tables, the largest first', () => {
    const rows = summary(sampleReports.backup!)
      .split('\n')
      .filter((line) => line.includes('█'));
    expect(rows.map((row) => /<code>(.*?)<\/code>/.exec(row)![1])).toEqual([
      'public.orders',
      'public.order&#95;items',
      'billing.invoice',
    ]);
    expect([0, 0.001, 0.5, 1, 7].map((fraction) => bar(fraction, 4).source.replace(/&nbsp;/g, '.'))).toEqual([
      '<code>....</code>',
      '<code>▏...</code>',
      '<code>██..</code>',
      '<code>████</code>',
      '<code>████</code>',
    ]);
  });

  test('tells of a step that did not come to do anything', () => {
    const { done: _, command: __, ...rest } = sampleReports.precheck!;
    const failures = [{ code: 'input', message: 'there must be an input command', hint: 'What to do' }] as const;
    const markdown = summary({ ...rest, failures });
    expect(markdown).toMatch(/^## ❌ pgstow failed\n/);
    expect(markdown).toContain('| there must be an input command | What to do |');
  });

  test('of a run that had nothing to do says so', () => {
    expect(summary(reportOf({ command: 'run-due', backups: [], drills: [], lapses: [] }))).toContain(
      '\nNothing is due.',
    );
    expect(summary(reportOf({ command: 'matrix', matrix: { include: [] } }))).toContain('\nNothing is due.');
  });
});

test('a page that cannot be written fails nothing, and one that has something on it gets the rest', async () => {
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  await writeSummary(sampleReports.matrix!, new Map(), { GITHUB_STEP_SUMMARY: '/nowhere/summary.md' });
  write.mockRestore();
  const page = join(await mkdtemp(join(tmpdir(), 'pgstow-page-')), 'summary.md');
  await writeFile(page, `${'x'.repeat(megabyte - 100)}\n`);
  await writeSummary(sampleReports.matrix!, new Map(), { GITHUB_STEP_SUMMARY: page });
  const text = await readFile(page, 'utf8');
  expect(text).toContain('x\n## ✅ pgstow matrix succeeded\n');
  expect(text.length).toBeLessThanOrEqual(megabyte);
  await rm(dirname(page), { recursive: true });
});

describe('a name from a database', () => {
  test.each(evilNames)('such as %j is a text in the summary and nothing else', (name) => {
    const table: TableSize = { schema: 'public', name, rows: 1, bytes: 1 };
    const set = [...sampleTables.keys()][0]!;
    const markdown = summary(
      { ...sampleReports.backup!, failures: [{ code: 'database', message: name, hint: name }], warnings: [name] },
      { tables: new Map([[set, [table, table]]]) },
    );
    const html = htmlOf(markdown);
    expectWellFormed(html);
    // what is code the page leaves alone
    expect(html.replaceAll(/<code>.*?<\/code>/g, '')).not.toMatch(/@\w|https?:\/\/|www\.|#\d|GH-\d|:tada:/);
  });

  test('is read as it is, whatever characters it has', () => {
    const texts = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }).filter((text) => text.trim() !== '');
    const shown = (text: string) => text.replaceAll(/[\u2028\u2029\u202a-\u202e\u2066-\u2069\u2060]/g, '').trim();
    fc.assert(
      fc.property(fc.oneof(texts, fc.constantFrom(...evilNames)), (text) => {
        for (const made of [md`${text}`, md`| a |\n| --- |\n| ${text} |`, md`<b>x</b>\n\n- ${text}`]) {
          const html = htmlOf(made.source);
          if (!/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(text)) expect(shown(textOf(html))).toContain(shown(text));
        }
        const html = htmlOf(md`| ${code(text)} | b |\n| --- | --- |\n| ${code(text)} | ${text} |`.source);
        expectWellFormed(html);
        expect(html.match(/<t[hd]>/g)).toHaveLength(4);
      }),
    );
  });
});

describe('a summary that would be too large', () => {
  const many = Array.from({ length: 5_000 }, (_, index) => ({
    schema: 'public',
    name: `${index}${'|'.repeat(58)}`,
    rows: index,
    bytes: index,
  }));
  const tables = new Map([[[...sampleTables.keys()][0]!, many]]);

  test('leaves rows out, says how many, and has whole tables still', () => {
    const warnings = Array.from({ length: 1000 }, (_, index) => `${index} ${'<'.repeat(3000)}`);
    const markdown = summary({ ...sampleReports.backup!, warnings }, { tables, limit: 100_000 });
    expect(Buffer.byteLength(markdown)).toBeLessThanOrEqual(100_000);
    expectWellFormed(htmlOf(markdown));
    const [, left] = /_and ([\d,]+) more smaller tables_/.exec(markdown)!;
    expect(Number(left!.replace(',', '')) + markdown.split('| <code>public.').length - 1).toBe(5_000);
    expect(markdown).toMatch(/_and 9\d\d more warnings_/);
  });

  test.each([40_000, 2_000, 700, 60, 10])('fits into %i bytes', (limit) => {
    const markdown = summary(sampleReports['run-due']!, { tables, limit });
    expect(Buffer.byteLength(markdown)).toBeLessThanOrEqual(limit);
    expectWellFormed(htmlOf(markdown));
  });
});
