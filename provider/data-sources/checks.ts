import type { Check } from '../engine.ts';
import { inTerraformWords } from '../resources/terraformWords.ts';
import type { Attributes } from '../schema/attribute.ts';
import type { ObjectValue } from '../values/value.ts';

/** What prechecks tell. */
export const checksAttributes: Attributes = {
  passed: { type: 'bool', given: 'computed', description: 'True when no check failed.' },
  checks: {
    nesting: 'list',
    given: 'computed',
    description: 'Every check.',
    attributes: {
      name: { type: 'string', given: 'computed', description: 'Its name, which stays the same.' },
      status: { type: 'string', given: 'computed', description: '`pass`, `warn` or `fail`.' },
      message: { type: 'string', given: 'computed', description: 'What was found.' },
      remedy: { type: 'string', given: 'computed', description: 'What to do. Null when it passed.' },
    },
  },
};

/** A report as those attributes hold it. */
export function reported({
  passed,
  checks,
}: {
  readonly passed: boolean;
  readonly checks: readonly Check[];
}): ObjectValue {
  return { passed, checks: checks.map(toldOf) };
}

function toldOf({ message, remedy, ...check }: Check): ObjectValue {
  return {
    ...check,
    message: inTerraformWords(message),
    remedy: remedy === undefined ? null : inTerraformWords(remedy),
  };
}
