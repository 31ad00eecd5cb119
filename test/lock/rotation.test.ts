import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { openRepository, rotateKeys, undelete } from '../../engine/index.ts';
import { findHidden } from '../../engine/lock/findHidden.ts';
import { generateKey } from '../../engine/repository/unlocking.ts';
import { startTimeout } from '../gateway/bucket.ts';
import { LockedRepository } from './lockedRepository.ts';
import { makeLockedSet } from './makeLockedSet.ts';

const { signal } = new AbortController();

test("keys are rotated where slots are locked: what was deleted by that is not told as somebody's deed, and opens nothing new when it is brought back", {
  timeout: startTimeout + 60_000,
}, async (context) => {
  await using locked = await LockedRepository.make(context);
  const { keySlots } = locked.repository;
  const key = generateKey();
  await keySlots.add({ key });
  await makeLockedSet(locked.repository, ['of before']);
  const fresh = await openRepository(locked.url, { key });
  expect((await rotateKeys(fresh, { remove: [keySlots.opened!] })).warnings).toEqual([]);
  const warnings: string[] = [];
  await makeLockedSet(fresh, ['of after'], warnings);
  expect(warnings).toEqual([]);
  const inForce = [...(await locked.kept('keys/')).values()].filter(({ hidden }) => !hidden).map((each) => each.key);
  expect(inForce).toHaveLength(3); // a slot, and the record of the rotation twice
  for (const each of inForce) expect((await locked.lockedUntil(each))!.getTime(), each).toBeGreaterThan(Date.now());
  expect(await findHidden(fresh, signal)).toEqual([]);

  const [slot] = inForce;
  await locked.runs.send(new DeleteObjectCommand(locked.place(slot!)));
  expect((await findHidden(fresh, signal)).map((each) => each.key)).toEqual([slot]);
  expect((await undelete(locked.url)).objects.map((each) => each.key)).toContain(slot);
  await expect(openRepository(locked.url, { key: locked.key })).rejects.toMatchObject({
    message: expect.stringMatching('was removed then$'),
  });
  expect(await (await openRepository(locked.url, { key })).keySlots.list()).toHaveLength(1);
});
