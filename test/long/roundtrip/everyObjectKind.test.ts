import { describe, test } from 'vitest';
import { everyObjectKindComesBack } from '../../roundtrip/everyObjectKindComesBack.ts';

describe.each(['14', '16', '17'])('every kind of object of PostgreSQL %s', (version) => {
  test('comes back into an empty database, and into one that the restore creates', (context) =>
    everyObjectKindComesBack(version, context));
});
