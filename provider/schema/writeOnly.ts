import { isObject, type Value } from '../values/value.ts';
import { type Attributes, isNested } from './attribute.ts';
import type { Diagnostic } from './diagnostic.ts';
import { formatPath, type Path } from './path.ts';

/** Write-only values that are given: a Terraform that does not know such attributes would keep them in its state. */
export function refuseWriteOnly(attributes: Attributes, config: Value): Diagnostic[] {
  return givenIn(attributes, config, []).map((path) => ({
    severity: 'error',
    summary: 'Terraform 1.11 or newer is needed',
    detail: `${formatPath(path)} is write-only: an older Terraform would keep it in its state, for all to read.\n\nUse Terraform 1.11 or newer, or leave the attribute out.`,
    path,
  }));
}

function givenIn(attributes: Attributes, config: Value, path: Path): Path[] {
  if (!isObject(config)) return [];
  return Object.entries(attributes).flatMap(([name, attribute]): Path[] => {
    const [value, at] = [config[name] ?? null, [...path, name]];
    if (attribute.writeOnly) return value === null ? [] : [at];
    return isNested(attribute) ? givenIn(attribute.attributes, value, at) : [];
  });
}
