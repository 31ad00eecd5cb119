import { expect, test } from 'vitest';
import { PgstowError } from '../../engine/index.ts';
import { diagnosticsOf } from '../../provider/refusal.ts';

test('an error of the engine is told with what to do, in the words of Terraform', () => {
  const thrown = new PgstowError('input', 'plan orders: maxAge is too short', {
    hint: 'give structureOnly or pgstow init',
  });
  expect(diagnosticsOf(thrown)).toEqual([
    {
      severity: 'error',
      summary: 'This cannot be done as it is configured',
      detail: 'plan orders: max_age is too short\n\ngive structure_only or pgstow init',
    },
  ]);
});

test('of an error that nobody has foreseen only its place is told: a secret may be in its message', () => {
  const [told] = diagnosticsOf(new TypeError('cannot read hunter2'));
  const { summary, detail } = told!;
  expect(summary).toBe('An error inside the provider');
  expect(detail).toMatch(/^TypeError at .*refusal\.test\.ts/);
  expect(detail).not.toContain('hunter2');
});
