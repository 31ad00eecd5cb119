import { expect, test } from 'vitest';
import { resourceTypes } from '../../provider/provider.ts';
import { backupPlanResource } from '../../provider/resources/backupPlan.ts';
import { typeOfAttributes } from '../../provider/schema/attribute.ts';
import { decodeValue, encodeValue } from '../../provider/values/wire.ts';
import { withPlans } from './planScene.ts';
import { complete } from './terraformClient.ts';

// no Terraform that knows identities is asked here: these are the calls that 1.12 makes

const type = typeOfAttributes(backupPlanResource.schema.attributes);
const identityType = ['object', { id: 'string' }] as const;
const { name: typeName } = backupPlanResource;
const source = { host: 'db.example.com', database: 'orders', user: 'backup' };
const encode = (written: object | null) =>
  encodeValue(type, written && complete(backupPlanResource.schema.attributes, { ...written }));

test('every resource says what it is known again by, and that is computed or replaces it', async () => {
  await withPlans(async ({ client }) => {
    const { identitySchemas } = await client.calls.getResourceIdentitySchemas({});
    const named = Object.entries(identitySchemas).map(([name, { identityAttributes }]) => [
      name,
      identityAttributes.map((attribute) => [attribute.name, attribute.requiredForImport]),
    ]);
    expect(Object.fromEntries(named)).toEqual({
      pgstow_backup_plan: [['id', true]],
      pgstow_repository: [['url', true]],
      pgstow_restore: [['run', true]],
    });
    for (const { schema, identity } of resourceTypes) {
      const attribute = schema.attributes[identity]!;
      expect(attribute.given === 'computed' || attribute.replaces).toBe(true);
    }
  });
});

test('an identity is told when a plan is there, stays while it is changed, and imports it', async () => {
  await withPlans(async ({ client }) => {
    const identityOf = (data: { readonly identityData: Parameters<typeof decodeValue>[1] } | undefined) =>
      data && decodeValue(identityType, data.identityData);
    const config = encode({ id: 'orders', source });
    const none = encode(null);
    const asked = { typeName, config, proposedNewState: config, priorPrivate: new Uint8Array() };
    const planned = await client.calls.planResourceChange({ ...asked, priorState: none });
    expect(identityOf(planned.plannedIdentity)).toBeUndefined();
    const { plannedState, plannedPrivate } = planned;
    const made = await client.calls.applyResourceChange({
      typeName,
      config,
      priorState: none,
      plannedState,
      plannedPrivate,
    });
    expect(identityOf(made.newIdentity)).toEqual({ id: 'orders' });
    const read = await client.calls.readResource({ typeName, currentState: made.newState, private: made.private });
    expect(identityOf(read.newIdentity)).toEqual({ id: 'orders' });
    const changed = encode({ id: 'orders', source, concurrency: '1' });
    const again = { ...asked, config: changed, proposedNewState: changed, priorState: made.newState };
    expect(identityOf((await client.calls.planResourceChange(again)).plannedIdentity)).toEqual({ id: 'orders' });
    const other = encode({ id: 'other', source });
    const replaced = { ...asked, config: other, proposedNewState: other, priorState: made.newState };
    expect(identityOf((await client.calls.planResourceChange(replaced)).plannedIdentity)).toBeUndefined();
    const { importedResources } = await client.calls.importResourceState({
      typeName,
      identity: { identityData: encodeValue(identityType, { id: 'orders' }) },
    });
    expect(identityOf(importedResources[0]!.identity)).toEqual({ id: 'orders' });
    expect(decodeValue(type, importedResources[0]!.state)).toMatchObject({ id: 'orders', revision: 1 });
  });
});

test('an identity that an older provider has kept is taken up', async () => {
  await withPlans(async ({ client }) => {
    const json = Buffer.from(JSON.stringify({ id: 'orders' }));
    const { upgradedIdentity } = await client.calls.upgradeResourceIdentity({
      typeName,
      version: 0,
      rawIdentity: { json },
    });
    expect(decodeValue(identityType, upgradedIdentity!.identityData)).toEqual({ id: 'orders' });
  });
});
