import { describe, test } from 'vitest';
import { versions } from '../servers.ts';
import { everyObjectKindComesBack } from './everyObjectKindComesBack.ts';

describe.each(versions)('every kind of object of PostgreSQL %s', (version) => {
  test('comes back into an empty database, and into one that the restore creates', (context) =>
    everyObjectKindComesBack(version, context));
});
