import type { Type } from '../values/type.ts';
import type { ObjectValue, Value } from '../values/value.ts';

/** The attributes of a resource, a data source or a nested object, by name. */
export type Attributes = Readonly<Record<string, Attribute>>;

export type Attribute = PlainAttribute | NestedAttribute;

/** What is known of every attribute. */
interface About {
  /** One or more sentences of Markdown: what it is, its unit, its default. */
  readonly description: string;
  /**
   * Who gives its value: the configuration must (`required`) or may (`optional`), the provider does (`computed`), or the provider
   * where the configuration does not (`defaulted`).
   */
  readonly given: 'required' | 'optional' | 'computed' | 'defaulted';
  /** Never shown by Terraform. */
  readonly sensitive?: boolean;
  /** Read from the configuration only: kept in no plan and no state. */
  readonly writeOnly?: boolean;
  /** True when another value is another resource. */
  readonly replaces?: boolean;
  /** What a `defaulted` one is where the configuration does not give it; by what it gives beside it, where that matters. */
  readonly default?: Default;
  /** What a `defaulted` or `computed` one is when it is created without being given; from then on it stays as it is. */
  readonly atFirst?: Default;
  /** A computed value that a change of the resource leaves as it is. */
  readonly fixed?: boolean;
  /** What is allowed instead, when a known value is not: a message continues with it. */
  readonly refuse?: (value: Value) => string | undefined;
}

/** A value, or what makes it of the values that the configuration gives beside it. */
export type Default = Value | ((beside: ObjectValue) => Value);

export interface PlainAttribute extends About {
  readonly type: Type;
}

export interface NestedAttribute extends About {
  readonly nesting: 'single' | 'list';
  /** True where the object says something although nothing is given in it. */
  readonly mayBeEmpty?: boolean;
  readonly attributes: Attributes;
}

/** One of Terraform's types that this provider serves: what it is, and the shape of its configuration and state. */
export interface Schema {
  /** Grows with every incompatible change of a state; `upgrade` turns older ones into the present. */
  readonly version?: number;
  readonly description: string;
  readonly attributes: Attributes;
}

export function isNested(attribute: Attribute): attribute is NestedAttribute {
  return 'nesting' in attribute;
}

export function typeOfAttributes(attributes: Attributes): readonly ['object', Readonly<Record<string, Type>>] {
  const types = Object.entries(attributes).map(([name, attribute]) => [name, typeOf(attribute)] as const);
  return ['object', Object.fromEntries(types)];
}

function typeOf(attribute: Attribute): Type {
  if (!isNested(attribute)) return attribute.type;
  const object = typeOfAttributes(attribute.attributes);
  return attribute.nesting === 'list' ? ['list', object] : object;
}

/** An object with every attribute null. */
export function nothingOf(attributes: Attributes): ObjectValue {
  return Object.fromEntries(Object.keys(attributes).map((name) => [name, null]));
}
