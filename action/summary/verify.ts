import type { Finding, VerifiedSet, VerifyResult } from '../../engine/index.ts';
import { verifySummary } from '../../words/verifyText.ts';
import type { Done } from '../report.ts';
import type { Shape } from './body.ts';
import { code, details, joined, type Markdown, md, sentence } from './markdown.ts';
import { type Column, table } from './table.ts';

/** What was read, what of it is damaged, and what that means. */
export function verify(
  { result }: Extract<Done, { command: 'verify' }>,
  { most }: Shape,
): readonly (Markdown | undefined)[] {
  return [
    result.intact ? md`**${sentence(verifySummary(result))}**` : undefined, // what is damaged the step has failed by
    ...whatWasRead(result, most),
  ];
}

/** What is damaged, and which sets were looked at. */
export function whatWasRead(
  { findings, sets }: Pick<VerifyResult, 'findings' | 'sets'>,
  most: number,
): readonly (Markdown | undefined)[] {
  const damagedFirst = sets.toSorted((a, b) => Number(a.intact) - Number(b.intact));
  const read = table(damagedFirst, setColumns, { most, noun: 'set' });
  return [
    table(findings, findingColumns, { most, noun: 'finding' }),
    read && details(`Sets that were read: ${sets.length}`, read),
  ];
}

const findingColumns: readonly Column<Finding>[] = [
  { title: 'Damage', value: ({ kind }) => kind },
  { title: 'What was found', value: ({ message }) => message },
  {
    title: 'What it means',
    value: ({ affects }) =>
      joined(
        affects.map(({ message }) => message),
        '<br>',
      ),
  },
];

const setColumns: readonly Column<VerifiedSet>[] = [
  { title: '', value: ({ intact }) => (intact ? '✅' : '❌') },
  { title: 'Plan', value: ({ plan }) => code(plan) },
  { title: 'Set', value: ({ set }) => code(set) },
];
