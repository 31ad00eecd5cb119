import type { ResourceType } from '../../provider/resourceType.ts';
import { type Attributes, isNested, typeOfAttributes } from '../../provider/schema/attribute.ts';
import { isObject, type ObjectValue, type Value } from '../../provider/values/value.ts';
import { decodeValue, encodeValue } from '../../provider/values/wire.ts';
import type { ProviderClient } from './providerClient.ts';

/** What a diagnostic says, as a test reads it. */
export interface Said {
  readonly severity: 'error' | 'warning';
  readonly summary: string;
  readonly detail: string;
  readonly path: string;
}

export interface State {
  readonly value: ObjectValue | null;
  readonly private: Uint8Array;
}

export const noState: State = { value: null, private: new Uint8Array() };

/** The calls that Terraform makes for a resource, with values in place of bytes. */
export class ResourceClient {
  readonly #client: ProviderClient;
  readonly #resource: ResourceType;

  constructor(client: ProviderClient, resource: ResourceType) {
    this.#client = client;
    this.#resource = resource;
  }

  get attributes(): Attributes {
    return this.#resource.schema.attributes;
  }

  /** An older Terraform does not know write-only attributes. */
  async validate(config: Written, { older = false } = {}): Promise<Said[]> {
    const { diagnostics } = await this.#client.calls.validateResourceConfig({
      ...this.#name,
      config: this.#config(config),
      clientCapabilities: { writeOnlyAttributesAllowed: !older },
    });
    return diagnostics.map(said);
  }

  async plan(config: Written | null, prior: State = noState) {
    const wanted = config === null ? this.#encode(null) : this.#config(config);
    const answer = await this.#client.calls.planResourceChange({
      ...this.#name,
      config: wanted,
      proposedNewState: wanted,
      priorState: this.#encode(prior.value),
      priorPrivate: prior.private,
    });
    return {
      planned: { value: this.#decode(answer.plannedState), private: answer.plannedPrivate } as State,
      replaces: answer.requiresReplace.map(({ steps }) => steps.map((step) => step.attributeName).join('.')),
      said: answer.diagnostics.map(said),
    };
  }

  async apply(config: Written | null, planned: State, prior: State = noState) {
    const answer = await this.#client.calls.applyResourceChange({
      ...this.#name,
      config: config === null ? this.#encode(null) : this.#config(config),
      plannedState: this.#encode(planned.value),
      priorState: this.#encode(prior.value),
      plannedPrivate: planned.private,
    });
    return {
      state: { value: this.#decode(answer.newState), private: answer.private } as State,
      said: answer.diagnostics.map(said),
    };
  }

  /** Plans and applies; throws what was said when something is refused. */
  async make(config: Written | null, prior: State = noState): Promise<State> {
    const { planned, said: atPlan } = await this.plan(config, prior);
    const { state, said: atApply } = await this.apply(config, planned, prior);
    const errors = [...atPlan, ...atApply].filter(({ severity }) => severity === 'error');
    if (errors.length > 0) throw new Error(errors.map(({ summary, detail }) => `${summary}: ${detail}`).join('\n'));
    return state;
  }

  async read({ value, private: kept }: State): Promise<{ readonly state: State; readonly said: Said[] }> {
    const answer = await this.#client.calls.readResource({
      ...this.#name,
      currentState: this.#encode(value),
      private: kept,
    });
    return {
      state: { value: this.#decode(answer.newState), private: answer.private },
      said: answer.diagnostics.map(said),
    };
  }

  async import(id: string) {
    const { importedResources, diagnostics } = await this.#client.calls.importResourceState({ ...this.#name, id });
    const states = importedResources.map(({ state, private: kept }) => ({ value: this.#decode(state), private: kept }));
    return { state: states[0] as State | undefined, said: diagnostics.map(said) };
  }

  get #name() {
    return { typeName: this.#resource.name };
  }

  get #type() {
    return typeOfAttributes(this.attributes);
  }

  #config(written: Written) {
    return this.#encode(complete(this.attributes, written));
  }

  #encode(value: Value) {
    return encodeValue(this.#type, value);
  }

  #decode(value: Parameters<typeof decodeValue>[1]): ObjectValue | null {
    return decodeValue(this.#type, value) as ObjectValue | null;
  }
}

/** A configuration as it is written: what is not given is left out. */
export type Written = { readonly [name: string]: Value };

/** With everything that is not given as null, as Terraform sends it. */
export function complete(attributes: Attributes, written: Written): ObjectValue {
  const values = Object.entries(attributes).map(([name, attribute]) => {
    const value = written[name] ?? null;
    return [name, isNested(attribute) ? completeNested(attribute.attributes, value) : value];
  });
  return Object.fromEntries(values);
}

function completeNested(attributes: Attributes, value: Value): Value {
  if (Array.isArray(value)) return value.map((item) => completeNested(attributes, item));
  return isObject(value) ? complete(attributes, value) : value;
}

export function said(diagnostic: {
  readonly severity: number;
  readonly summary: string;
  readonly detail: string;
  readonly attribute?: { readonly steps: readonly { attributeName?: string; elementKeyInt?: number }[] } | undefined;
}): Said {
  const { severity, summary, detail, attribute } = diagnostic;
  const steps = attribute?.steps.map((step) => step.attributeName ?? step.elementKeyInt) ?? [];
  return { severity: severity === 1 ? 'error' : 'warning', summary, detail, path: steps.join('.') };
}
