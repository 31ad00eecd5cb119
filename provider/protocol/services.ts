import type { MessageName } from './messages.ts';

interface Method {
  readonly request: MessageName;
  readonly response: MessageName;
  /** Answered by many messages, one after the other. */
  readonly streams?: true;
}

/** The calls that Terraform makes, by their protocol's own names. */
export const providerMethods = {
  GetMetadata: { request: 'Empty', response: 'GetMetadataResponse' },
  GetProviderSchema: { request: 'Empty', response: 'GetProviderSchemaResponse' },
  ValidateProviderConfig: { request: 'ValidateProviderConfigRequest', response: 'ValidateProviderConfigResponse' },
  ValidateResourceConfig: { request: 'ValidateConfigRequest', response: 'Diagnostics' },
  ValidateDataResourceConfig: { request: 'ValidateConfigRequest', response: 'Diagnostics' },
  UpgradeResourceState: { request: 'UpgradeResourceStateRequest', response: 'UpgradeResourceStateResponse' },
  ConfigureProvider: { request: 'ConfigureProviderRequest', response: 'Diagnostics' },
  ReadResource: { request: 'ReadResourceRequest', response: 'ReadResourceResponse' },
  PlanResourceChange: { request: 'PlanResourceChangeRequest', response: 'PlanResourceChangeResponse' },
  ApplyResourceChange: { request: 'ApplyResourceChangeRequest', response: 'ApplyResourceChangeResponse' },
  ImportResourceState: { request: 'ImportResourceStateRequest', response: 'ImportResourceStateResponse' },
  ReadDataSource: { request: 'ReadDataSourceRequest', response: 'ReadDataSourceResponse' },
  GetFunctions: { request: 'Empty', response: 'GetFunctionsResponse' },
  CallFunction: { request: 'CallFunctionRequest', response: 'CallFunctionResponse' },
  GetResourceIdentitySchemas: { request: 'Empty', response: 'GetResourceIdentitySchemasResponse' },
  UpgradeResourceIdentity: { request: 'UpgradeResourceIdentityRequest', response: 'UpgradeResourceIdentityResponse' },
  ValidateActionConfig: { request: 'ValidateConfigRequest', response: 'Diagnostics' },
  PlanAction: { request: 'PlanActionRequest', response: 'Diagnostics' },
  InvokeAction: { request: 'InvokeActionRequest', response: 'InvokeActionEvent', streams: true },
  StopProvider: { request: 'Empty', response: 'StopProviderResponse' },
} as const satisfies Record<string, Method>;

/** What go-plugin, by which Terraform runs its plugins, wants beside the plugin's own service. */
export const controllerMethods = {
  Shutdown: { request: 'Empty', response: 'Empty' },
} as const satisfies Record<string, Method>;

export type Methods = Readonly<Record<string, Method>>;
