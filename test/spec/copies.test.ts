import { expect, test } from 'vitest';
import { parsePlans } from '../../engine/spec/parsePlans.ts';

test.each([
  ['true', 'copies: true is not allowed; allowed: a list of at most 10, such as \\[\\{ .* \\}\\]'],
  ['[{ retention: {} }]', 'copies\\[0\\]\\.repository is missing; allowed: a text of one line'],
  [
    '[{ repository: ./a, key: pgstow-key-1-secret }]',
    'copies\\[0\\]\\.key: what is written there \\(not shown\\) is not allowed; .*',
  ],
  [
    '[{ repository: ./a, key: { env: A }, kmsKey: alias/b }]',
    'copies\\[0\\]: more than one of key, passphrase and kmsKey are given; give one of them',
  ],
  ['[{ repository: ./a }, { repository: ./a }]', 'copies: a repository is named twice'],
])('who writes copies is told what is wrong with them: %s', (copies, problem) => {
  const text = `id: a\nsource: { host: h, database: d, user: u }\ncopies: ${copies}\n`;
  const message = messageOf(() => parsePlans(text, 'plans.yaml'));
  expect(message).toMatch(new RegExp(`^plans\\.yaml:3:\\d+: a: ${problem}$`));
  expect(message).not.toContain('secret');
});

function messageOf(parse: () => unknown): string {
  try {
    parse();
    return 'nothing is wrong';
  } catch (thrown) {
    return (thrown as Error).message;
  }
}
