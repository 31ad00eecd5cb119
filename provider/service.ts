import { actionService, encodeActions } from './actionService.ts';
import { addressProblems } from './addressProblems.ts';
import { encodeFunctions, functionService } from './functionService.ts';
import { logLine } from './protocol/log.ts';
import type { ProviderService } from './protocol/serve.ts';
import { actionTypes, addressOf, dataSourceTypes, functionTypes, providerSchema, resourceTypes } from './provider.ts';
import { diagnosticsOf } from './refusal.ts';
import { resourceService } from './resourceService.ts';
import type { DataSourceType, ResourceType } from './resourceType.ts';
import { typeOfAttributes } from './schema/attribute.ts';
import { encodeDiagnostic } from './schema/diagnostic.ts';
import { encodeSchema } from './schema/encodeSchema.ts';
import { validate } from './schema/validate.ts';
import type { Session } from './session.ts';
import type { ObjectValue } from './values/value.ts';
import { decodeValue, encodeValue } from './values/wire.ts';

const serverCapabilities = { planDestroy: true, getProviderSchemaOptional: true };

/** Answers Terraform's calls by the types that the provider serves. */
export function providerService(session: Session): ProviderService {
  return {
    GetMetadata: () => ({
      serverCapabilities,
      resources: resourceTypes.map(({ name }) => ({ typeName: name })),
      dataSources: dataSourceTypes.map(({ name }) => ({ typeName: name })),
      functions: functionTypes.map(({ name }) => ({ name })),
      actions: actionTypes.map(({ name }) => ({ typeName: name })),
    }),
    GetProviderSchema: () => ({
      serverCapabilities,
      provider: encodeSchema(providerSchema),
      resourceSchemas: schemasOf(resourceTypes),
      dataSourceSchemas: schemasOf(dataSourceTypes),
      functions: encodeFunctions(),
      actionSchemas: encodeActions(),
    }),
    ValidateProviderConfig: async ({ config }) => {
      const { repository = null } = decodeValue(typeOfAttributes(providerSchema.attributes), config) as ObjectValue;
      const problems = await addressProblems(repository, ['repository'], session);
      return { diagnostics: problems.map(encodeDiagnostic) };
    },
    ConfigureProvider: ({ terraformVersion, config }) => {
      logLine('info', 'configured', { terraform: terraformVersion });
      const given = decodeValue(typeOfAttributes(providerSchema.attributes), config) as ObjectValue;
      session.configure(addressOf(given, session.env));
      return {};
    },
    ValidateDataResourceConfig: ({ typeName, config }) => {
      const { schema } = dataSource(typeName);
      const given = decodeValue(typeOfAttributes(schema.attributes), config);
      return { diagnostics: validate(schema.attributes, given).map(encodeDiagnostic) };
    },
    ReadDataSource: async ({ typeName, config }) => {
      const { schema, read } = dataSource(typeName);
      const type = typeOfAttributes(schema.attributes);
      try {
        return { state: encodeValue(type, await read(decodeValue(type, config) as ObjectValue, session)) };
      } catch (thrown) {
        return { diagnostics: diagnosticsOf(thrown).map(encodeDiagnostic) };
      }
    },
    StopProvider: () => {
      logLine('info', 'asked to stop');
      session.stop();
      return {};
    },
    ...functionService(session),
    ...actionService(session),
    ...resourceService(session),
  };
}

function schemasOf(types: readonly (ResourceType | DataSourceType)[]) {
  return Object.fromEntries(types.map(({ name, schema }) => [name, encodeSchema(schema)]));
}

function dataSource(typeName: string): DataSourceType {
  const found = dataSourceTypes.find(({ name }) => name === typeName);
  if (found) return found;
  throw new Error(`there is no data source ${typeName}`);
}
