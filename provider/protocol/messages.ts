/**
 * The messages of Terraform's plugin protocol, version 6, that this provider reads and writes: `field: [number, type]`, with the
 * numbers that https://developer.hashicorp.com/terraform/plugin/terraform-plugin-protocol publishes. What is not stated here is
 * passed over when it is read, as protobuf demands.
 *
 * A type is `string`, `bytes`, `bool`, `int`, the name of a message, one of these with `[]` for many or `?` for "may be absent",
 * or `map<…>` from strings. Enumerations are `int`, and so are the protocol's counts and versions: the same bytes on the wire. The
 * members of a `oneof` are stated as fields that may be absent, which is the same on the wire as well.
 */
export const messages = {
  DynamicValue: { msgpack: [1, 'bytes'], json: [2, 'bytes'] },
  Diagnostic: { severity: [1, 'int'], summary: [2, 'string'], detail: [3, 'string'], attribute: [4, 'AttributePath'] },
  AttributePath: { steps: [1, 'AttributeStep[]'] },
  AttributeStep: { attributeName: [1, 'string?'], elementKeyString: [2, 'string?'], elementKeyInt: [3, 'int?'] },
  FunctionError: { text: [1, 'string'], functionArgument: [2, 'int?'] },
  RawState: { json: [1, 'bytes'] },
  ServerCapabilities: { planDestroy: [1, 'bool'], getProviderSchemaOptional: [2, 'bool'] },
  ClientCapabilities: { deferralAllowed: [1, 'bool'], writeOnlyAttributesAllowed: [2, 'bool'] },
  TypeName: { typeName: [1, 'string'] },
  FunctionName: { name: [1, 'string'] },
  ResourceIdentityData: { identityData: [1, 'DynamicValue'] },

  Schema: { version: [1, 'int'], block: [2, 'Block'] },
  Block: {
    version: [1, 'int'],
    attributes: [2, 'Attribute[]'],
    description: [4, 'string'],
    descriptionKind: [5, 'int'],
  },
  Attribute: {
    name: [1, 'string'],
    type: [2, 'bytes'],
    description: [3, 'string'],
    required: [4, 'bool'],
    optional: [5, 'bool'],
    computed: [6, 'bool'],
    sensitive: [7, 'bool'],
    descriptionKind: [8, 'int'],
    nestedType: [10, 'NestedObject'],
    writeOnly: [11, 'bool'],
  },
  NestedObject: { attributes: [1, 'Attribute[]'], nesting: [3, 'int'] },
  Function: {
    parameters: [1, 'Parameter[]'],
    variadicParameter: [2, 'Parameter'],
    return: [3, 'Return'],
    summary: [4, 'string'],
    description: [5, 'string'],
    descriptionKind: [6, 'int'],
  },
  Parameter: {
    name: [1, 'string'],
    type: [2, 'bytes'],
    allowNullValue: [3, 'bool'],
    allowUnknownValues: [4, 'bool'],
    description: [5, 'string'],
    descriptionKind: [6, 'int'],
  },
  Return: { type: [1, 'bytes'] },
  ResourceIdentitySchema: { version: [1, 'int'], identityAttributes: [2, 'IdentityAttribute[]'] },
  IdentityAttribute: {
    name: [1, 'string'],
    type: [2, 'bytes'],
    requiredForImport: [3, 'bool'],
    optionalForImport: [4, 'bool'],
    description: [5, 'string'],
  },
  ActionSchema: { schema: [1, 'Schema'] },

  Empty: {},
  GetMetadataResponse: {
    serverCapabilities: [1, 'ServerCapabilities'],
    diagnostics: [2, 'Diagnostic[]'],
    dataSources: [3, 'TypeName[]'],
    resources: [4, 'TypeName[]'],
    functions: [5, 'FunctionName[]'],
    actions: [9, 'TypeName[]'],
  },
  GetProviderSchemaResponse: {
    provider: [1, 'Schema'],
    resourceSchemas: [2, 'map<Schema>'],
    dataSourceSchemas: [3, 'map<Schema>'],
    diagnostics: [4, 'Diagnostic[]'],
    serverCapabilities: [6, 'ServerCapabilities'],
    functions: [7, 'map<Function>'],
    actionSchemas: [11, 'map<ActionSchema>'],
  },
  ValidateProviderConfigRequest: { config: [1, 'DynamicValue'] },
  ValidateProviderConfigResponse: { diagnostics: [2, 'Diagnostic[]'] },
  ConfigureProviderRequest: { terraformVersion: [1, 'string'], config: [2, 'DynamicValue'] },
  Diagnostics: { diagnostics: [1, 'Diagnostic[]'] },
  ValidateConfigRequest: {
    typeName: [1, 'string'],
    config: [2, 'DynamicValue'],
    clientCapabilities: [3, 'ClientCapabilities'],
  },
  UpgradeResourceStateRequest: { typeName: [1, 'string'], version: [2, 'int'], rawState: [3, 'RawState'] },
  UpgradeResourceStateResponse: { upgradedState: [1, 'DynamicValue'], diagnostics: [2, 'Diagnostic[]'] },
  GetResourceIdentitySchemasResponse: {
    identitySchemas: [1, 'map<ResourceIdentitySchema>'],
    diagnostics: [2, 'Diagnostic[]'],
  },
  UpgradeResourceIdentityRequest: { typeName: [1, 'string'], version: [2, 'int'], rawIdentity: [3, 'RawState'] },
  UpgradeResourceIdentityResponse: { upgradedIdentity: [1, 'ResourceIdentityData'], diagnostics: [2, 'Diagnostic[]'] },
  ReadResourceRequest: {
    typeName: [1, 'string'],
    currentState: [2, 'DynamicValue'],
    private: [3, 'bytes'],
    currentIdentity: [6, 'ResourceIdentityData'],
  },
  ReadResourceResponse: {
    newState: [1, 'DynamicValue'],
    diagnostics: [2, 'Diagnostic[]'],
    private: [3, 'bytes'],
    newIdentity: [5, 'ResourceIdentityData'],
  },
  PlanResourceChangeRequest: {
    typeName: [1, 'string'],
    priorState: [2, 'DynamicValue'],
    proposedNewState: [3, 'DynamicValue'],
    config: [4, 'DynamicValue'],
    priorPrivate: [5, 'bytes'],
    priorIdentity: [8, 'ResourceIdentityData'],
  },
  PlanResourceChangeResponse: {
    plannedState: [1, 'DynamicValue'],
    requiresReplace: [2, 'AttributePath[]'],
    plannedPrivate: [3, 'bytes'],
    diagnostics: [4, 'Diagnostic[]'],
    plannedIdentity: [7, 'ResourceIdentityData'],
  },
  ApplyResourceChangeRequest: {
    typeName: [1, 'string'],
    priorState: [2, 'DynamicValue'],
    plannedState: [3, 'DynamicValue'],
    config: [4, 'DynamicValue'],
    plannedPrivate: [5, 'bytes'],
    plannedIdentity: [7, 'ResourceIdentityData'],
  },
  ApplyResourceChangeResponse: {
    newState: [1, 'DynamicValue'],
    private: [2, 'bytes'],
    diagnostics: [3, 'Diagnostic[]'],
    newIdentity: [5, 'ResourceIdentityData'],
  },
  ImportResourceStateRequest: { typeName: [1, 'string'], id: [2, 'string'], identity: [4, 'ResourceIdentityData'] },
  ImportedResource: {
    typeName: [1, 'string'],
    state: [2, 'DynamicValue'],
    private: [3, 'bytes'],
    identity: [4, 'ResourceIdentityData'],
  },
  ImportResourceStateResponse: { importedResources: [1, 'ImportedResource[]'], diagnostics: [2, 'Diagnostic[]'] },
  ReadDataSourceRequest: { typeName: [1, 'string'], config: [2, 'DynamicValue'] },
  ReadDataSourceResponse: { state: [1, 'DynamicValue'], diagnostics: [2, 'Diagnostic[]'] },
  GetFunctionsResponse: { functions: [1, 'map<Function>'], diagnostics: [2, 'Diagnostic[]'] },
  CallFunctionRequest: { name: [1, 'string'], arguments: [2, 'DynamicValue[]'] },
  CallFunctionResponse: { result: [1, 'DynamicValue'], error: [2, 'FunctionError'] },
  PlanActionRequest: { actionType: [1, 'string'], config: [2, 'DynamicValue'] },
  InvokeActionRequest: { actionType: [1, 'string'], config: [2, 'DynamicValue'] },
  InvokeActionEvent: { progress: [1, 'ActionProgress'], completed: [2, 'Diagnostics'] },
  ActionProgress: { message: [1, 'string'] },
  StopProviderResponse: { error: [1, 'string'] },
} as const;

type Messages = typeof messages;
export type MessageName = keyof Messages;

/** A message as it is received: scalars that are absent are empty, messages undefined. */
export type Message<Name extends MessageName> = {
  readonly [Field in keyof Messages[Name]]: Messages[Name][Field] extends readonly [number, infer Type]
    ? Received<Type>
    : never;
};

/** A message as it may be sent: what is left out is empty. */
export type MessageInit<Name extends MessageName> = {
  readonly [Field in keyof Messages[Name]]?: Messages[Name][Field] extends readonly [number, infer Type]
    ? Sent<Type> | undefined
    : never;
};

interface Scalars {
  readonly string: string;
  readonly bytes: Uint8Array;
  readonly bool: boolean;
  readonly int: number;
}

type Received<Type> = Type extends `${infer One}[]`
  ? readonly Received1<One>[]
  : Type extends `map<${infer One}>`
    ? Readonly<Record<string, Received1<One>>>
    : Type extends `${infer One}?`
      ? Received1<One> | undefined
      : Type extends MessageName
        ? Message<Type> | undefined
        : Received1<Type>;
type Received1<Type> = Type extends keyof Scalars ? Scalars[Type] : Type extends MessageName ? Message<Type> : never;

type Sent<Type> = Type extends `${infer One}[]`
  ? readonly Sent1<One>[]
  : Type extends `map<${infer One}>`
    ? Readonly<Record<string, Sent1<One>>>
    : Type extends `${infer One}?`
      ? Sent1<One>
      : Sent1<Type>;
type Sent1<Type> = Type extends keyof Scalars ? Scalars[Type] : Type extends MessageName ? MessageInit<Type> : never;
