import { describe, expect, it } from 'vitest';
import { crossBorder } from '../../engine/spec/crossBorder.ts';
import { parsePlan } from '../../engine/spec/parsePlans.ts';

const plan = (region?: string, said?: object, id?: string) =>
  parsePlan({
    ...(id && { id }),
    source: { host: 'h', database: 'd', user: 'u', ...(region && { region }) },
    ...(said && { crossBorder: said }),
  });

describe('a repository', () => {
  it.each([
    [undefined, undefined],
    ['eu-central-1', undefined],
    [undefined, 'eu-central-1'],
    ['eu-central-1', 'eu-central-1'],
    ['EU-Central-1 ', ' eu-central-1'],
  ])('is no other region than the source when they are %j and %j', (source, repository) => {
    expect(crossBorder(plan(source), repository)).toBeUndefined();
    expect(crossBorder(plan(source, { allowed: true, reason: 'agreed' }), repository)).toBeUndefined();
  });

  it.each([undefined, { allowed: false }, { allowed: false, reason: 'not yet' }])(
    'in another region is refused with %j',
    (said) => {
      expect(() => crossBorder(plan('Vienna', said, 'orders'), 'basement')).toThrow(
        expect.objectContaining({
          code: 'input',
          message: 'plan orders: the source is in Vienna, the repository in basement',
          hint: 'use a repository in Vienna; or allow it in the plan, with the reason: crossBorder: { allowed: true, reason: "..." }',
        }),
      );
      expect(() => crossBorder(plan('Vienna', said), 'basement')).toThrow(
        /^the source is in Vienna, the repository in basement$/,
      );
    },
  );

  it('in another region is taken where the plan allows it, and the reason is to be recorded', () => {
    expect(crossBorder(plan('Vienna', { allowed: true, reason: 'agreed' }), 'basement')).toEqual({
      source: 'Vienna',
      repository: 'basement',
      reason: 'agreed',
    });
  });
});
