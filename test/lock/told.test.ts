import { ListObjectVersionsCommand } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { cost } from '../../engine/keep/cost.ts';
import { health } from '../../engine/keep/health.ts';
import { listSets } from '../../engine/keep/listSets.ts';
import { planFigures } from '../../engine/keep/planFigures.ts';
import { setStorage } from '../../engine/keep/setStorage.ts';
import { lockEnd } from '../../engine/lock/lockDates.ts';
import { setLockKey } from '../../engine/repository/keys.ts';
import { storedRows } from '../../words/costText.ts';
import { documents } from '../cli/documents.ts';
import { pgstow } from '../cli/pgstow.ts';
import { plan } from '../copy/twoRepositories.ts';
import { startTimeout } from '../gateway/bucket.ts';
import { LockedRepository } from './lockedRepository.ts';
import { makeLockedSet } from './makeLockedSet.ts';

const day = 24 * 60 * 60 * 1000;

test('what is told of locks: of each set, of the newest whether it is as the plan says, and of one that has ended that it has', {
  timeout: startTimeout + 60_000,
}, async (context) => {
  await using locked = await LockedRepository.make(context);
  const { repository, url, key } = locked;
  const until = lockEnd(await repository.store.clock(), 30);
  const set = await makeLockedSet(repository, ['one']);
  await repository.pins.add({ plan, set }, 'case 4711', { hold: true });
  const told = async (now?: Date) => {
    const { plans, warnings } = await health(repository, {}, now ? { now: () => now } : {});
    return { lock: plans[0]!.lock, warnings: warnings.filter((each) => !each.startsWith("this machine's clock")) };
  };
  const fine = { health: 'fine', until: until.toISOString() };
  expect(await told()).toEqual({ lock: fine, warnings: [] });
  expect(await listSets(repository)).toMatchObject([{ set, lockedUntil: until.toISOString(), pins: [{ hold: true }] }]);
  expect(await planFigures(repository)).toMatchObject([
    { pinnedSets: 1, locks: { sets: 1, firstEnd: until.toISOString() }, lock: fine },
  ]);

  const ended = `${plan}: the lock of the newest set ${set} ended ${until.toISOString()}, and the plan locks sets for 30 d; its next backup locks it`;
  expect(await told(until)).toEqual({
    lock: { ...fine, health: 'none', reason: expect.any(String) },
    warnings: [ended],
  });
  await locked.apply({ lock: { mode: 'GOVERNANCE', days: 90 } });
  const short = `${plan}: the newest set ${set} is locked until ${until.toISOString()}, and the plan locks sets for 90 d; its next backup locks it for longer`;
  expect(await told()).toMatchObject({ lock: { health: 'short' }, warnings: [short] });

  await repository.store.delete(setLockKey(plan, set, until));
  const before = new Date(Math.floor(Date.now() / 1000) * 1000 - day);
  expect(await told()).toEqual({
    lock: { health: 'none', reason: expect.any(String) },
    warnings: [
      `${plan}: the newest set ${set} is not noted to be locked, and the plan locks sets for 90 d; its next backup locks it`,
    ],
  });
  await repository.locks.note({ plan, set }, { mode: 'GOVERNANCE', until: before });
  expect((await listSets(repository))[0]).not.toHaveProperty('lockedUntil');
  const manifest = await repository.sets.get(set);
  const lock = { mode: 'GOVERNANCE', until: before.toISOString(), ended: true };
  expect(await setStorage(repository, manifest, [])).toEqual({ archived: [], lock });

  const at = ['--repository', url];
  const env = { PGSTOW_KEY: key };
  const [shown, json, table] = await Promise.all([
    pgstow(['show', set, ...at], { env }),
    pgstow(['show', set, '--json', ...at], { env }),
    pgstow(['health', ...at], { env }),
  ]);
  const instant = before.toISOString().replace(/T(.*)\.000Z/, ' $1Z');
  expect(shown.stdout).toMatch(new RegExp(`^locked: +no more; its lock \\(GOVERNANCE\\) ended ${instant}$`, 'm'));
  expect(shown.stdout).toMatch(/^legal hold: +case 4711 \(/m);
  expect(documents.show.parse(JSON.parse(json.stdout)).lock).toEqual(lock);
  expect(table.stdout).toMatch(new RegExp(`COPIES +LOCKED UNTIL +SET\n.* ended ${instant} +${set}\n`));
});

test('what a bucket keeps of rewritten and deleted objects is told beside what is to be seen, and costs', {
  timeout: startTimeout + 60_000,
}, async (context) => {
  await using locked = await LockedRepository.make(context);
  const { repository } = locked;
  await makeLockedSet(repository, ['one']);
  await repository.store.replace('probes/one', Buffer.alloc(1000));
  await repository.store.replace('probes/one', Buffer.alloc(10));
  await repository.store.replace('probes/two', Buffer.alloc(5));
  await repository.store.delete('probes/two');
  const classes = { '*': { storage: 2 ** 30 } };
  const prices = { text: JSON.stringify({ currency: 'EUR', date: '2026-11', source: 'us', classes }), name: 'prices' };
  const { oldVersions, warnings, repository: seen } = await cost(repository, { prices });
  const { Versions = [] } = await locked.owner.send(new ListObjectVersionsCommand({ Bucket: locked.bucket }));
  const old = Versions.filter(({ IsLatest }) => !IsLatest);
  const bytes = old.reduce((sum, { Size = 0 }) => sum + Size, 0);
  expect(old.length).toBeGreaterThanOrEqual(2);
  expect({ oldVersions, warnings }).toEqual({
    oldVersions: {
      ...{ objects: old.length, bytes, monthly: bytes },
      classes: [{ storageClass: 'STANDARD', objects: old.length, bytes, monthly: bytes }],
    },
    warnings: [],
  });
  expect(storedRows({ repository: seen, oldVersions, unpriced: [], plans: [], warnings })).toMatchObject([
    { name: 'STANDARD', bytes: seen.bytes },
    { name: 'STANDARD, old versions', bytes },
    { name: 'in all', bytes: seen.bytes + bytes, monthly: seen.bytes + bytes },
  ]);
});
