import type { Message, MessageInit } from './protocol/messages.ts';
import type { ProviderService } from './protocol/serve.ts';
import { resourceTypes } from './provider.ts';
import { diagnosticsOf } from './refusal.ts';
import type { Applied, Kept, Private, ResourceType } from './resourceType.ts';
import { typeOfAttributes } from './schema/attribute.ts';
import { encodeDiagnostic } from './schema/diagnostic.ts';
import { emptyObjects } from './schema/emptyObjects.ts';
import { encodeIdentitySchema, identityTypeOf } from './schema/identity.ts';
import { encodePath } from './schema/path.ts';
import { planObject } from './schema/planObject.ts';
import { validate } from './schema/validate.ts';
import { refuseWriteOnly } from './schema/writeOnly.ts';
import type { Session } from './session.ts';
import type { ObjectValue, Value } from './values/value.ts';
import { decodeJson, decodeValue, encodeValue } from './values/wire.ts';

type ResourceCalls =
  | 'ValidateResourceConfig'
  | 'UpgradeResourceState'
  | 'ReadResource'
  | 'PlanResourceChange'
  | 'ApplyResourceChange'
  | 'ImportResourceState'
  | 'GetResourceIdentitySchemas'
  | 'UpgradeResourceIdentity';

/** The life of a resource, from its configuration to its end. */
export function resourceService(session: Session): Pick<ProviderService, ResourceCalls> {
  return {
    ValidateResourceConfig: async ({ typeName, config, clientCapabilities }) => {
      const type = coded(typeName);
      try {
        const given = type.decode(config);
        const { attributes } = type.schema;
        const exposed = clientCapabilities?.writeOnlyAttributesAllowed ? [] : refuseWriteOnly(attributes, given);
        const own = (await type.validate?.(given as ObjectValue, session)) ?? [];
        const found = [...exposed, ...validate(attributes, given), ...own, ...emptyObjects(attributes, given)];
        return { diagnostics: found.map(encodeDiagnostic) };
      } catch (thrown) {
        return { diagnostics: told(thrown) };
      }
    },
    UpgradeResourceState: ({ typeName, rawState }) => {
      const type = coded(typeName);
      return { upgradedState: type.encode(rawState ? decodeJson(type.type, rawState.json) : null) };
    },
    ReadResource: async ({ typeName, currentState, private: kept }) => {
      const type = coded(typeName);
      try {
        const found = await type.read(
          { state: type.decode(currentState) as ObjectValue, private: unpack(kept) },
          session,
        );
        return found
          ? {
              newState: type.encode(found.state),
              private: pack(found.private),
              newIdentity: type.identify(found.state),
            }
          : { newState: type.encode(null) };
      } catch (thrown) {
        return { newState: currentState, private: kept, diagnostics: told(thrown) };
      }
    },
    PlanResourceChange: (request) => planChange(coded(request.typeName), request, session),
    ApplyResourceChange: (request) => applyChange(coded(request.typeName), request, session),
    ImportResourceState: async ({ typeName, id, identity }) => {
      const type = coded(typeName);
      try {
        const { state, private: kept } = await type.import(identity ? type.identified(identity) : id, session);
        const imported = { typeName, state: type.encode(state), private: pack(kept), identity: type.identify(state) };
        return { importedResources: [imported] };
      } catch (thrown) {
        return { diagnostics: told(thrown) };
      }
    },
    GetResourceIdentitySchemas: () => ({
      identitySchemas: Object.fromEntries(resourceTypes.map((type) => [type.name, encodeIdentitySchema(type)])),
    }),
    UpgradeResourceIdentity: ({ typeName, rawIdentity }) => {
      const { identityType } = coded(typeName);
      const identity = rawIdentity ? decodeJson(identityType, rawIdentity.json) : null;
      return { upgradedIdentity: { identityData: encodeValue(identityType, identity) } };
    },
  };
}

async function planChange(
  type: CodedType,
  { priorState, proposedNewState, config, priorPrivate }: Message<'PlanResourceChangeRequest'>,
  session: Session,
): Promise<MessageInit<'PlanResourceChangeResponse'>> {
  if (type.decode(proposedNewState) === null) return { plannedState: type.encode(null), plannedPrivate: priorPrivate };
  const given = type.decode(config) as ObjectValue;
  const prior = type.decode(priorState) as ObjectValue | null;
  const { state, replace } = planObject(type.schema.attributes, given, prior, {
    adopts: type.adopts?.(unpack(priorPrivate)) ?? false,
  });
  const diagnostics = await review(type, { config: given, prior }, session);
  return {
    plannedState: type.encode(state),
    plannedPrivate: priorPrivate,
    requiresReplace: replace.map(encodePath),
    diagnostics,
    // of one that is to be made it is known when it is there
    plannedIdentity: prior && replace.length === 0 ? type.identify(prior) : undefined,
  };
}

async function review(type: CodedType, prospect: { config: ObjectValue; prior: ObjectValue | null }, session: Session) {
  try {
    return ((await type.review?.(prospect, session)) ?? []).map(encodeDiagnostic);
  } catch (thrown) {
    return told(thrown);
  }
}

/** What fails leaves the state as it was: Terraform is never told of a resource that is not there. */
async function applyChange(
  type: CodedType,
  { priorState, plannedState, config, plannedPrivate }: Message<'ApplyResourceChangeRequest'>,
  session: Session,
): Promise<MessageInit<'ApplyResourceChangeResponse'>> {
  const prior = type.decode(priorState) as ObjectValue | null;
  const planned = type.decode(plannedState) as ObjectValue | null;
  const kept = unpack(plannedPrivate);
  try {
    if (planned === null) {
      const left = await type.delete({ state: prior!, private: kept }, session);
      return { newState: type.encode(null), diagnostics: left.map(encodeDiagnostic) };
    }
    const change = { config: type.decode(config) as ObjectValue, planned };
    return done(
      type,
      await (prior ? type.update({ ...change, prior, private: kept }, session) : type.create(change, session)),
    );
  } catch (thrown) {
    const left = { newState: priorState ?? type.encode(null), private: plannedPrivate };
    return { ...left, newIdentity: prior ? type.identify(prior) : undefined, diagnostics: told(thrown) };
  }
}

function done(type: CodedType, { state, private: kept, warnings = [] }: Applied) {
  const diagnostics = warnings.map(encodeDiagnostic);
  return { newState: type.encode(state), private: pack(kept), newIdentity: type.identify(state), diagnostics };
}

function told(thrown: unknown): MessageInit<'Diagnostic'>[] {
  return diagnosticsOf(thrown).map(encodeDiagnostic);
}

/** A type of resource, with its values' way to and from the wire. */
function coded(typeName: string) {
  const found = resourceTypes.find(({ name }) => name === typeName);
  if (!found) throw new Error(`there is no resource ${typeName}`);
  const type = typeOfAttributes(found.schema.attributes);
  const identityType = identityTypeOf(found);
  const { identity } = found;
  return {
    ...(found satisfies ResourceType),
    type,
    identityType,
    identify: (state: ObjectValue) => ({
      identityData: encodeValue(identityType, { [identity]: state[identity] ?? null }),
    }),
    identified: ({ identityData }: Message<'ResourceIdentityData'>) =>
      (decodeValue(identityType, identityData) as Readonly<Record<string, string>>)[identity]!,
    decode: (value: Message<'DynamicValue'> | undefined) => decodeValue(type, value),
    encode: (value: Value) => encodeValue(type, value),
  };
}

type CodedType = ReturnType<typeof coded>;

function pack(kept: Private): Uint8Array {
  return Buffer.from(JSON.stringify(kept));
}

function unpack(bytes: Uint8Array): Kept['private'] {
  return bytes.length === 0 ? {} : (JSON.parse(Buffer.from(bytes).toString()) as Private);
}
